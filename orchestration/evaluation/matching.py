"""Which stated facts are right: each gold fact takes at most one of them.

Here: the pairing, for facts of any kind. Not here: when two facts are the same (`families`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from orchestration.evaluation.facts import Fact

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Matched(Generic[F]):
    """The outcome for one kind of fact in one article; what optional gold took is in none of the three."""

    hits: tuple[tuple[F, F], ...] = ()
    missed: tuple[F, ...] = ()
    wrong: tuple[F, ...] = ()


def match(gold: Sequence[F], stated: Sequence[F], is_same: Callable[[F, F], bool]) -> Matched[F]:
    """Pair gold facts with stated ones, first come, first served.

    A required fact takes one stated fact; a second statement of it is wrong. What is left and is the same as an
    optional fact counts neither way, however often.
    """
    hits: list[tuple[F, F]] = []
    missed: list[F] = []
    left = list(stated)
    for fact in (each for each in gold if not each.is_optional):
        place = next((i for i, candidate in enumerate(left) if is_same(fact, candidate)), None)
        if place is None:
            missed.append(fact)
        else:
            hits.append((fact, left.pop(place)))
    optional = [each for each in gold if each.is_optional]
    wrong = (each for each in left if not any(is_same(fact, each) for fact in optional))
    return Matched(tuple(hits), tuple(missed), tuple(wrong))
