"""What engines that are gone once reached: something to compare with, from `recorded.yml`.

Here: reading the records. Not here: measuring (`run`), how they are shown (`page`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

import yaml

from orchestration.evaluation.counts import Tally
from orchestration.evaluation.intervals import MACRO, Interval


@dataclass(frozen=True)
class Record:
    """The counts of an engine on a split, by family, and the intervals of F1, also of their mean."""

    engine: str
    about: str
    version: str
    measured_on: date
    tallies: Mapping[str, Tally]
    intervals: Mapping[str, Interval]


def recorded_on(split: str) -> list[Record]:
    """Return what is recorded on a split of the corpus."""
    source = resources.files("orchestration.evaluation") / "recorded.yml"
    return [_record(each) for each in yaml.safe_load(source.read_text(encoding="utf-8")) if each["split"] == split]


def _record(written: Mapping[str, Any]) -> Record:
    families = written["families"]
    return Record(
        engine=written["engine"],
        about=written["about"],
        version=written["version"],
        measured_on=written["measured_on"],
        tallies={name: Tally(each["right"], each["wrong"], each["missed"]) for name, each in families.items()},
        intervals={name: Interval(*each["f1"]) for name, each in families.items()}
        | {MACRO: Interval(*written["macro"])},
    )
