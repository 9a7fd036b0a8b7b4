"""What is tuned on `dev`: thresholds and leans of the student, one after the other, then how far it can be trusted.

A value moves only where most draws of the articles gain (bootstrap): what helps two articles of `dev` may harm others.

`python -m orchestration.evaluation.tuning [--model DIR]` writes them to the card of a model, as the last
step of `make train`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from orchestration.evaluation.counts import macro_f1, share_of, tally_of
from orchestration.evaluation.families import FAMILY_NAMES
from orchestration.evaluation.intervals import macro_draws
from orchestration.evaluation.run import Evaluation, evaluate
from orchestration.evaluation.sources import load_split
from orchestration.evaluation.trust import lines_of_trust
from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.student.engine import decode
from orchestration.extract.student.labels import RELATIONS
from orchestration.extract.student.model import MODEL_DIR, Model, Words
from orchestration.extract.student.reading import Reading, look, understand
from orchestration.extract.student.tokens import Encoded
from orchestration.extract.student.tuned import LEANS, LIMITS, Tuned
from orchestration.learning.card import set_tuned

LIMIT_VALUES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
"""Higher ones gain on `dev` alone: of articles that are unlike the corpus, the model is less sure."""
LEAST_LIMIT = 0.5
"""Of names and roles: what the model takes for likelier wrong than right is not stated, whatever `dev` gains by it.

Choices among candidates (`labels.Relation.one`) may have less: the others share the rest.
"""
LEAST_SLOT_LIMIT = 0.2
"""Of places and dates. No score counts a city that is stated where the article gives none: null beats a guess."""
CHOICES = frozenset({relation.name for relation in RELATIONS if relation.one} | {"works_alone"})
LEAN_VALUES = (0.5, 1.5, 2.5, 4.0)
SLOTS = {"metric subject": 0.05, "program city": 0.02, "partnership year": 0.02}  # what a slot weighs beside macro F1
SLOT_LIMITS = frozenset({"agreed_on", "lasts", "located", "lies_in", "starts_on"})  # decide slots of facts, no facts
LEAST_GAIN = 1e-4
LEAST_SURE = 0.9  # share of draws in which a change must help


@dataclass
class _Seen:
    """What need not be computed again for another trial: the words of each article, and its last reading."""

    words: dict[str, tuple[Encoded, Words]] = field(default_factory=dict)
    readings: dict[str, tuple[Mapping[str, float], Reading]] = field(default_factory=dict)


@dataclass(frozen=True)
class TunedEngine:
    """The student with values to try: an article is read by the encoder once, and decoded for each trial."""

    model: Model
    tuned: Tuned = field(default_factory=Tuned)
    seen: _Seen = field(default_factory=_Seen)
    name: str = "student"
    version: str = "tuning"

    def extract(self, article: ArticleText) -> list[Statement]:
        """Return what the article states under the present values."""
        name, leans = article.article_id, self.tuned.leans
        if name not in self.seen.words:
            self.seen.words[name] = look(self.model, article)
        if self.seen.readings.get(name, (None,))[0] != leans:
            self.seen.readings[name] = leans, understand(self.model, article, self.seen.words[name], leans)
        return list(decode(self.seen.readings[name][1], self.tuned))


def tune(model: Model) -> tuple[Tuned, Evaluation]:
    """Return the best values found on `dev`, and the evaluation under them."""
    dev = load_split("dev")
    engine = TunedEngine(model)
    best = evaluate(engine, dev)
    print(f"untuned: {score(best):.4f}", file=sys.stderr)
    for part, name, values in (
        *(("leans", name, LEAN_VALUES) for name in LEANS),
        *(("limits", name, [each for each in LIMIT_VALUES if each >= least_limit(name)]) for name in LIMITS),
    ):
        for value in values:
            changed = {**getattr(engine.tuned, part), name: value}
            trial = replace(engine, tuned=replace(engine.tuned, **{part: changed}))
            found = evaluate(trial, dev)
            is_better = score(found) > score(best) + LEAST_GAIN
            if is_better and (name in SLOT_LIMITS or is_surely_better(found, best)):
                engine, best = trial, found
        print(f"{part} {name} {getattr(engine.tuned, part)[name]}: {score(best):.4f}", file=sys.stderr)
    return replace(engine.tuned, trust=lines_of_trust(best.outcomes)), best


def least_limit(name: str) -> float:
    """Return the least limit that may be tried."""
    if name in SLOT_LIMITS:
        return LEAST_SLOT_LIMIT
    return 0.0 if name in CHOICES else LEAST_LIMIT


def is_surely_better(found: Evaluation, best: Evaluation) -> bool:
    """Return True where most draws of the articles gain in macro F1."""
    gains = macro_draws(found.outcomes, FAMILY_NAMES) - macro_draws(best.outcomes, FAMILY_NAMES)
    return bool((gains > 0).mean() >= LEAST_SURE)


def score(evaluation: Evaluation) -> float:
    """Return what is tuned for: macro F1, and a little for slots that decide whether a fact can be used."""
    slots = {name: share_of(evaluation.outcomes, name).share or 0.0 for name in SLOTS}
    families = macro_f1(tally_of(evaluation.outcomes, family) for family in FAMILY_NAMES)
    return families + sum(weight * slots[name] for name, weight in SLOTS.items())


def main(arguments: Sequence[str]) -> int:
    """Tune the model of the repository, or one on trial; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.evaluation.tuning", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL_DIR, help="folder of the model (default: the repository's)")
    folder = parser.parse_args(arguments).model
    tuned, evaluation = tune(Model(folder))
    set_tuned(folder, tuned, {name: tally_of(evaluation.outcomes, name).f1 for name in FAMILY_NAMES})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
