from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from orchestration.feeds.exchange import Fault, Response
from orchestration.feeds.retries import pause, retry_after
from tests.feeds.clients import client, failed, fetched
from tests.support.clocks import NOON, ManualClock
from tests.support.site import Answer, Site, busy, page, site

PAGE = page("<p>The mayor of Hamar opened it.</p>")


@pytest.fixture(name="web")
def fixture_site() -> Iterator[Site]:
    with site() as web:
        web.serve("/a", PAGE)
        yield web


def test_a_host_is_asked_once_a_second(web: Site) -> None:
    clock = ManualClock()
    with client(clock) as asking:
        for _ in range(3):
            fetched(asking.fetch(web.url("/a")))
        clock.pass_seconds(0.4)
        fetched(asking.fetch(web.url("/a")))
        clock.pass_seconds(60)
        fetched(asking.fetch(web.url("/a")))
    assert clock.slept == pytest.approx([1.0, 1.0, 1.0, 0.6])


def test_the_pace_is_a_setting_and_each_host_has_its_own(web: Site) -> None:
    clock = ManualClock()
    names = {"one.example": ["127.0.0.1"], "two.example": ["127.0.0.1"]}
    allowed = frozenset(names)
    with client(clock, names=names, allowed_hosts=allowed, seconds_between_requests=3.0) as asking:
        fetched(asking.fetch(web.url("/a", "one.example")))
        fetched(asking.fetch(web.url("/a", "two.example")))
        fetched(asking.fetch(web.url("/a", "one.example")))
    assert clock.slept == [3.0, 3.0]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_passing_failures_are_tried_again(web: Site, status: int) -> None:
    web.serve("/a", busy(status), busy(status), PAGE)
    clock = ManualClock()
    with client(clock) as asking:
        assert fetched(asking.fetch(web.url("/a"))).body == PAGE.body
    assert web.times("/a") == 3
    assert clock.slept == [1.0, 1.0, 2.0]  # the turn after robots.txt, then pauses that double


@pytest.mark.parametrize("status", [400, 403, 404, 410, 501])
def test_lasting_failures_are_not(web: Site, status: int) -> None:
    web.serve("/a", busy(status, retry_after="1"))
    with client() as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert (failure.reason, failure.retry_at, web.times("/a")) == (f"status_{status}", None, 1)


def test_there_is_an_end_to_trying(web: Site) -> None:
    web.serve("/a", busy(503))
    with client() as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert (failure.reason, failure.retry_at, web.times("/a")) == ("status_503", None, 4)


def test_a_broken_connection_is_tried_again(web: Site) -> None:
    web.serve("/a", Answer(headers={"Content-Length": "9"}, parts=lambda: iter([])), PAGE)
    with client() as asking:
        assert fetched(asking.fetch(web.url("/a"))).body == PAGE.body


@pytest.mark.parametrize("stated", ["45", "Mon, 05 Jan 2026 12:00:46 GMT"])
def test_a_short_retry_after_is_waited_for(web: Site, stated: str) -> None:
    web.serve("/a", busy(429, stated), PAGE)
    clock = ManualClock()
    with client(clock) as asking:
        fetched(asking.fetch(web.url("/a")))
    assert clock.slept == [1.0, 45.0]


@pytest.mark.parametrize("stated", ["3600", "Mon, 05 Jan 2026 13:00:01 GMT"])
def test_a_long_retry_after_is_kept_for_the_whole_host(web: Site, stated: str) -> None:
    web.serve("/a", busy(503, stated), PAGE)
    web.serve("/b", PAGE)
    clock = ManualClock()
    with client(clock) as asking:
        failure = failed(asking.fetch(web.url("/a")))
        assert failure.reason == "status_503"
        assert failure.retry_at == NOON + timedelta(seconds=3601)
        other = failed(asking.fetch(web.url("/b")))
        assert (other.reason, other.retry_at) == ("resting", failure.retry_at)
        assert web.paths() == ["/a"]
        clock.pass_seconds(3600)
        fetched(asking.fetch(web.url("/b")))


def test_the_last_retry_after_holds_when_trying_ends(web: Site) -> None:
    web.serve("/a", busy(429, "10"))
    clock = ManualClock()
    with client(clock) as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert failure.retry_at == clock.now() + timedelta(seconds=10)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("0", 0.0), (" 7 ", 7.0), ("-7", None), ("soon", None), ("", None), ("1.5", None), ("9" * 400, 7 * 24 * 3600.0),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0.0), ("Mon, 05 Jan 2026 12:01:00", 60.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 24 * 3600.0),
        ("Mon, 05 Jan 2026 14:01:00 +0200", 60.0), ("Mon, 99 Jan 2026 12:00:00 GMT", None),
    ],
)  # fmt: skip
def test_what_retry_after_says(stated: str, seconds: float | None) -> None:
    assert retry_after(Response(429, (("retry-after", stated),)), NOON) == seconds
    assert retry_after(Response(404, (("retry-after", stated),)), NOON) is None
    assert retry_after(Fault("timeout", ""), NOON) is None


def test_pauses_double_up_to_a_limit_and_are_left_to_chance() -> None:
    assert [pause(attempt, lambda: 1.0) for attempt in (1, 2, 3, 9)] == [1.0, 2.0, 4.0, 30.0]
    assert [pause(attempt, lambda: 0.25) for attempt in (1, 2, 3)] == [0.25, 0.5, 1.0]
