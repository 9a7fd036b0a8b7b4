"""Which publications stay: a pure function of their times, so that no clock of today can take history away.

A wrong clock at one refresh, years ahead, would make all others look old. So the age of a publication is not the
difference of two times: it is the sum of the silences since, each counted as at most `LONGEST_SILENCE`, and none below
zero. One jump costs at most that much of what is kept, and history that is kept too long is let go of a little later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from orchestration.history.publications import Publication

LONGEST_SILENCE = timedelta(days=31)
"""A warehouse that is refreshed daily, but changes once a month, ages by the calendar."""


def kept(publications: Sequence[Publication], history_days: int) -> tuple[Publication, ...]:
    """Return the publications that stay, the oldest first; the newest always does, and 0 days keep all."""
    if not history_days:
        return tuple(publications)
    age, stay = timedelta(), list(publications[-1:])
    for earlier, later in zip(reversed(publications[:-1]), reversed(publications), strict=False):
        age += min(max(later.refreshed_at - earlier.refreshed_at, timedelta()), LONGEST_SILENCE)
        if age > timedelta(days=history_days):
            break
        stay.append(earlier)
    return tuple(reversed(stay))
