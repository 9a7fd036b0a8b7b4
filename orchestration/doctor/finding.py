"""What the doctor says: one finding for each thing that was looked at.

Here: findings, their order and what they sum up to. Not here: how they come about (`running`, `stores`, `machine`), how
they are printed (`cli.doctor`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["ok", "warning", "wrong"]
STATES: tuple[State, ...] = ("ok", "warning", "wrong")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, what was seen, and what a person can do about it."""

    state: State
    subject: str
    says: str
    advice: str = ""


def worst(findings: Iterable[Finding]) -> State:
    """Return the worst state of all."""
    return STATES[max((STATES.index(each.state) for each in findings), default=0)]


def summed_up(findings: Iterable[Finding]) -> str:
    """Say in one sentence how all of it is."""
    found = [each.state for each in findings]
    wrong, warned = found.count("wrong"), found.count("warning")
    if not wrong and not warned:
        return "All is well."
    parts = [f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong"] if wrong else ["Nothing is wrong"]
    if warned:
        parts.append(f"{warned} {'deserves' if warned == 1 else 'deserve'} a look")
    return f"{', '.join(parts)}."


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago a moment was, as a person says it."""
    passed = now - moment
    if passed < timedelta():
        return "in the future"
    for unit, length in (("days", timedelta(days=1)), ("hours", timedelta(hours=1)), ("minutes", timedelta(minutes=1))):
        if passed >= 2 * length:
            return f"{passed // length} {unit} ago"
    return f"{passed // timedelta(seconds=1)} seconds ago"


def size(count: int) -> str:
    """Return a number of bytes as a person says it."""
    for unit, length in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= length:
            return f"{count / length:.1f} {unit}"
    return f"{count} bytes"
