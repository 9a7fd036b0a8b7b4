"""Reads the YAML front matter of Markdown files. Site generators put any key there, so unknown ones are ignored.

Not here: meta files, whose keys are checked (`meta_files`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.load.cleaning import one_line
from orchestration.load.models import PartialDate
from orchestration.load.publication import read_partial_date

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
LONGEST = 16 * 1024
# Keys that Jekyll, Hugo, Eleventy and Pandoc use for the same thing.
KEYS = {
    "title": ("title",),
    "publisher": ("publisher", "site", "source"),
    "author": ("author", "authors", "by"),
    "address": ("address", "url", "canonical", "canonical_url", "link"),
    "licence": ("licence", "license"),
    "language": ("language", "lang"),
    "published": ("published", "date", "publishdate", "pubdate", "published_on"),
}


@dataclass(frozen=True)
class FrontMatter:
    """What the front matter says; empty where it is silent."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    licence: str | None = None
    language: str | None = None
    published: PartialDate | None = None


def read_front_matter(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the rest. Text between dashes that is no mapping belongs to the article."""
    match = FRONT_MATTER.match(text)
    values = _mapping(match[1]) if match and len(match[1]) <= LONGEST else None
    if match is None or values is None:
        return FrontMatter(), text
    found = {field: next(filter(None, map(values.get, keys)), None) for field, keys in KEYS.items()}
    published = read_partial_date(found.pop("published") or "")
    address = found.pop("address") or ""
    return FrontMatter(
        **found, address=address if address.startswith(("http://", "https://")) else None, published=published
    ), text[match.end() :]


def _mapping(text: str) -> dict[str, str] | None:
    import yaml  # most articles have no front matter

    try:
        # BaseLoader keeps every scalar as text, so that dates, "no" and 1.0 stay as they were written.
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (builds text, lists and mappings only)
    except yaml.YAMLError:
        return _lines(text)
    except RecursionError:
        return None
    if not isinstance(loaded, dict):
        return None
    return {key.lower(): _text(value) for key, value in loaded.items() if isinstance(key, str)}


def _lines(text: str) -> dict[str, str] | None:
    """What is no YAML because a person wrote it (`title: Two labs: one roof`), taken line by line; None for prose."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [LINE.fullmatch(line) for line in lines]
    if not all(match or line.startswith((" ", "\t", "-", "#")) for match, line in zip(found, lines, strict=True)):
        return None
    return {match[1].lower(): one_line(match[2] or "").strip("\"'") for match in found if match}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(one_line(item) for item in value if isinstance(item, str))
    return one_line(value) if isinstance(value, str) else ""
