"""Step 0, poll: the feeds that raw/feeds.yml lists are asked for news; what is fetched goes below raw/fetched/."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from orchestration import __version__
from orchestration.assets.groups import FEEDS, lake_asset, lake_result
from orchestration.assets.workspace import Workspace
from orchestration.feeds.client import Client
from orchestration.feeds.listing import Feed
from orchestration.feeds.models import Limits, Politeness
from orchestration.feeds.poll import poll
from orchestration.feeds.poll_result import PollResult
from orchestration.feeds.ready import feeds_to_poll, rejected_frame
from orchestration.feeds.state import Changes, State, fetch_frame, poll_frame
from orchestration.feeds.store import Store
from orchestration.lake import Lake
from orchestration.schemas.feeds import Fetches, Polls, RejectedFeeds
from orchestration.settings import Settings

KEYS = {Polls: ["feed_polls"], Fetches: ["fetches"], RejectedFeeds: ["rejected_feeds"]}


@dg.multi_asset(
    name="poll",
    specs=[lake_asset(table, key, FEEDS, {"http"}, []) for table, key in KEYS.items()],
)
def poll_feeds(workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """Ask every feed that is due and fetch what it lists; a feed that fails is a row of data_issues, no failure."""
    result = poll_listed(workspace.settings, workspace.lake)
    for table, key in KEYS.items():
        yield lake_result(key, workspace.lake.read(table), **(result.counts if table is Polls else {}))


def poll_listed(settings: Settings, lake: Lake) -> PollResult:
    """Poll what is listed, and replace the rows of what keeps feeds from being polled."""
    ready = feeds_to_poll(settings.feeds_path, settings.feeds_contact)
    lake.replace({RejectedFeeds: rejected_frame(ready.problems)})
    result = PollResult() if ready.feeds is None else _poll(ready.feeds, settings, lake)
    if result.stopped_by:
        lake.replace({RejectedFeeds: rejected_frame((*ready.problems, result.stopped_by))})
    return result


def _poll(feeds: tuple[Feed, ...], settings: Settings, lake: Lake) -> PollResult:
    if not feeds:  # then there need be no contact either
        lake.upsert({Polls: poll_frame(())}, gone={Polls: lake.read(Polls)["feed_id"].to_list()})
        return PollResult()
    state = State.of(lake.read(Polls), lake.read(Fetches))
    until = time.monotonic() + settings.feeds_minutes * 60

    def save(changes: Changes) -> None:
        rows = {Polls: poll_frame(changes.polls), Fetches: fetch_frame(changes.fetches)}
        lake.upsert(rows, gone={Polls: changes.gone})

    with _client(settings) as client:
        return poll(
            feeds,
            state,
            client,
            Store(settings.raw_path),
            clock=lambda: datetime.now(UTC),
            save=save,
            go_on=lambda: time.monotonic() < until,
        )


def _client(settings: Settings) -> Client:
    pace = settings.feeds_seconds_between_requests
    politeness = Politeness(settings.feeds_contact, __version__, seconds_between_requests=pace)
    return Client(politeness, Limits(allowed_hosts=settings.feeds_hosts))
