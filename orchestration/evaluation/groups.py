"""Outcomes by kind of writing, and by the hand that wrote them.

Here: which group an article belongs to. Not here: the words of the groups (`vocabulary/styles.yml`), figures
(`counts`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources

import yaml

from orchestration.evaluation.scoring import Outcome
from orchestration.evaluation.sources import Sample

OTHER = "other"


def by_style(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of each group of styles, by name; none when no style is noted."""
    return _grouped(outcomes, lambda sample: style_group(sample.style) if sample.style else "")


def by_hand(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes of each hand (folder of the corpus), by name."""
    return _grouped(outcomes, lambda sample: sample.hand)


def style_group(style: str) -> str:
    """Return the group of a style written in free words."""
    words = set(re.findall(r"[\w-]+", style.lower()))
    return next((group for group, known in _groups().items() if words & known), OTHER)


def _grouped(outcomes: Iterable[Outcome], group_of: Callable[[Sample], str]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if group := group_of(outcome.sample):
            groups[group].append(outcome)
    return dict(sorted(groups.items()))


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    source = resources.files("orchestration.evaluation") / "vocabulary" / "styles.yml"
    listed: dict[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {group: frozenset(words.split()) for group, words in listed.items()}
