from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from orchestration.feeds.models import ROBOTS_UNREADABLE
from orchestration.feeds.robots import parse_rules
from tests.feeds.clients import client, failed, fetched
from tests.support.clocks import NOON, ManualClock
from tests.support.site import Answer, Site, busy, page, redirect, robots, site

PAGE = page("<p>The mayor of Hamar opened it.</p>")


@pytest.fixture(name="web")
def fixture_site() -> Iterator[Site]:
    with site() as web:
        web.serve("/a", PAGE)
        web.serve("/b", PAGE)
        yield web


def test_what_robots_txt_forbids_is_not_asked_for(web: Site) -> None:
    web.serve("/robots.txt", robots("User-agent: *", "Disallow: /a", "Allow: /b"))
    with client() as asking:
        failure = failed(asking.fetch(web.url("/a")))
        fetched(asking.fetch(web.url("/b")))
    assert failure.reason == "robots"
    assert web.url("/robots.txt") in failure.message
    assert failure.retry_at is not None
    assert web.paths() == ["/b"]


@pytest.mark.parametrize("name", ["EcosystemLedger", "ecosystemledger", "EcosystemLedger/2.0", "EcosystemLedger*"])
def test_rules_for_our_name_go_before_those_for_all(web: Site, name: str) -> None:
    web.serve("/robots.txt", robots("User-agent: *", "Disallow: /", "", f"User-agent: {name}  # us", "Disallow: /b"))
    with client() as asking:
        fetched(asking.fetch(web.url("/a")))
        assert failed(asking.fetch(web.url("/b"))).reason == "robots"


def test_rules_for_others_are_not_ours(web: Site) -> None:
    web.serve(
        "/robots.txt", robots("User-agent: Eco", "User-agent: GPTBot", "Disallow: /", "User-agent: *", "Disallow: /b")
    )
    with client() as asking:
        fetched(asking.fetch(web.url("/a")))
        assert failed(asking.fetch(web.url("/b"))).reason == "robots"


def test_robots_txt_is_asked_for_once_a_day(web: Site) -> None:
    web.serve("/robots.txt", robots("User-agent: *", "Allow: /"), robots("User-agent: *", "Disallow: /"))
    clock = ManualClock()
    with client(clock) as asking:
        for path in ("/a", "/b", "/a"):
            fetched(asking.fetch(web.url(path)))
        assert web.times("/robots.txt") == 1
        clock.pass_seconds(24 * 3600)
        assert failed(asking.fetch(web.url("/a"))).reason == "robots"
    assert web.times("/robots.txt") == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_robots_txt_allows_everything(web: Site, status: int) -> None:
    web.serve("/robots.txt", Answer(status=status))
    with client() as asking:
        fetched(asking.fetch(web.url("/a")))


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_read_allows_nothing_for_now(web: Site, status: int) -> None:
    web.serve("/robots.txt", *[busy(status)] * 4, Answer(status=404))
    clock = ManualClock()
    with client(clock) as asking:
        failure = failed(asking.fetch(web.url("/a")))
        assert failed(asking.fetch(web.url("/b"))).reason == ROBOTS_UNREADABLE
        assert (failure.reason, web.paths(), web.times("/robots.txt")) == (ROBOTS_UNREADABLE, [], 4)
        assert failure.retry_at == clock.now() + timedelta(hours=1)
        clock.pass_seconds(3600)
        fetched(asking.fetch(web.url("/a")))


def test_a_robots_txt_that_does_not_come_allows_nothing(web: Site) -> None:
    web.serve("/robots.txt", Answer(wait=True))
    with client(limits={"read": 0.05}) as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert failure.reason == "timeout"
    assert web.url("/robots.txt") in failure.message
    assert web.paths() == []


def test_robots_txt_may_be_moved_but_not_to_a_private_place(web: Site) -> None:
    web.serve("/robots.txt", redirect("/rules"))
    web.serve("/rules", robots("User-agent: *", "Disallow: /a"))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "robots"
    web.serve("/robots.txt", redirect("http://127.0.0.2/rules"))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "refused_address"


def test_the_host_that_is_redirected_to_is_asked_too(web: Site) -> None:
    names = {"one.example": ["127.0.0.1"], "two.example": ["127.0.0.1"]}
    with site() as other:
        other.serve("/robots.txt", robots("User-agent: *", "Disallow: /a"))
        other.serve("/a", PAGE)
        web.serve("/moved", redirect(other.url("/a", "two.example")))
        with client(names=names, allowed_hosts=frozenset(names)) as asking:
            failure = failed(asking.fetch(web.url("/moved", "one.example")))
            own = failed(asking.fetch(web.url("/lost", "one.example")))
        assert (failure.reason, failure.address) == ("robots", web.url("/moved", "one.example"))
        assert (failure.is_elsewhere, own.is_elsewhere) == (True, False)
        assert other.url("/robots.txt", "two.example") in failure.message
        assert other.paths() == []


def test_a_large_robots_txt_is_read_as_far_as_500_kb(web: Site) -> None:
    filler = ["# " + "x" * 98] * 4900
    web.serve("/robots.txt", robots("User-agent: *", "Disallow: /a", *filler, *filler, "Disallow: /b"))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "robots"
        fetched(asking.fetch(web.url("/b")))


def test_an_endless_robots_txt_ends(web: Site) -> None:
    lines = lambda: iter(lambda: b"User-agent: *\nDisallow: /b\n" * 1000, None)  # noqa: E731
    web.serve("/robots.txt", Answer(parts=lines))
    with client() as asking:
        fetched(asking.fetch(web.url("/a")))
        assert failed(asking.fetch(web.url("/b"))).reason == "robots"


@pytest.mark.parametrize(("stated", "honoured"), [("5", 5.0), ("0.1", 1.0), ("3600", 30.0), ("-1", 1.0), ("soon", 1.0)])
def test_crawl_delay_is_honoured_within_reason(web: Site, stated: str, honoured: float) -> None:
    web.serve("/robots.txt", robots("User-agent: *", f"Crawl-delay: {stated}"))
    clock = ManualClock()
    with client(clock) as asking:
        for path in ("/a", "/b", "/a"):
            fetched(asking.fetch(web.url(path)))
    assert clock.slept[1:] == [honoured, honoured]
    assert clock.now() == NOON + timedelta(seconds=sum(clock.slept))


def test_many_names_over_many_rules_do_not_multiply() -> None:
    names = [f"User-agent: a{number}" for number in range(4000)]
    rules = [f"Disallow: /{number}" for number in range(4000)]
    parsed = parse_rules("\n".join([*names, "User-agent: *", *rules]).encode())
    assert len(parsed._user_agents) == 2
    assert not parsed.can_fetch("https://news.example/7", "EcosystemLedger")


def test_robots_txt_in_other_dresses() -> None:
    for body in (
        "\ufeffUser-agent: *\r\nDisallow: /a".encode(),
        b"User-agent: *\nDisallow: /a\n\xff\xfe",
        b"user agent *\ndisallow /a",
    ):
        assert not parse_rules(body).can_fetch("https://news.example/a", "EcosystemLedger")
    assert parse_rules(b"<!doctype html><p>Not here</p>").can_fetch("https://news.example/a", "EcosystemLedger")
    assert parse_rules(b"").can_fetch("https://news.example/a", "EcosystemLedger")
