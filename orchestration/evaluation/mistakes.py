"""The list of errors: what was missed, what is wrong, and slots that are wrong, with the words that were read.

Here: the list as Markdown. Not here: whether it may be written: on the test split only when asked (`__main__`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from orchestration.evaluation.facts import Fact
from orchestration.evaluation.families import FAMILIES, Family
from orchestration.evaluation.matching import Matched
from orchestration.evaluation.run import Evaluation

LONGEST_QUOTE = 300


def list_of_mistakes(collection: str, evaluation: Evaluation, families: Sequence[str]) -> str:
    """Return all missed facts, wrong facts and wrong slots of the families, in the order of the articles."""
    parts = [f"# Errors of {evaluation.engine} on {collection}", f"Version `{evaluation.version}`."]
    for family in (each for each in FAMILIES if each.name in families):
        parts += _section(f"{family.name}: missed", evaluation, family, lambda found: map(_line, found.missed))
        parts += _section(f"{family.name}: wrong", evaluation, family, lambda found: map(_line, found.wrong))
        if family.slots:
            parts += _section(f"{family.name}: wrong slots", evaluation, family, _slot_lines(family))
    return "\n\n".join(parts) + "\n"


def _section(
    title: str, evaluation: Evaluation, family: Family[Any], lines_of: Callable[[Matched[Any]], Iterator[str]]
) -> list[str]:
    lines = [
        f"- `{outcome.sample.name}`: {line}"
        for outcome in evaluation.outcomes
        for line in lines_of(outcome.matched[family.name])
    ]
    return [f"## {title} ({len(lines)})", *(["\n".join(lines)] if lines else [])]


def _slot_lines(family: Family[Any]) -> Callable[[Matched[Any]], Iterator[str]]:
    def lines_of(found: Matched[Any]) -> Iterator[str]:
        for gold, stated in found.hits:
            slots = [name for name, judge in family.slots.items() if judge(gold, stated) is False]
            if slots:
                yield f"{', '.join(slots)}: {gold.label}, but stated: {_line(stated)}"

    return lines_of


def _line(fact: Fact) -> str:
    if fact.proof is None:
        return fact.label
    quote = " ".join(fact.proof.quote.split())
    shown = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]} ..."
    return f'{fact.label} ({fact.proof.confidence:.2f}, "{shown}")'
