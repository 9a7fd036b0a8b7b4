"""A refresh polls the feeds, reads what they brought, and goes on when one of them fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.refreshes import warehouse_after
from tests.support.site import Answer, Site, page, site
from tests.support.warehouses import query

SIGNED = (
    "OULU, Finland, March 4, 2025 — Halden Robotics and Moe College signed a memorandum of understanding on Tuesday. "
    "The company and the college will open a joint research laboratory for underwater robots in Oulu, and they will "
    "share data, engineers and a test basin with the startups of the harbour for five years."
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>{home}</link>
<item><title>Lab for underwater robots</title><link>{story}</link>
<pubDate>Tue, 04 Mar 2025 09:00:00 GMT</pubDate></item>
<item><title>Gone</title><link>{gone}</link></item></channel></rss>"""
LISTING = """feeds:
  - address: {feed}
    publisher: Harbour Post
    licence: CC-BY-4.0
    every: 5m
  - address: {broken}
"""


@pytest.fixture
def polite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECOSYSTEM_FEEDS_CONTACT", "editor@harbour.example.org")
    monkeypatch.setenv("ECOSYSTEM_FEEDS_ALLOWED_HOSTS", "127.0.0.1")
    monkeypatch.setenv("ECOSYSTEM_FEEDS_SECONDS_BETWEEN_REQUESTS", "0")


def listed(web: Site, raw: Path) -> None:
    """A site with a feed of two stories, one of which is gone, and a list that names it beside one that is no feed."""
    story = (
        f"<html><head><title>Lab for underwater robots</title></head><body><article><p>{SIGNED}</p></article></body>"
    )
    web.serve("/story", page(story))
    feed = FEED.format(home=web.url(), story=web.url("/story"), gone=web.url("/gone"))
    web.serve("/feed.xml", page(feed, "application/rss+xml", etag='"one"'))
    web.serve("/broken.xml", Answer(status=500))
    raw.mkdir()
    (raw / "feeds.yml").write_text(LISTING.format(feed=web.url("/feed.xml"), broken=web.url("/broken.xml")))


@pytest.mark.usefixtures("polite")
def test_what_feeds_list_is_fetched_once_read_and_published(tmp_path: Path) -> None:
    raw, data = tmp_path / "raw", tmp_path / "data"
    with site() as web:
        listed(web, raw)
        warehouse = warehouse_after(raw, data)
        assert (web.times("/story"), web.times("/feed.xml")) == (1, 1)
        warehouse = warehouse_after(raw, data)
        assert (web.times("/story"), web.times("/feed.xml")) == (1, 1)  # not due before five minutes have passed
        story = web.url("/story")
    ((address, publisher, reading, is_fetched, uri),) = query(
        warehouse, "select address, publisher, reading, fetched_at is not null, source_uri from marts.dim_articles"
    )
    assert (address, publisher, reading, is_fetched) == (story, "Harbour Post", "read", True)
    assert uri.startswith("fetched/127.0.0.1-")
    assert query(warehouse, "select count(*) from marts.fct_partnerships") == [(1,)]


@pytest.mark.usefixtures("polite")
def test_a_feed_that_fails_is_an_issue_and_no_failed_refresh(tmp_path: Path) -> None:
    raw, data = tmp_path / "raw", tmp_path / "data"
    with site() as web:
        listed(web, raw)
        warehouse = warehouse_after(raw, data)
        broken, gone = web.url("/broken.xml"), web.url("/gone")
    issues = dict(query(warehouse, "select source_uri, reason from marts.data_issues where stage = 'feeds'"))
    assert issues == {broken: "status_500", gone: "status_404"}
    freshness = query(
        warehouse, "select status, fetched_page_count, failed_page_count from marts.feed_freshness order by status"
    )
    assert freshness == [("failed", 0, 0), ("read", 1, 1)]


def test_without_a_contact_nothing_is_asked_and_an_issue_says_so(tmp_path: Path) -> None:
    raw, data = tmp_path / "raw", tmp_path / "data"
    with site() as web:
        listed(web, raw)
        warehouse = warehouse_after(raw, data)
        assert web.requests == []
    assert query(warehouse, "select reason from marts.data_issues") == [("contact_missing",)]
