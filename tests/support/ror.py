"""Small dumps of the Research Organization Registry, in its format; all bodies are invented."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Record = dict[str, Any]
COUNTRIES = {"NO": "Norway", "KE": "Kenya", "CL": "Chile"}
OSLO, BERGEN, NAIROBI = 3143244, 3161732, 184745


def ror_id(number: int) -> str:
    """The id without its address, as the warehouse has it."""
    return f"0{number:08d}"


def record(
    number: int, *labels: str, aliases: Iterable[str] = (), acronyms: Iterable[str] = (), country: str = "NO",
    city: int = OSLO, types: Iterable[str] = ("education",), status: str = "active", wikidata: str | None = None,
    parents: Iterable[int] = (), children: Iterable[int] = (), version: str = "2.1",
) -> Record:  # fmt: skip
    """Return a record; the first label is the one that ROR displays."""
    place: Record = {"country_code": country, "country_name": COUNTRIES[country], "lat": 1.5, "lng": 2.5, "name": "X"}
    if version == "2.1":
        place |= {
            "continent_code": "EU", "continent_name": "Europe", "country_subdivision_code": "03",
            "country_subdivision_name": "X",
        }  # fmt: skip
    names = [{"lang": "en", "types": ["label"], "value": label} for label in labels]
    names[0]["types"] = ["label", "ror_display"]
    names += [{"lang": None, "types": ["alias"], "value": alias} for alias in aliases]
    names += [{"lang": None, "types": ["acronym"], "value": acronym} for acronym in acronyms]
    ties = [("parent", tie) for tie in parents] + [("child", tie) for tie in children]
    stamp = {"date": "2024-12-11", "schema_version": "2.0"}
    return {
        "admin": {"created": stamp, "last_modified": stamp},
        "domains": [],
        "established": None,
        "external_ids": [{"all": [wikidata], "preferred": None, "type": "wikidata"}] if wikidata else [],
        "id": f"https://ror.org/{ror_id(number)}",
        "links": [{"type": "website", "value": "https://example.org/"}],
        "locations": [{"geonames_details": place, "geonames_id": city}],
        "names": names,
        "relationships": [
            {"id": f"https://ror.org/{ror_id(tie)}", "label": "another body", "type": kind} for kind, tie in ties
        ],
        "status": status,
        "types": list(types),
    }


def record_of_schema_1(name: str) -> Record:
    """Return a record as dumps had them until 2025."""
    return {
        "id": "https://ror.org/012345678", "name": name, "types": ["Education"], "status": "active", "aliases": [],
        "acronyms": [], "labels": [], "country": {"country_code": "NO", "country_name": "Norway"}, "addresses": [],
    }  # fmt: skip


def write_json(path: Path, *records: Record) -> Path:
    path.write_text(json.dumps(records, indent=4, ensure_ascii=False), encoding="utf-8")
    return path


def write_zip(path: Path, **members: list[Record]) -> Path:
    """Write a zip as ROR does: JSON beside CSV, in files named after the release."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, records in members.items():
            archive.writestr(f"v1.58-2024-12-11-{name}.json", json.dumps(records, ensure_ascii=False))
            archive.writestr(f"v1.58-2024-12-11-{name}.csv", "id\n")
    return path
