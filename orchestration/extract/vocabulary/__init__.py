"""Vocabularies of the rules engine, one YAML file per matter, and the function that reads them.

Here: words and how sure a rule is. Not here: patterns that need code (the modules of `extract`), knowledge of the
world beyond a few well-known names (`normalize/lookups`).
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of `<name>.yml`; treat it as read-only."""
    text = resources.files(__name__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return one list of a vocabulary as a set; a text of words separated by white space counts as a list."""
    value = load(name)[key]
    return frozenset(value.split() if isinstance(value, str) else map(str, value))


@cache
def confidence(name: str, rule: str) -> float:
    """Return how sure a rule is, from the `confidence` table of a vocabulary."""
    return float(load(name)["confidence"][rule])


@cache
def fingerprint() -> str:
    """Return a short hash over all vocabulary files, the same whatever their line endings."""
    digest = hashlib.sha256()
    files = [f for f in resources.files(__name__).iterdir() if f.name.endswith(".yml")]
    for file in sorted(files, key=lambda f: f.name):
        digest.update(
            file.name.encode() + b"\0" + file.read_text(encoding="utf-8").replace("\r\n", "\n").encode() + b"\0"
        )
    return digest.hexdigest()[:12]
