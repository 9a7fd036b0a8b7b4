"""Licences: which article texts may leave the house, and how the licence of an export is named.

Here: reading what a meta file states as a licence. The list, with a reason for each, is licences.yml. Not here: where
an article's licence comes from (`load/meta_files`, `feeds`); what nobody states stays at home.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

LIST = Path(__file__).with_name("licences.yml")
AROUND = re.compile(r"^(https?://)?(www\.)?|(/(deed|legalcode)(\.\w+)?)?/*(\s*licen[cs]e)?$")
BETWEEN = re.compile(r"[\s_\-–—]+")


@dataclass(frozen=True)
class Licence:
    """A licence as readers know it; `id` is that of SPDX where there is one."""

    id: str
    title: str
    address: str


def known_licence(stated: str) -> Licence | None:
    """Return the licence of the list that a statement names, None for all others."""
    return _spellings().get(_key(stated))


def texts_that_may_leave(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what articles of the warehouse state as a licence, where it lets their text be passed on."""
    stated = connection.execute(
        "select distinct licence from marts.dim_articles where licence is not null order by 1"
    ).fetchall()
    return [licence for (licence,) in stated if known_licence(licence)]


def _key(stated: str) -> str:
    return BETWEEN.sub(" ", AROUND.sub("", stated.strip().casefold())).strip()


@cache
def _spellings() -> dict[str, Licence]:
    import yaml

    found = {}
    for entry in yaml.safe_load(LIST.read_text(encoding="utf-8")):
        licence = Licence(entry["id"], entry["title"], entry["address"])
        for spelling in (licence.id, licence.title, licence.address, *entry["spellings"]):
            found[_key(spelling)] = licence
    return found
