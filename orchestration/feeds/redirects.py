"""Follows redirects by hand, hop by hop: each new address is checked and asked for as the first one was."""

from __future__ import annotations

from collections.abc import Callable

from orchestration.feeds.addresses import Address, parse_address
from orchestration.feeds.exchange import Response
from orchestration.feeds.models import Failure, Limits
from orchestration.load.models import Problem

STATUSES = frozenset({301, 302, 303, 307, 308})

Visit = Callable[[Address], Response | Failure]


def follow(first: Address, visit: Visit, limits: Limits) -> tuple[Address, Response] | Failure:
    """The answer at the end of the redirects, and the address that gave it."""
    seen = [first]
    while True:
        answer = visit(seen[-1])
        if isinstance(answer, Failure):
            return answer
        if answer.status not in STATUSES:
            return seen[-1], answer
        following = _next(seen, answer, limits)
        if isinstance(following, Problem):
            return Failure(str(first), following.reason, following.message)
        seen.append(following)


def _next(seen: list[Address], answer: Response, limits: Limits) -> Address | Problem:
    here, location = seen[-1], _location(answer)
    if not location:
        return Problem("redirects", f"{here} redirects to nowhere. Open it in a browser and use where it leads.")
    following = parse_address(location, limits.allowed_hosts, base=here)
    if isinstance(following, Problem):
        return Problem(following.reason, f"{here} redirects elsewhere. {following.message}")
    if (here.scheme, following.scheme) == ("https", "http"):
        return Problem("redirects", f"{here} redirects from https to http, which is not followed. Check the site.")
    # What is allowed inside is for those who wrote the settings, not for any site of the web to lead into.
    if following.is_allowed_by(limits.allowed_hosts) and not here.is_allowed_by(limits.allowed_hosts):
        return Problem("refused_address", f"{here} redirects to an allowed private host: only settings may name those.")
    if following in seen or len(seen) > limits.most_redirects:
        return Problem("redirects", f"{seen[0]} redirects in a circle, or more than {limits.most_redirects} times.")
    return following


def _location(answer: Response) -> str:
    """The header Location; servers write its letters beyond ASCII in UTF-8, as browsers expect."""
    value = (answer.header("location") or "").strip()
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
