from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta

import brotli
import pytest

from orchestration.feeds.client import Conditions, Politeness
from tests.feeds.clients import CONTACT, client, failed, fetched
from tests.support.clocks import NOON, ManualClock
from tests.support.site import Answer, Site, drip, endless, packed, page, redirect, site, truncated

ARTICLE = "<h1>Laboratory opens</h1><p>The mayor of Hamar opened it – on Monday.</p>"
ETAG, DATE = 'W/"7-e"', "Mon, 05 Jan 2026 08:00:00 GMT"


@pytest.fixture(name="web")
def fixture_site() -> Iterator[Site]:
    with site() as web:
        yield web


def test_a_page_is_fetched_as_it_is(web: Site) -> None:
    web.serve("/a", page(ARTICLE, "text/html; charset=iso-8859-1", etag=ETAG, last_modified=DATE))
    with client() as asking:
        answer = fetched(asking.fetch(web.url("/a#top")))
    assert (answer.address, answer.asked, answer.status) == (web.url("/a"), web.url("/a"), 200)
    assert answer.body == ARTICLE.encode()
    assert ("content-type", "text/html; charset=iso-8859-1") in answer.headers
    assert (answer.etag, answer.last_modified) == (ETAG, DATE)
    assert answer.at == NOON + timedelta(seconds=1)  # robots.txt came first


def test_what_is_sent_says_who_asks_and_nothing_else(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    biscuit = Answer(status=302, headers={"Set-Cookie": "id=1; Path=/", "Location": "/b"})
    web.serve("/a", biscuit)
    web.serve("/b", page(ARTICLE))
    with client(version="1.2") as asking:
        fetched(asking.fetch(web.url("/a"), accept=("text/html",)))
        fetched(asking.fetch(web.url("/b")))
    assert [set(request.headers) for request in web.requests] == [
        {"host", "user-agent", "accept", "accept-encoding"} for _ in web.requests
    ]
    assert {request.headers["user-agent"] for request in web.requests} == {f"EcosystemLedger/1.2 (+{CONTACT})"}
    assert {request.headers["host"] for request in web.requests} == {f"127.0.0.1:{web.port}"}
    assert web.requests[-2].headers["accept"] == "text/html"


@pytest.mark.parametrize("contact", ["", "me", "https://a.example/\r\nX: 1", "a b@c.example", "https://a.example/)"])
def test_a_contact_must_reach_somebody(contact: str) -> None:
    with pytest.raises(ValueError, match="contact"):
        Politeness(contact)
    with pytest.raises(ValueError, match="version"):
        Politeness("desk@ledger.example", version="1\r\n")


def test_what_has_not_changed_is_not_sent_again(web: Site) -> None:
    web.serve("/feed", redirect("/moved"))
    web.serve("/moved", page(ARTICLE, etag=ETAG))
    web.serve("/dated", page(ARTICLE, last_modified=DATE))
    with client() as asking:
        first = fetched(asking.fetch(web.url("/feed")))
        second = fetched(asking.fetch(web.url("/feed"), Conditions(first.etag)))
        third = fetched(asking.fetch(web.url("/dated"), Conditions(last_modified=DATE)))
    assert (second.status, second.body, second.address) == (304, b"", web.url("/moved"))
    assert third.status == 304


def test_304_without_conditions_is_no_answer(web: Site) -> None:
    web.serve("/a", Answer(status=304))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "status_304"


@pytest.mark.parametrize("value", ['"a"\r\nX-Evil: 1', '"a"\n', "é", '"' + "a" * 600 + '"', " ", ""])
def test_conditions_cannot_break_out_of_their_header(web: Site, value: str) -> None:
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"), Conditions(etag=value))).reason == "conditions"
        assert failed(asking.fetch(web.url("/a"), Conditions(last_modified=value))).reason == "conditions"
    assert web.requests == []


def test_validators_that_could_not_be_sent_back_are_not_kept(web: Site) -> None:
    web.serve("/a", page(ARTICLE, etag='"' + "a" * 600 + '"', last_modified="Mån"))
    with client() as asking:
        answer = fetched(asking.fetch(web.url("/a")))
    assert (answer.etag, answer.last_modified) == (None, None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web: Site, status: int) -> None:
    web.serve("/1", redirect("2", status))
    web.serve("/2", redirect(web.url("/3"), status))
    web.serve("/3", page(ARTICLE))
    with client() as asking:
        answer = fetched(asking.fetch(web.url("/1")))
    assert (answer.asked, answer.address) == (web.url("/1"), web.url("/3"))
    assert web.paths() == ["/1", "/2", "/3"]


def test_five_redirects_and_no_more(web: Site) -> None:
    for number in range(6):
        web.serve(f"/{number}", redirect(f"/{number + 1}"))
    web.serve("/6", page(ARTICLE))
    with client() as asking:
        assert fetched(asking.fetch(web.url("/1"))).address == web.url("/6")
        failure = failed(asking.fetch(web.url("/0")))
    assert (failure.reason, failure.address) == ("redirects", web.url("/0"))


def test_a_circle_of_redirects_ends(web: Site) -> None:
    web.serve("/a", redirect("/b"))
    web.serve("/b", redirect("/a"))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "redirects"
    assert web.paths() == ["/a", "/b"]


@pytest.mark.parametrize("location", ["", "   "])
def test_a_redirect_to_nowhere(web: Site, location: str) -> None:
    web.serve("/a", redirect(location))
    with client() as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert failure.reason == "redirects"
    assert "nowhere" in failure.message


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://localhost:{port}/b", "http://127.0.0.2:{port}/b", "http://[::1]:{port}/b", "http://2130706433:{port}/b",
     "http://169.254.169.254/latest", "http://u:p@127.0.0.1:{port}/b", "ftp://127.0.0.1/b", "//10.0.0.1/b", "http://inside.example/b"],
)  # fmt: skip
def test_a_redirect_does_not_lead_where_a_first_address_may_not(web: Site, location: str) -> None:
    web.serve("/a", redirect(location.format(port=web.port)))
    web.serve("/b", page("secret"))
    names = {"127.0.0.1": ["127.0.0.1"], "inside.example": ["127.0.0.1"]}
    with client(names=names) as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert failure.reason == "refused_address"
    assert web.paths() == ["/a"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "status_404"), (Answer(status=410), "status_410"), (Answer(status=403), "status_403"),
        (Answer(status=401), "status_401"), (Answer(status=204), "status_204"), (Answer(b"part", 206), "status_206"),
        (Answer(status=300), "status_300"),
    ],
)  # fmt: skip
def test_other_answers_are_failures_and_not_asked_for_again(web: Site, answer: Answer, reason: str) -> None:
    web.serve("/a", answer)
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == reason
    assert web.times("/a") == 1


def test_the_body_of_a_failure_is_not_read(web: Site) -> None:
    web.serve("/a", Answer(status=404, parts=endless().parts))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "status_404"


def test_only_the_media_types_that_were_asked_for(web: Site) -> None:
    web.serve("/film", Answer(b"....", headers={"Content-Type": "Video/MP4; codecs=x"}))
    web.serve("/bare", Answer(b"<rss/>"))
    web.serve("/page", page(ARTICLE))
    with client() as asking:
        assert failed(asking.fetch(web.url("/film"), accept=("text/*", "application/pdf"))).reason == "content_type"
        assert fetched(asking.fetch(web.url("/film"), accept=("video/mp4;q=0.5",))).body == b"...."
        assert fetched(asking.fetch(web.url("/bare"), accept=("text/html",))).body == b"<rss/>"
        assert fetched(asking.fetch(web.url("/page"), accept=("text/*",))).body == ARTICLE.encode()


def test_a_body_may_be_as_large_as_the_limit(web: Site) -> None:
    web.serve("/a", Answer(b"x" * 1000))
    with client() as asking:
        assert len(fetched(asking.fetch(web.url("/a"), largest=1000)).body) == 1000
        failure = failed(asking.fetch(web.url("/a"), largest=999))
    assert failure.reason == "too_large"
    assert "999 bytes" in failure.message
    assert "filter" in failure.message


def test_a_body_that_says_that_it_is_too_large_is_not_read(web: Site) -> None:
    sent: list[int] = []
    parts = (sent.append(1) or b"x" * 65536 for _ in range(10_000))
    web.serve("/a", Answer(headers={"Content-Length": str(65536 * 10_000)}, parts=lambda: parts))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"), largest=60_000_000)).reason == "too_large"
    assert len(sent) < 500  # of 900 to the limit: what fits into the buffers between the two


def test_an_endless_body_ends_at_the_limit(web: Site) -> None:
    web.serve("/a", endless())
    with client(limits={"largest": 200_000}) as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "too_large"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"\0" * 30_000_000)),
        ("br", brotli.compress(b"\0" * 30_000_000, quality=5)),
    ],
    ids=["gzip", "br"],
)
def test_a_bomb_ends_at_the_limit(web: Site, coding: str, body: bytes) -> None:
    assert len(body) < 100_000
    web.serve("/a", packed(body, coding))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "too_large"


def test_nothing_is_unpacked_beyond_the_limit(web: Site) -> None:
    """The broken checksum at the end of the bomb would be found by unpacking all of it."""
    web.serve("/a", packed(gzip.compress(b"\0" * 30_000_000)[:-8] + b"\1" * 8, "gzip"))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "too_large"


def test_packed_bodies_that_unpack_to_nothing_are_not_endless(web: Site) -> None:
    nothing = gzip.compress(b"") * 1000
    parts = lambda: iter(lambda: nothing, None)  # noqa: E731
    web.serve("/a", Answer(headers={"Content-Encoding": "gzip"}, parts=parts))
    with client(limits={"largest": 200_000}) as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "too_large"


def test_packed_bodies_are_unpacked(web: Site) -> None:
    for coding, body in (("gzip", gzip.compress(b"Hamar")), ("br", brotli.compress(b"Hamar"))):
        web.serve("/a", packed(body, coding))
        with client() as asking:
            assert fetched(asking.fetch(web.url("/a"))).body == b"Hamar"
    assert web.requests[-1].headers["accept-encoding"] == "gzip, deflate, br"


@pytest.mark.parametrize(("coding", "body"), [("gzip", b"<html>"), ("compress", b"x"), ("gzip, gzip", b"x")])
def test_bodies_that_cannot_be_unpacked(web: Site, coding: str, body: bytes) -> None:
    web.serve("/a", packed(body, coding))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "content_encoding"
    assert web.times("/a") == 1


def test_a_truncated_body_is_no_body(web: Site) -> None:
    whole = page(ARTICLE)
    web.serve("/a", truncated(b"<p>The mayor", 5000), whole)
    web.serve("/b", truncated(b"<p>The mayor", 5000))
    web.serve("/c", packed(gzip.compress(ARTICLE.encode() * 9)[:-9], "gzip"))
    with client() as asking:
        assert fetched(asking.fetch(web.url("/a"))).body == whole.body
        assert failed(asking.fetch(web.url("/b"))).reason == "truncated"
        assert failed(asking.fetch(web.url("/c"))).reason == "truncated"
    assert web.times("/b") == 4


def test_a_dripping_body_ends_with_the_time_and_is_not_asked_for_again(web: Site) -> None:
    web.serve("/a", drip())
    clock = ManualClock(tick=0.25)  # as if each look at the clock were a quarter of a second later
    with client(clock) as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "timeout"
    assert web.times("/a") == 1


def test_a_server_that_says_nothing(web: Site) -> None:
    web.serve("/a", Answer(wait=True))
    with client(limits={"read": 0.05}) as asking:
        failure = failed(asking.fetch(web.url("/a")))
    assert failure.reason == "timeout"
    assert web.was_asked("/a", times=4)


def test_headers_are_bounded(web: Site) -> None:
    web.serve("/a", Answer(b"x", headers={"X-Much": "x" * 40_000}))
    web.serve("/b", Answer(b"x", headers={f"X-{number}": "x" * 60_000 for number in range(3)}))
    with client() as asking:
        assert failed(asking.fetch(web.url("/a"))).reason == "protocol"
        assert failed(asking.fetch(web.url("/b"))).reason == "protocol"


def test_failures_say_what_to_do_and_hide_passwords(web: Site) -> None:
    with client() as asking:
        refused = failed(asking.fetch("https://me:secret@news.example/"))
        absent = failed(asking.fetch(web.url("/none")))
    assert "secret" not in refused.address + refused.message
    assert web.url("/none") in absent.message
    assert "take it out" in absent.message
