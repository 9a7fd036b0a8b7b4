"""How long to wait before a request is sent again, and when not to: pure, the waiting itself is done by `chat`."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MOST_TRIES = 4
FIRST_WAIT = 1.0  # seconds; doubled each time
LONGEST_WAIT = 60.0  # seconds; a server that asks for more is asked again by the next refresh
PASSING = frozenset({408, 429, 502, 503, 504})  # answers of a server that may give a better one soon


def wait_before(attempt: int, retry_after: str | None, now: datetime) -> float:
    """Return the seconds to wait after failed attempt 0, 1, 2 ...: as the server asks, or a bit longer each time."""
    asked = _seconds(retry_after.strip(), now) if retry_after else None
    return FIRST_WAIT * 2**attempt if asked is None else max(0.0, asked)


def _seconds(retry_after: str, now: datetime) -> float | None:
    """Read the header: seconds, or the date of the web; None where it is neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds()
