"""Format jsonld: organizations, programs and agreements in words of schema.org, each with the quotes that prove it.

One JSON-LD document, a line per node, written as its rows are read. A node's `subjectOf` holds the quotes; each is part
of an article with address, title, publisher and date. Persons and numbers are left to the Parquet files. Not here: what
our kinds are called (`linked_types`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from orchestration.exports import about
from orchestration.exports.columns import capped
from orchestration.exports.licences import known_licence
from orchestration.exports.linked_types import ACTION_STATUS, CONTEXT, ORGANIZATION_TYPES, PROGRAM_KINDS
from orchestration.exports.source import Source

DOCUMENT = "ecosystem.jsonld"
CONTENTS = f"{DOCUMENT}: JSON-LD in words of schema.org. Its context is embedded, so no processor has to fetch one."
PRECISIONS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
SAME_AS = {"ror_id": "https://ror.org/", "wikidata_id": "http://www.wikidata.org/entity/"}
Node = dict[str, Any]


def write_jsonld(source: Source, folder: Path) -> None:
    """Write the document and the readme."""
    nodes = chain(
        [_dataset(source)],
        _cities(source),
        _articles(source),
        _organizations(source),
        _programs(source),
        _roles(source),
        _agreements(source),
    )
    with (folder / DOCUMENT).open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {_line(CONTEXT)},\n"@graph": [\n{_line(next(nodes))}')
        file.writelines(f",\n{_line(node)}" for node in nodes)
        file.write("\n]}\n")
    (folder / about.README).write_text(about.readme(source, CONTENTS), encoding="utf-8")


def _dataset(source: Source) -> Node:
    terms = source.terms
    return _node(
        "refresh",
        source.refresh.refresh_id,
        "Dataset",
        name=about.TITLE,
        description=f"{about.ABOUT} {about.QUOTES} {about.CITIES} Licence: {about.licence_line(source)}.",
        dateModified=about.moment(source),
        license=terms.known.address if terms.known else None,
        creditText=about.citation(source),
        publisher={"@type": "Organization", "name": terms.publisher} if terms.publisher else None,
    )


def _cities(source: Source) -> Iterator[Node]:
    for row in _dicts(source, "select * from marts.dim_cities order by city_id"):
        yield _node(
            "city",
            row["city_id"],
            "City",
            name=row["city"],
            sameAs=f"https://sws.geonames.org/{row['city_id']}/",
            geo={"@type": "GeoCoordinates", "latitude": row["latitude"], "longitude": row["longitude"]},
            containedInPlace={"@type": "Country", "name": row["country"], "identifier": row["country_code"]},
        )


def _articles(source: Source) -> Iterator[Node]:
    cited = "semi join marts.fct_evidence using (article_id)"
    for row in _dicts(source, f"select * from marts.dim_articles {cited} order by article_id"):
        licence = known_licence(row["licence"]) if row.get("licence") else None
        yield _node(
            "article",
            row["article_id"],
            "NewsArticle",
            headline=row["title"],
            url=row["address"],
            identifier=row["source_uri"],
            publisher={"@type": "Organization", "name": row["publisher"]} if row["publisher"] else None,
            datePublished=_date(row["published_on"], row["published_on_precision"]),
            inLanguage=row["language"],
            license=licence.address if licence else None,
        )


def _organizations(source: Source) -> Iterator[Node]:
    for row, quotes in _proven(source, "marts.dim_organizations", "organization_id", "organization"):
        yield _node(
            "organization",
            row["organization_id"],
            ORGANIZATION_TYPES.get(row["organization_type"], "Organization"),
            additionalType=row["organization_type"],
            name=row["name"],
            alternateName=row["aliases"],
            location=_location(row),
            sameAs=[_address(start, row[name]) for name, start in SAME_AS.items() if row[name]],
            subjectOf=quotes,
        )


def _programs(source: Source) -> Iterator[Node]:
    members = """(select * from marts.dim_programs left join (select program_id, list(program_organization_id order by
        program_organization_id) as roles from marts.fct_program_organizations group by all) using (program_id))"""
    for row, quotes in _proven(source, members, "program_id", "program"):
        yield _node(
            "program",
            row["program_id"],
            PROGRAM_KINDS.get(row["program_kind"], "Project"),
            additionalType=row["program_kind"],
            name=row["name"],
            alternateName=row["aliases"],
            status=row["status"],
            location=_location(row),
            foundingDate=_date(row["started_on"], row["started_on_precision"]),
            member=[_reference("role", role) for role in row["roles"] or ()],
            subjectOf=quotes,
        )


def _roles(source: Source) -> Iterator[Node]:
    table, key = "marts.fct_program_organizations", "program_organization_id"
    for row, quotes in _proven(source, table, key, "program_organization"):
        member = _reference("organization", row["organization_id"])
        yield _node("role", row[key], "OrganizationRole", roleName=row["role"], member=member, subjectOf=quotes)


def _agreements(source: Source) -> Iterator[Node]:
    parties = """(select * from marts.fct_partnerships left join (select partnership_id, list(organization_id order by
        organization_id) as parties from marts.fct_partnership_parties group by all) using (partnership_id))"""
    for row, quotes in _proven(source, parties, "partnership_id", "partnership"):
        yield _node(
            "partnership",
            row["partnership_id"],
            "Action",
            additionalType=row["kind"],
            actionStatus=ACTION_STATUS.get(row["status"]),
            startTime=_date(row["announced_on"], row["announced_on_precision"]),
            participant=[_reference("organization", party) for party in row["parties"] or ()],
            subjectOf=quotes,
        )


def _proven(source: Source, relation: str, key: str, fact_type: str) -> Iterator[tuple[Node, list[Node]]]:
    """Yield each row of a relation with its quotes; rows and quotes come sorted, so one of them is held at a time."""
    evidence = f"""select fact_id, evidence_id as proof_id, article_id as proof_article, {capped("quote")} as proof
        from marts.fct_evidence where fact_type = '{fact_type}'"""
    joined = f"{relation} as fact left join ({evidence}) on fact_id = fact.{key}"
    sql = f"select * from {joined} order by fact.{key}, proof_id"
    for _, rows in groupby(_dicts(source, sql), key=itemgetter(key)):
        found = list(rows)
        yield found[0], [_quotation(row) for row in found if row["proof_id"]]


def _quotation(row: Node) -> Node:
    return _node(
        "evidence",
        row["proof_id"],
        "Quotation",
        text=row["proof"],
        isPartOf=_reference("article", row["proof_article"]),
    )


def _dicts(source: Source, sql: str) -> Iterator[Node]:
    names = [name for name, *_ in source.connection.execute(f"describe {sql}").fetchall()]
    return (dict(zip(names, row, strict=True)) for row in source.rows(sql))


def _location(row: Node) -> Node | None:
    if row["city_id"]:
        return _reference("city", row["city_id"])
    return {"@type": "Country", "identifier": row["country_code"]} if row["country_code"] else None


def _address(start: str, identifier: str) -> str:
    return identifier if identifier.startswith("http") else f"{start}{identifier}"


def _date(value: date | None, precision: str | None) -> str | None:
    """Return a date as exactly as it is known."""
    return value.strftime(PRECISIONS.get(precision or "day", "%Y-%m-%d")) if value else None


def _node(kind: str, key: str, of_type: str, /, **properties: Any) -> Node:
    """Return a node without its unknown properties."""
    known = {name: value for name, value in properties.items() if value not in (None, [], "")}
    return _reference(kind, key) | {"@type": of_type} | known


def _reference(kind: str, identifier: str) -> Node:
    return {"@id": f"ledger:{kind}/{identifier}"}


def _line(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False)
