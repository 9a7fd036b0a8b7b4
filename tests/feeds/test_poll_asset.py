"""The step that polls: what a refresh makes of a list without feeds, and of a folder that can't be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.assets.feeds import poll_listed
from orchestration.lake import Lake, open_lake
from orchestration.schemas.feeds import Fetches, Polls, RejectedFeeds
from orchestration.settings import Settings
from tests.support.site import Site, page, site

CONTACT = "ECOSYSTEM_FEEDS_CONTACT"


class Refresh:
    """The step alone, on a site with one feed of one page."""

    def __init__(self, web: Site, lake: Lake, folder: Path) -> None:
        self.web, self.lake, self.raw, self.data = web, lake, folder / "raw", folder / "data"
        self.listing = self.raw / "feeds.yml"
        self.raw.mkdir()
        web.serve("/feed", page(f"<rss><channel><item><link>{web.url('/a')}</link></item></channel></rss>"))
        web.serve("/a", page("<p>The harbour opened a laboratory.</p>"))
        self.listing.write_text(f"feeds:\n  - address: {web.url('/feed')}\n    kind: feed\n")

    def run(self) -> None:
        poll_listed(Settings(raw_dir=self.raw, data_dir=self.data), self.lake)

    def reasons(self) -> list[str]:
        return self.lake.read(RejectedFeeds)["reason"].to_list()


@pytest.fixture(name="refresh")
def fixture_refresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Refresh]:
    monkeypatch.setenv(CONTACT, "editor@harbour.example.org")
    monkeypatch.setenv("ECOSYSTEM_FEEDS_ALLOWED_HOSTS", "127.0.0.1")
    monkeypatch.setenv("ECOSYSTEM_FEEDS_SECONDS_BETWEEN_REQUESTS", "0")
    with site() as web, open_lake(tmp_path / "lake") as lake:
        yield Refresh(web, lake, tmp_path)


@pytest.mark.parametrize("listing", [None, "feeds: []\n"])
def test_without_feeds_no_contact_is_needed(
    refresh: Refresh, monkeypatch: pytest.MonkeyPatch, listing: str | None
) -> None:
    refresh.run()
    assert refresh.lake.read(Polls).height == 1
    if listing is None:
        refresh.listing.unlink()
    else:
        refresh.listing.write_text(listing)
    monkeypatch.delenv(CONTACT)
    for _ in range(2):
        refresh.run()
        assert refresh.lake.read(Polls).is_empty()
        assert refresh.lake.read(Fetches)["status"].to_list() == ["fetched"]
        assert refresh.reasons() == []


def test_a_folder_that_cannot_be_written_is_an_issue_until_it_can(refresh: Refresh) -> None:
    blocking = refresh.raw / "fetched"
    blocking.write_text("a file in the place of the folder")
    refresh.run()
    assert refresh.reasons() == ["not_writable"]
    assert refresh.lake.read(Polls)["status"].to_list() == ["read"]
    blocking.unlink()
    refresh.run()
    assert refresh.reasons() == []
    assert refresh.lake.read(Fetches)["status"].to_list() == ["fetched"]
    assert (refresh.web.times("/feed"), refresh.web.times("/a")) == (1, 2)
