"""Metric subjects: what each number is about, as the id of an organization, a program or a city.

Here: names to ids. Not here: the numbers (`metrics`). An engine may take a program for an organization or the reverse,
so a name that is none of the stated kind is looked up among the other kind of the same article.
"""

from __future__ import annotations

import polars as pl

from orchestration.normalize.entities import Entities
from orchestration.normalize.gazetteer import Gazetteer
from orchestration.normalize.locations import Hints
from orchestration.normalize.places import Place, resolve_place

KEY = ("article_id", "subject_type", "subject_name")
COLUMNS = ("article_id", "stated_type", "subject_name", "subject_type", "subject_id", "preferred_name")


def with_subjects(
    facts: pl.DataFrame, organizations: Entities, programs: Entities, gazetteer: Gazetteer, hints: Hints
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the facts, with subject_type mended, and one row per subject that is known."""
    entities = {"organization": organizations, "program": programs}
    city_names = dict(gazetteer.city_rows.select("city_id", "city").iter_rows()) if facts.height else {}
    rows = []
    for article_id, stated_type, name in facts.select(KEY).unique().sort(KEY).iter_rows():
        is_place = stated_type == "city" and not programs.find(article_id, name)  # a tech park may be both
        if city_id := _city(gazetteer, name, hints.get(article_id, frozenset())) if is_place else None:
            rows.append((article_id, stated_type, name, "city", city_id, city_names[city_id]))
            continue
        for kind in sorted(entities, key=lambda kind: kind != stated_type):
            if subject_id := entities[kind].find(article_id, name):
                rows.append((article_id, stated_type, name, kind, subject_id, entities[kind].names[subject_id]))
                break
    found = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    mended = (
        facts.rename({"subject_type": "stated_type"})
        .join(found.select(COLUMNS[:4]), on=COLUMNS[:3], how="left")
        .with_columns(pl.coalesce("subject_type", "stated_type").alias("subject_type"))
        .select(facts.columns)
    )
    return mended, found.drop("stated_type").unique().sort(pl.all())


def _city(gazetteer: Gazetteer, name: str, hints: frozenset[str]) -> str | None:
    place = resolve_place(gazetteer, name, None, hints)
    return place.city_id if isinstance(place, Place) else None
