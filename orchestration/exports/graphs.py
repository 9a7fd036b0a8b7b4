"""The networks: which nodes and edges they have. How a graph is written is in `graphml` and `gexf`.

Two graphs, because a measure such as betweenness means nothing in a mixture of both: organizations joined by
agreements, and programs with the organizations that run, join, fund, host or support them. An agreement of three
parties is three edges, one for each pair; the weights of a pair's edges add up to their number of agreements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orchestration.exports.source import Source

KINDS = {"VARCHAR": "string", "BOOLEAN": "boolean", "INTEGER": "long", "BIGINT": "long", "DOUBLE": "double"}

ORGANIZATIONS = """
    select organization_id as id, name as label, 'organization' as node_kind, organization_type as type,
        city, country_code, latitude, longitude, ror_id, wikidata_id, first_seen_on::varchar as first_seen_on,
        last_seen_on::varchar as last_seen_on, article_count
    from marts.dim_organizations left join (select city_id, latitude, longitude from marts.dim_cities) using (city_id)
"""
PROGRAMS = """
    select program_id as id, name as label, 'program' as node_kind, program_kind as type,
        city, country_code, latitude, longitude, null::varchar as ror_id, null::varchar as wikidata_id,
        null::varchar as first_seen_on, null::varchar as last_seen_on, article_count
    from marts.dim_programs left join (select city_id, latitude, longitude from marts.dim_cities) using (city_id)
"""
AGREEMENTS = """
    select partnership_id || '-' || one.organization_id || '-' || other.organization_id as id,
        one.organization_id as source, other.organization_id as target, partnership_id, kind, status, year, year_basis,
        1.0::double as weight, is_cross_border, article_count, confidence
    from marts.fct_partnership_parties as one
    join marts.fct_partnership_parties as other using (partnership_id)
    join marts.fct_partnerships using (partnership_id)
    where one.organization_id < other.organization_id
"""
ROLES = """
    select program_organization_id as id, organization_id as source, program_id as target, role as kind, status, year,
        year_basis, 1.0::double as weight,
        (select count(distinct article_id) from marts.fct_evidence
        where fact_type = 'program_organization' and fact_id = program_organization_id) as article_count
    from marts.fct_program_organizations join marts.dim_programs using (program_id)
"""
LINKED = "id in (select organization_id from marts.fct_program_organizations)"


@dataclass(frozen=True)
class Element:
    """A node or an edge: what identifies it, and its attributes without those that are unknown."""

    head: tuple[str, ...]
    attributes: dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """Nodes or edges of a graph: a query whose first columns identify, and whose others are attributes."""

    source: Source
    sql: str
    head: int

    @property
    def attributes(self) -> dict[str, str]:
        """Names and types (string, boolean, long, double) of the attributes."""
        described = self.source.connection.execute(f"describe {self.sql}").fetchall()
        return {name: KINDS[kind] for name, kind, *_ in described[self.head :]}

    def __iter__(self) -> Iterator[Element]:
        """Yield them in the order of their ids."""
        names = list(self.attributes)
        for row in self.source.rows(f"{self.sql} order by id"):
            known = {name: value for name, value in zip(names, row[self.head :], strict=True) if value is not None}
            yield Element(row[: self.head], known)


@dataclass(frozen=True)
class Graph:
    """A network; nodes begin with id and label, edges with id, source and target."""

    name: str
    description: str
    nodes: Rows
    edges: Rows


def graphs(source: Source) -> tuple[Graph, Graph]:
    """Return the two networks of a warehouse."""
    programs = f"from ({ORGANIZATIONS}) where {LINKED} union all {PROGRAMS}"
    return (
        Graph(
            "partnerships",
            "Organizations; an edge for each agreement and pair of its parties.",
            Rows(source, f"from ({ORGANIZATIONS})", 2),
            Rows(source, f"from ({AGREEMENTS})", 3),
        ),
        Graph(
            "programs",
            "Programs and the organizations that run, join, fund, host or support them; an edge for each role.",
            Rows(source, f"from ({programs})", 2),
            Rows(source, f"from ({ROLES})", 3),
        ),
    )
