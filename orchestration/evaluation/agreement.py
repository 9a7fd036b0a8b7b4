"""How far two readers of the same article agree: the second annotations against the first.

`python -m orchestration.evaluation.agreement` prints a table for docs/annotation.md. Facts that either reader calls
optional count neither way, as in every score.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from orchestration.evaluation.counts import tally_of
from orchestration.evaluation.facts import ArticleFacts
from orchestration.evaluation.families import FAMILY_NAMES
from orchestration.evaluation.gold import gold_facts
from orchestration.evaluation.markdown import table
from orchestration.evaluation.scoring import Outcome, score_article
from orchestration.evaluation.sources import Sample
from orchestration.learning.corpus import CORPUS
from orchestration.learning.facts import gold
from orchestration.learning.markup import parse_article

SECOND = CORPUS.with_name("second")
Gold = Mapping[str, object]


def compare(first: Path, second: Path) -> list[Outcome]:
    """Score each second annotation against the first one of the same file name, wherever that lies below `first`."""
    originals = {file.name: file for file in first.rglob("*.txt")}
    return [_outcome(originals[file.name], file) for file in sorted(second.glob("*.txt"))]


def _outcome(first: Path, second: Path) -> Outcome:
    return score_article(Sample(first.stem, _gold(first)), _required(_gold(second)))


def _gold(file: Path) -> dict[str, object]:
    return gold(parse_article(file.read_text(encoding="utf-8"), file.stem))


def _required(stated: Gold) -> ArticleFacts:
    """Return the facts of the second reader without those that are optional, except names: others point at them."""
    kept = {
        kind: [each for each in facts if kind == "organizations" or not each["optional"]]
        if isinstance(facts, list)
        else facts
        for kind, facts in stated.items()
    }
    return gold_facts(kept)


def main() -> int:
    """Print precision, recall and F1 of the second reader, taking the first one for right."""
    outcomes = compare(CORPUS, SECOND)
    tallies = {name: tally_of(outcomes, name) for name in FAMILY_NAMES}
    rows = [
        (name, *(f"{value:.3f}" for value in (each.precision, each.recall, each.f1))) for name, each in tallies.items()
    ]
    print(f"{len(outcomes)} articles", table(["family", "precision", "recall", "agreement (F1)"], rows), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
