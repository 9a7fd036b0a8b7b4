"""What is worth asking again, and after how long. Pure.

Own code: stamina takes no clock and no source of chance from outside, and tenacity draws from the module `random`; the
rule here also needs the answer's Retry-After and the host's pace between two attempts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from orchestration.feeds.exchange import Fault, Response

PASSING = frozenset({429, 500, 502, 503, 504})
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
LONGEST_REST = 7 * 24 * 3600.0  # a server may not silence itself for ever by mistake


def is_passing(answer: Response | Fault) -> bool:
    """May the same request succeed a moment later?"""
    return answer.is_passing if isinstance(answer, Fault) else answer.status in PASSING


def pause(attempt: int, random: Callable[[], float]) -> float:
    """Seconds before attempt 1, 2, ...: any moment below a limit that doubles (full jitter), so that none coincide."""
    return random() * min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (attempt - 1))


def retry_after(answer: Response | Fault, now: datetime) -> float | None:
    """The seconds for which the server asks to be left alone, stated as a number or as a date."""
    stated = answer.header("retry-after") if isinstance(answer, Response) and answer.status in PASSING else None
    if not stated:
        return None
    if re.fullmatch(r"[0-9]+", stated.strip()):
        return min(float(stated), LONGEST_REST)
    try:
        date = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    seconds = ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST_REST)
