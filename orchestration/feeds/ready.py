"""Is there anything to poll? Reads `feeds.yml`, and says what keeps its entries from being polled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from orchestration.feeds.listing import Feed, read_listing
from orchestration.feeds.models import CONTACT
from orchestration.load.models import Problem
from orchestration.load.scan import FEEDS
from orchestration.schemas.feeds import RejectedFeeds
from orchestration.schemas.ids import stable_id

NO_CONTACT = Problem(
    "contact_missing",
    "Publishers must be able to reach whoever polls their feeds: set ECOSYSTEM_FEEDS_CONTACT to a web address or a "
    "mailbox of yours. Until then nothing is polled.",
)
UNREADABLE = Problem("no_permission", f"{FEEDS} may not be read. Give the refresh read access to it.")


@dataclass(frozen=True)
class Ready:
    """The feeds to poll, and what keeps others from it; `feeds` is None when nothing must be done at all."""

    feeds: tuple[Feed, ...] | None
    problems: tuple[Problem, ...] = ()


def feeds_to_poll(path: Path, contact: str) -> Ready:
    """Return what the file at the path lists; a file that is missing lists nothing."""
    if not path.exists():
        return Ready(())
    try:
        listing = read_listing(path.read_bytes())
    except OSError:
        return Ready(None, (UNREADABLE,))
    if listing.feeds and not CONTACT.fullmatch(contact):
        return Ready(None, (NO_CONTACT, *listing.problems))
    # What was polled so far is not forgotten for a typing error.
    is_broken = bool(listing.problems) and not listing.feeds
    return Ready(None if is_broken else listing.feeds, listing.problems)


def rejected_frame(problems: tuple[Problem, ...]) -> pl.DataFrame:
    """The problems as a table of schema `RejectedFeeds`."""
    rows = [(stable_id("feed", each.reason, each.message), each.reason, each.message) for each in problems]
    frame = pl.DataFrame(rows, schema=RejectedFeeds.create_empty().schema, orient="row")
    return RejectedFeeds.validate(frame.unique("rejection_id").sort("rejection_id"), cast=True)
