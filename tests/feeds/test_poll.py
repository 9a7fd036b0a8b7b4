"""Polling: what is asked for and when, what is stored, and what failures do."""

from __future__ import annotations

import errno
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from orchestration.feeds import entries, sitemaps
from orchestration.feeds.gathering import MOST_SITEMAPS
from orchestration.feeds.models import Conditions, Failure
from orchestration.feeds.pair_meta import PairMeta
from orchestration.feeds.poll import poll
from orchestration.feeds.queueing import MOST_ATTEMPTS, recorded
from orchestration.feeds.reading import DIED, TOO_SLOW, Readers
from orchestration.feeds.sitemaps import read_sitemap
from orchestration.feeds.state import Changes, State, fetch_frame, poll_frame
from orchestration.feeds.store import Store, StoredPair
from tests.feeds.pages import HOST, START, Poller, Web, article, atom, feed, rss

DAY = timedelta(days=1)


@pytest.fixture(name="web")
def fixture_web() -> Web:
    web = Web()
    for name in "abcdefgh":
        web.serve(f"/{name}", article(name))
    return web


def test_what_a_feed_lists_is_fetched_and_stored_once(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a", "/b?utm_source=rss", "/b#top"]))
    web.serve("/b?utm_source=rss", article("b"))
    poller = Poller(web, tmp_path, feed("/feed", publisher="Quay Times", licence="CC0-1.0"))
    result = poller.poll()
    assert web.asked == ["/feed", "/a", "/b?utm_source=rss"]
    assert (result.feeds_polled, result.pages_stored, result.pages_waiting) == (1, 2, 0)
    assert poller.bodies() == [article("a").encode(), article("b").encode()]
    row = poller.fetch_row("/a")
    assert row.source_uri is not None
    meta = (tmp_path / (row.source_uri + ".meta.yml")).read_text()
    assert "publisher: Quay Times" in meta
    assert "licence: CC0-1.0" in meta
    assert "title" not in meta  # the page has its own
    assert poller.asked() == []


def test_what_is_asked_for_is_bounded(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a"]))
    Poller(web, tmp_path, feed("/feed")).poll()
    (_, largest_listing), (types, largest_article) = web.accepted
    assert not [name for name in types if name.startswith(("image", "video", "audio", "*"))]
    assert largest_listing == 50 << 20
    assert largest_article == 64 << 20  # the loading takes no larger document


def test_a_feed_is_asked_again_after_its_interval_and_with_conditions(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a"]))
    poller = Poller(web, tmp_path, feed("/feed", every="6h"))
    poller.poll()
    web.later(hours=5)
    assert poller.asked() == []
    web.later(minutes=50)
    assert poller.asked() == ["/feed"]
    assert web.conditions[-1].etag
    row = poller.poll_row("/feed")
    assert (row.status, row.failures, row.entry_count, row.interval_minutes) == ("unchanged", 0, 1, 360)
    assert row.last_new_at == START + timedelta(seconds=1)
    assert row.last_success_at is not None
    assert row.last_success_at > row.last_new_at


def test_a_poll_takes_up_so_many_and_the_next_ones_the_rest(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a", "/b", "/c", "/d", "/e"]))
    poller = Poller(web, tmp_path, feed("/feed", newest=2, every="1h"))
    assert poller.poll().pages_waiting == 3
    assert poller.asked() == []  # the interval holds for the rest too
    web.serve("/feed", rss(["/f"]))  # the feed drops its older entries; they are not lost
    web.later(hours=1)
    poller.poll()
    web.later(hours=1)
    poller.poll()
    assert sorted(web.asked) == ["/a", "/b", "/c", "/d", "/e", "/f", "/feed", "/feed", "/feed"]


def test_the_newest_come_first(web: Web, tmp_path: Path) -> None:
    web.serve(
        "/feed", atom(("/a", "2026-01-01T00:00:00Z"), ("/b", "2026-01-03T00:00:00Z"), ("/c", "2026-01-02T00:00:00Z"))
    )
    poller = Poller(web, tmp_path, feed("/feed", newest=2))
    assert poller.asked() == ["/feed", "/b", "/c"]


def test_filter_and_since(web: Web, tmp_path: Path) -> None:
    entries = [("/a", "2026-01-01T00:00:00Z"), ("/b", "2025-12-31T23:00:00Z"), ("/c", "2026-01-02T00:00:00Z")]
    web.serve("/feed", atom(*entries))
    since = {"since": date(2026, 1, 1)}
    poller = Poller(web, tmp_path, feed("/feed", **since, filter={"exclude": ["/c"]}))
    assert poller.asked() == ["/feed", "/a"]
    poller.feeds = (feed("/feed", **since),)
    web.later(days=1)
    assert poller.asked() == ["/feed", "/c"]
    assert web.conditions[-2] == Conditions()  # else the server says that nothing has changed, and /c is lost


def test_an_update_is_a_new_file_and_the_old_one_stays(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", atom(("/a", "2026-01-01T00:00:00Z"), ("/b", "2026-01-01T00:00:00Z")))
    poller = Poller(web, tmp_path, feed("/feed"))
    poller.poll()
    first = poller.fetch_row("/a")
    web.serve("/a", article("a, corrected"))
    web.serve("/feed", atom(("/a", "2026-01-02T00:00:00Z"), ("/b", "2026-01-02T00:00:00Z")))
    web.later(days=1)
    assert poller.asked() == ["/feed", "/a", "/b"]
    assert web.conditions[-1].etag  # /b did not change, and its server says so
    assert poller.bodies() == sorted(article(name).encode() for name in ("a", "a, corrected", "b"))
    assert poller.fetch_row("/a").source_uri != first.source_uri
    assert {row.status for row in poller.state.fetches.values()} == {"fetched"}
    web.later(days=1)
    assert poller.asked() == ["/feed"]


def test_new_pages_come_before_updates(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", atom(("/a", "2026-01-01T00:00:00Z")))
    poller = Poller(web, tmp_path, feed("/feed", newest=1))
    poller.poll()
    web.serve("/feed", atom(("/a", "2026-01-04T00:00:00Z"), ("/b", "2026-01-02T00:00:00Z")))
    web.later(days=1)
    assert poller.asked() == ["/feed", "/b"]
    web.later(days=1)
    assert poller.asked() == ["/feed", "/a"]


def test_a_feed_that_fails_stops_no_other_and_waits_longer_each_time(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a"]))
    poller = Poller(web, tmp_path, feed("/gone", every="5m"), feed("/feed"))
    result = poller.poll()
    assert (result.feeds_failed, result.pages_stored) == (1, 1)
    waits = []
    for _ in range(6):
        row = poller.poll_row("/gone")
        assert (row.status, row.problem, row.message) == ("failed", "status_404", "Nothing is there.")
        assert row.retry_at is not None
        assert row.last_polled_at is not None
        waits.append(row.retry_at - row.last_polled_at)
        web.now = row.retry_at
        poller.poll()
    assert waits == [DAY / 24, DAY / 4, DAY, 7 * DAY, 7 * DAY, 7 * DAY]
    web.serve("/gone", rss(["/b"]))
    web.later(days=7)
    poller.poll()
    row = poller.poll_row("/gone")
    assert (row.status, row.problem, row.failures, row.retry_at) == ("read", None, 0, None)


def test_what_is_no_feed_is_a_failure_with_advice(web: Web, tmp_path: Path) -> None:
    poller = Poller(web, tmp_path, feed("/a", kind="feed"))
    assert poller.poll().feeds_failed == 1
    assert poller.poll_row("/a").problem == "not_a_feed"
    assert poller.bodies() == []


def test_a_home_page_is_kept_with_a_note_that_names_its_feed(web: Web, tmp_path: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
    for path in ("/", "/a"):
        web.serve(path, article("Teasers").replace("<h1>", f"{link}<h1>"))
    poller = Poller(web, tmp_path, feed("/"), feed("/a"))
    assert poller.poll().feeds_failed == 0
    home = poller.poll_row("/")
    assert (home.status, home.problem) == ("read", "home_page")
    assert f"{HOST}/news.rss" in (home.message or "")
    assert poller.poll_row("/a").problem is None, "every article names the feed of its site"
    web.later(hours=25)
    poller.poll()
    assert poller.poll_row("/").problem == "home_page", "a 304 does not make it an article"
    poller.feeds = (feed("/", kind="page"),)
    web.later(hours=25)
    poller.poll()
    assert poller.poll_row("/").problem is None, "the user means the page"


def test_a_page_is_tried_five_times_and_again_when_it_is_updated(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", atom(("/x", "2026-01-01T00:00:00Z")))
    poller = Poller(web, tmp_path, feed("/feed", every="365d"))
    poller.poll()
    waits = []
    while (row := poller.fetch_row("/x")).retry_at:
        assert row.status == "failed"
        waits.append(row.retry_at - web.now)
        web.now = row.retry_at - timedelta(seconds=1)
        assert "/x" not in poller.asked()
        web.now = row.retry_at
        assert poller.asked() == ["/x"]
    assert waits == [DAY / 24, DAY / 4, DAY, 7 * DAY]
    assert (row.status, row.attempts, row.problem) == ("given_up", 5, "status_404")
    web.serve("/feed", atom(("/x", "2026-01-01T00:00:00Z"), ("/a", "2026-01-01T00:00:00Z")))
    web.later(days=400)
    assert poller.asked() == ["/feed", "/a"]
    web.serve("/x", article("x"))
    web.serve("/feed", atom(("/x", "2026-02-01T00:00:00Z")))
    web.later(days=400)
    assert poller.asked() == ["/feed", "/x"]
    assert poller.fetch_row("/x").status == "fetched"


def test_a_server_that_asks_to_wait_is_left_alone(web: Web, tmp_path: Path) -> None:
    until = START + timedelta(hours=20)
    web.serve("/a", Failure(HOST + "/a", "status_429", "Too often.", until))
    web.serve("/feed", rss(["/a", "/b", "/c"]))
    poller = Poller(web, tmp_path, feed("/feed"), feed("/d"))
    assert poller.asked() == ["/feed", "/d", "/a"]
    assert poller.fetch_row("/a").attempts == 1
    row = poller.fetch_row("/b")
    assert (row.attempts, row.status, row.retry_at) == (0, "waiting", until)
    web.later(hours=7)
    assert "/a" not in poller.asked()
    web.now = until
    web.serve("/a", article("a"))
    assert sorted(set(poller.asked()) - {"/feed", "/d"}) == ["/a", "/b", "/c"]


@pytest.mark.parametrize("reason", ["resting", "robots_unreadable"])
def test_a_host_that_the_client_did_not_ask_costs_no_attempt(web: Web, tmp_path: Path, reason: str) -> None:
    web.serve("/feed", rss(["/a", "/b"]))
    poller = Poller(web, tmp_path, feed("/feed"))
    for _ in range(MOST_ATTEMPTS + 1):
        until = web.now + timedelta(hours=2)
        web.serve("/a", Failure(HOST + "/a", reason, "Not asked.", until))
        poller.poll()
        for row in poller.state.fetches.values():
            assert (row.attempts, row.status, row.retry_at) == (0, "waiting", until)
        web.now = until
    assert "/b" not in web.asked  # it is of the same host
    web.serve("/a", article("a"))
    poller.poll()
    assert len(poller.bodies()) == 2


def test_a_host_is_not_blamed_for_another_one_that_it_leads_to(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a", "/b", "/c", "/d", "/e"]))
    for path in ("/a", "/b", "/c"):
        web.serve(path, Failure(HOST + path, "timeout", "No answer.", is_elsewhere=True))
    until = START + timedelta(hours=2)
    web.serve("/d", Failure(HOST + "/d", "robots_unreadable", "Not asked.", until, is_elsewhere=True))
    poller = Poller(web, tmp_path, feed("/feed"))
    assert poller.asked()[-1] == "/e"
    assert (poller.fetch_row("/d").attempts, poller.fetch_row("/d").retry_at) == (0, until)


def test_a_host_that_does_not_answer_is_not_asked_for_every_page(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(f"/{name}" for name in "abcdefgh"))
    for name in "abcdefgh":
        web.serve(f"/{name}", Failure(f"{HOST}/{name}", "timeout", "No answer."))
    poller = Poller(web, tmp_path, feed("/feed"))
    assert poller.asked() == ["/feed", "/a", "/b", "/c"]
    assert poller.fetch_row("/h").attempts == 0
    assert poller.asked() == []
    web.later(hours=1)
    assert len(poller.asked()) == 3


def test_a_page_that_two_feeds_list_is_fetched_once(web: Web, tmp_path: Path) -> None:
    web.serve("/one", rss(["/a", "/b"]))
    web.serve("/two", rss(["/b", "/c"]))
    poller = Poller(web, tmp_path, feed("/one"), feed("/two"))
    assert poller.asked() == ["/one", "/two", "/a", "/b", "/c"]


def test_two_addresses_that_lead_to_one_page_give_one_file(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/short", "/a"]))
    web.redirect("/short", "/a")
    poller = Poller(web, tmp_path, feed("/feed"))
    poller.poll()
    assert poller.bodies() == [article("a").encode()]
    assert poller.fetch_row("/short").source_uri == poller.fetch_row("/a").source_uri
    assert poller.fetch_row("/short").final_address == HOST + "/a"


def test_a_removed_feed_loses_its_row_and_keeps_its_files(web: Web, tmp_path: Path) -> None:
    web.serve("/one", rss(["/a", "/b"]))
    web.serve("/two", rss(["/b"]))
    one, two = feed("/one", newest=1), feed("/two", newest=1)
    poller = Poller(web, tmp_path, one, two)
    poller.poll()
    poller.feeds = (two,)
    web.later(days=1)
    assert poller.asked() == ["/two", "/b"]  # it waited under the feed that is gone, and this one lists it too
    assert [row.address for row in poller.state.polls.values()] == [HOST + "/two"]
    assert len(poller.bodies()) == 2
    poller.feeds = (one, two)
    assert poller.asked() == ["/one"]


def test_a_page_is_kept_whenever_it_changes(web: Web, tmp_path: Path) -> None:
    poller = Poller(web, tmp_path, feed("/a", every="1h"))
    assert poller.asked() == ["/a"]
    assert poller.poll_row("/a").kind == "page"
    assert poller.asked() == []
    web.later(hours=1)
    poller.poll()
    assert web.conditions[-1].etag
    assert len(poller.bodies()) == 1
    web.serve("/a", article("a, new"))
    web.later(hours=1)
    assert poller.poll().pages_stored == 1
    assert len(poller.bodies()) == 2
    assert poller.poll_row("/a").last_new_at == web.now


def test_the_newest_of_two_versions_of_a_day_is_remembered(web: Web, tmp_path: Path) -> None:
    poller = Poller(web, tmp_path, feed("/a", every="1h"))
    poller.poll()
    web.serve("/a", article("a, new"))
    web.later(hours=1)
    poller.poll()
    newest = poller.fetch_row("/a")
    poller.poll()
    assert poller.fetch_row("/a") == newest


def test_the_same_bytes_make_no_new_file(web: Web, tmp_path: Path) -> None:
    web.states_etags = False
    poller = Poller(web, tmp_path, feed("/a", every="1h"))
    poller.poll()
    web.later(days=1)
    result = poller.poll()
    assert (result.pages_stored, result.pages_unchanged) == (0, 1)
    assert len(poller.bodies()) == 1


@pytest.mark.parametrize("etag", ["x" * 600, "caf\N{LATIN SMALL LETTER E WITH ACUTE}"])
def test_validators_that_cannot_be_sent_back_are_dropped(etag: str) -> None:
    meta = PairMeta(HOST + "/a", HOST + "/a", START, f"GET {HOST}/a\nHTTP 200\netag: {etag}\nlast-modified: Monday")
    row = recorded(None, StoredPair("fetched/a.html", "00", meta))
    assert row is not None
    assert (row.etag, row.last_modified) == (None, "Monday")


def test_an_empty_answer_is_a_failure(web: Web, tmp_path: Path) -> None:
    web.serve("/empty", " \n")
    poller = Poller(web, tmp_path, feed("/empty"))
    poller.poll()
    assert poller.poll_row("/empty").problem == "empty"
    assert poller.bodies() == []


def index(*children: str, changed: str = "") -> str:
    stated = f"<lastmod>{changed}</lastmod>" if changed else ""
    inner = "".join(f"<sitemap><loc>{HOST}{child}</loc>{stated}</sitemap>" for child in children)
    return f"<sitemapindex>{inner}</sitemapindex>"


def urlset(*paths: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{HOST}{path}</loc></url>' for path in paths)}</urlset>"


def test_a_sitemap_index_leads_to_its_sitemaps(web: Web, tmp_path: Path) -> None:
    web.serve("/index", index("/inner", "/one"))
    web.serve("/inner", index("/two", "/deeper"))
    web.serve("/deeper", index("/three"))
    web.serve("/one", urlset("/a"))
    web.serve("/two", urlset("/b"))
    poller = Poller(web, tmp_path, feed("/index"))
    assert poller.asked() == ["/index", "/inner", "/one", "/two", "/deeper", "/a", "/b"]
    row = poller.poll_row("/index")
    assert (row.kind, row.status, row.problem, row.entry_count) == ("sitemap", "read", "too_deep", 2)


def test_a_sitemap_that_fails_hides_no_other_and_all_are_read_again(web: Web, tmp_path: Path) -> None:
    web.serve("/index", index("/lost", "/one", changed="2026-01-01"))
    web.serve("/one", urlset("/a"))
    poller = Poller(web, tmp_path, feed("/index"))
    assert poller.asked() == ["/index", "/lost", "/one", "/a"]
    assert (poller.poll_row("/index").status, poller.poll_row("/index").problem) == ("failed", "status_404")
    web.serve("/lost", urlset("/b"))
    web.later(hours=1, minutes=1)
    assert poller.asked() == ["/index", "/lost", "/one", "/b"]
    web.serve("/index", index("/lost", "/one", changed="2026-01-01") + " ")
    web.later(days=3)
    assert poller.asked() == ["/index"]  # neither changed since both were read
    web.serve("/index", index("/one", changed="2026-01-08"))
    web.later(days=1)
    assert poller.asked() == ["/index", "/one"]


def test_a_sitemap_index_is_read_within_limits(web: Web, tmp_path: Path) -> None:
    web.serve("/index", index(*(f"/s{number}" for number in range(MOST_SITEMAPS + 5)), "/index"))
    for number in range(MOST_SITEMAPS + 5):
        web.serve(f"/s{number}", index("/index"))
    poller = Poller(web, tmp_path, feed("/index"))
    assert len(poller.asked()) == 1 + MOST_SITEMAPS
    assert poller.poll_row("/index").problem in ("too_deep", "too_many_sitemaps")


def test_a_lost_state_is_read_from_the_files(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", atom(("/a", "2026-01-01T00:00:00Z"), ("/r", "2026-01-01T00:00:00Z")))
    web.redirect("/r", "/b")
    poller = Poller(web, tmp_path, feed("/feed"), feed("/c", kind="page"))
    poller.poll()
    before = poller.state
    poller.saved.clear()
    assert poller.asked() == ["/feed"]
    assert poller.poll_row("/c").status == "new"  # its page is known, and not due yet
    for key, row in poller.state.fetches.items():
        known = before.fetches[key]
        assert (row.source_uri, row.content_sha256, row.etag) == (known.source_uri, known.content_sha256, known.etag)
        assert (row.final_address, row.fetched_at, row.status) == (known.final_address, known.fetched_at, "fetched")


def test_what_a_killed_poll_left_is_removed(web: Web, tmp_path: Path) -> None:
    left = tmp_path / "fetched" / "quay.example.org" / "2026-01-04" / ".a.html.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"<html>half")
    Poller(web, tmp_path, feed("/a")).poll()
    assert not left.exists()


def test_what_could_not_be_saved_is_not_taken_for_done(web: Web, tmp_path: Path) -> None:
    def save(changes: Changes) -> None:
        raise OSError("the disk is full")

    state = State()
    with pytest.raises(OSError, match="full"):
        poll([feed("/a")], state, web, Store(tmp_path), web.clock, save)
    assert (state.polls, state.fetches) == ({}, {})


def test_no_more_is_asked_for_when_time_is_up(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a", "/b"]))
    poller = Poller(web, tmp_path, feed("/feed"))
    poller.poll(go_on=lambda: len(web.asked) < 2)
    assert web.asked == ["/feed", "/a"]
    assert poller.asked() == ["/b"]


def test_no_more_sitemaps_are_asked_for_when_time_is_up(web: Web, tmp_path: Path) -> None:
    paths = [f"/s{number}" for number in range(5)]
    web.serve("/index", index(*paths))
    for path, name in zip(paths, "abcde", strict=True):
        web.serve(path, urlset(f"/{name}"))
    poller = Poller(web, tmp_path, feed("/index"))
    poller.poll(go_on=lambda: len(web.asked) < 3)
    assert web.asked == ["/index", "/s0", "/s1"]
    row = poller.poll_row("/index")
    assert (row.status, row.problem) == ("failed", "resting")
    web.later(hours=1)
    assert poller.asked() == ["/index", *paths, "/a", "/b", "/c", "/d", "/e"]


def test_what_reads_feeds_and_sitemaps_is_the_callers_to_choose(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a"]))
    web.serve("/index", index("/one"))
    web.serve("/one", urlset("/b"))
    refused = Readers(lambda body, address: TOO_SLOW, lambda body: DIED if b"<urlset" in body else read_sitemap(body))
    state = State()
    poll([feed("/feed"), feed("/index")], state, web, Store(tmp_path), web.clock, lambda changes: None, readers=refused)
    assert [row.problem for row in state.polls.values()] == ["too_slow", "unreadable"]


def test_feeds_and_sitemaps_are_read_in_other_processes(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "LARGEST", 0)  # here, not in the other processes
    monkeypatch.setattr(entries, "LARGEST_FEED", 0)
    web.serve("/feed", rss(["/a"]))
    web.serve("/map", index("/one"))
    web.serve("/one", urlset("/b"))
    state = State()
    poll([feed("/feed"), feed("/map")], state, web, Store(tmp_path), web.clock, lambda changes: None)
    assert [(row.problem, row.entry_count) for row in state.polls.values()] == [(None, 1), (None, 1)]


def test_a_full_disk_stops_the_poll_and_loses_nothing(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.serve("/feed", rss(["/a", "/b", "/c"]))
    poller = Poller(web, tmp_path, feed("/feed"))
    with monkeypatch.context() as patched:
        steps = iter(range(100))
        full = OSError(errno.ENOSPC, "No space left on device")
        fsync = os.fsync

        def fail_later(number: int) -> None:
            if next(steps) > 8:
                raise full
            fsync(number)

        patched.setattr(os, "fsync", fail_later)
        result = poller.poll()
    assert result.stopped_by is not None
    assert result.stopped_by.reason == "not_writable"
    assert (result.pages_stored, result.counts["pages_stored"], web.asked) == (1, 1, ["/feed", "/a", "/b"])
    assert "stopped_by" not in result.counts
    assert poller.asked() == ["/b", "/c"]
    assert len(poller.bodies()) == 3


def test_only_what_a_listed_feed_wants_counts_as_waiting(web: Web, tmp_path: Path) -> None:
    web.serve("/one", rss(["/a", "/b", "/c", "/d"]))
    web.serve("/two", rss(["/e", "/f", "/g"]))
    poller = Poller(web, tmp_path, feed("/one", newest=1), feed("/two", newest=1))
    assert poller.poll().pages_waiting == 5
    poller.feeds = (feed("/one", newest=1, filter={"exclude": "/b"}),)
    assert poller.poll().pages_waiting == 2


def test_the_state_fits_the_tables_of_the_lake(web: Web, tmp_path: Path) -> None:
    web.serve("/feed", rss(["/a", "/lost"]))
    poller = Poller(web, tmp_path, feed("/feed"), feed("/nowhere"), feed("/b"))
    poller.poll()
    state = poller.state
    read = State.of(poll_frame(state.polls.values()), fetch_frame(state.fetches.values()))
    assert (read.polls, read.fetches) == (state.polls, state.fetches)
    assert poll_frame([]).is_empty()
    assert fetch_frame([]).is_empty()
    poller.saved = [Changes(tuple(read.polls.values()), tuple(read.fetches.values()))]
    assert poller.asked() == []
