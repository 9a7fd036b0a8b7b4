"""Thresholds of the student, chosen on `dev`: one after the other, each at the value that scores best.

`python -m orchestration.evaluation.tuning` writes them to the model's card. The last step of `make train`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from orchestration.evaluation.counts import macro_f1, share_of, tally_of
from orchestration.evaluation.families import FAMILY_NAMES
from orchestration.evaluation.run import Evaluation, evaluate
from orchestration.evaluation.sources import load_split
from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.student.engine import LIMITS, decode
from orchestration.extract.student.model import MODEL_DIR, Model
from orchestration.extract.student.reading import Reading, read
from orchestration.learning.card import set_limits

VALUES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SLOTS = {"metric subject": 0.05, "program city": 0.02, "partnership year": 0.02}  # what a slot weighs beside macro F1
LEAST_GAIN = 1e-4


@dataclass(frozen=True)
class TunedEngine:
    """The student with thresholds to try: an article is read by the model once, and decoded for each trial."""

    model: Model
    limits: Mapping[str, float]
    readings: dict[str, Reading] = field(default_factory=dict)
    name: str = "student"
    version: str = "tuning"

    def extract(self, article: ArticleText) -> list[Statement]:
        """Return what the article states under the present thresholds."""
        if article.article_id not in self.readings:
            self.readings[article.article_id] = read(self.model, article)
        return list(decode(self.readings[article.article_id], self.limits))


def tune(model: Model) -> tuple[Mapping[str, float], Evaluation]:
    """Return the best thresholds found on `dev`, and the evaluation under them."""
    dev = load_split("dev")
    engine = TunedEngine(model, LIMITS)
    best = evaluate(engine, dev)
    for name in LIMITS:
        for value in VALUES:
            trial = replace(engine, limits={**engine.limits, name: value})
            found = evaluate(trial, dev)
            if score(found) > score(best) + LEAST_GAIN:
                engine, best = trial, found
        print(f"{name} {engine.limits[name]}: {score(best):.4f}", file=sys.stderr)
    return engine.limits, best


def score(evaluation: Evaluation) -> float:
    """Return what is tuned for: macro F1, and a little for slots that decide whether a fact can be used."""
    slots = {name: share_of(evaluation.outcomes, name).share or 0.0 for name in SLOTS}
    families = macro_f1(tally_of(evaluation.outcomes, family) for family in FAMILY_NAMES)
    return families + sum(weight * slots[name] for name, weight in SLOTS.items())


def main() -> int:
    """Tune the model of the repository."""
    limits, evaluation = tune(Model(MODEL_DIR))
    set_limits(MODEL_DIR, limits, {name: tally_of(evaluation.outcomes, name).f1 for name in FAMILY_NAMES})
    return 0


if __name__ == "__main__":
    sys.exit(main())
