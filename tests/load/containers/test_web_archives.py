"""Web archives: which captures are articles, how their bodies are decoded, and what damage costs."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load.containers.limits import Limits
from orchestration.load.models import Rejection
from tests.load.containers.packing import (
    PAGE,
    TEXT,
    documents,
    opened,
    reasons,
    response,
    warc_gz,
    warc_record,
)

INFO = warc_record("warcinfo", b"software: tests\r\n")
REQUEST = warc_record("request", b"GET / HTTP/1.1\r\n\r\n")
KOREAN = "부산시와 항만 연구소는 인공지능 인력 양성을 위한 협약을 체결했다고 밝혔다."


@pytest.mark.parametrize(
    "pack", [b"".join, lambda records: warc_gz(*records), lambda records: gzip.compress(b"".join(records))]
)
def test_responses_become_documents(pack: Callable[[list[bytes]], bytes]) -> None:
    content = pack(
        [INFO, REQUEST, response(address="https://example.org/a"), response(TEXT, Content_Type="text/plain")]
    )
    found = opened("x.warc.gz", content)
    first, second = (item[0] for item in found if not isinstance(item, Rejection))
    assert (first.uri, first.content, first.address) == ("x.warc.gz#3", PAGE, "https://example.org/a")
    assert first.fetched_at == datetime(2024, 5, 4, 10, tzinfo=UTC)
    assert (second.uri, second.content) == ("x.warc.gz#4", TEXT)
    assert len(found) == 2


def test_resources_and_conversions_with_text() -> None:
    content = warc_record("resource", PAGE, Content_Type="text/html") + warc_record(
        "conversion", TEXT, Content_Type="text/plain"
    )
    assert documents(opened("x.warc", content)) == {"x.warc#1": PAGE, "x.warc#2": TEXT}


def test_pdfs_by_their_content() -> None:
    pdf = b"%PDF-1.7\n" + bytes(range(256))
    found = opened("x.warc", response(pdf, Content_Type="application/pdf") + response(pdf, Content_Type="text/html"))
    assert list(documents(found).values()) == [pdf, pdf]


def test_fragments_of_pages_are_pages() -> None:
    fragment = b"Warning: line 3\n<title>Harbour</title><p>" + TEXT
    assert list(documents(opened("x.warc", response(fragment))).values()) == [fragment]


def test_other_records_are_passed_over_in_silence() -> None:
    others = [
        INFO,
        REQUEST,
        warc_record("metadata", b"a: b\r\n"),
        warc_record("revisit", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        response(status=404),
        response(b"{}", Content_Type="application/json"),
        response(b"\x89PNG\r\n\x1a\n\0", Content_Type="text/html"),
    ]
    found = opened("x.warc", b"".join([*others, response()]))
    assert list(documents(found)) == ["x.warc#8"]
    assert reasons(found) == {}


def test_an_archive_without_articles_says_what_was_in_it() -> None:
    found = opened(
        "x.warc", INFO + response(status=404) + response(status=500) + response(b"a{}", Content_Type="text/css")
    )
    assert reasons(found) == {"x.warc": "no_articles"}
    assert isinstance(found[0], Rejection)
    assert "1 of other types, 2 with another status" in found[0].message


@pytest.mark.parametrize("address", ["dns:example.org", "https://example.org/ a", "file:///a", "https://" + "a" * 3000])
def test_addresses_are_those_of_the_web(address: str) -> None:
    found = opened("x.warc", response(address=address))
    assert not isinstance(found[0], Rejection)
    assert found[0][0].address is None


def test_an_address_in_angle_brackets() -> None:
    found = opened("x.warc", response(address="<https://example.org/a>"))
    assert not isinstance(found[0], Rejection)
    assert found[0][0].address == "https://example.org/a"


def test_a_time_that_is_none() -> None:
    found = opened("x.warc", response().replace(b"2024-05-04T10:00:00Z", b"last Tuesday"))
    assert not isinstance(found[0], Rejection)
    assert found[0][0].fetched_at is None


# Encodings


CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:40], PAGE[40:], b""))


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (CHUNKED, {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Content_Encoding": "no-such-thing"}),
    ],
)
def test_bodies_are_decoded(body: bytes, headers: dict[str, str]) -> None:
    assert documents(opened("x.warc", response(body, **headers))) == {"x.warc#1": PAGE}


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        (KOREAN.encode("euc-kr"), "text/plain; charset=euc-kr"),
        (b"<p>" + KOREAN.encode("cp949"), 'text/html; charset="ks_c_5601-1987"'),
        (b"<p>" + "Zürich “city”".encode("cp1252"), "text/html;charset=ISO-8859-1"),
    ],
)
def test_the_charset_of_the_server_where_nothing_else_tells(body: bytes, stated: str) -> None:
    content = next(iter(documents(opened("x.warc", response(body, Content_Type=stated))).values()))
    assert content.decode("utf-8").removeprefix("<p>") in (KOREAN, "Zürich “city”")


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        (PAGE + "é".encode(), "text/html; charset=iso-8859-1"),
        (b'<meta charset="windows-1251">' + "Порт и город".encode("cp1251"), "text/html; charset=iso-8859-1"),
        (b"<p>\xff\xfe\xfd", "text/html; charset=no-such"),
        (b"<p>\xff\xfe\xfd", "text/html; charset=unicode_escape"),
        (b"<p>\xff\xfe\xfd", "text/html; charset=euc-kr"),
    ],
)
def test_else_the_bytes_stay(body: bytes, stated: str) -> None:
    assert documents(opened("x.warc", response(body, Content_Type=stated))) == {"x.warc#1": body}


# Damage


def test_a_body_that_cannot_be_decoded_costs_the_others_nothing() -> None:
    packed = bytearray(gzip.compress(PAGE))
    packed[15:25] = b"\xff" * 10
    bad = response(bytes(packed), Content_Encoding="gzip")
    chunks = response(CHUNKED.replace(b"28\r\n", b"zz\r\n"), Transfer_Encoding="chunked")
    found = opened("x.warc", response() + bad + chunks + response())
    assert list(documents(found)) == ["x.warc#1", "x.warc#4"]
    assert reasons(found) == {"x.warc#2": "damaged", "x.warc#3": "damaged"}


def test_a_header_without_an_end_costs_the_others_nothing() -> None:
    endless = warc_record("response", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n" + PAGE)
    found = opened("x.warc", endless + response())
    assert list(documents(found)) == ["x.warc#2"]
    assert reasons(found) == {"x.warc#1": "damaged"}


@pytest.mark.parametrize("cut", [1, 50, len(PAGE), len(PAGE) + 60, len(response()) - 20])
def test_a_file_cut_short_keeps_what_came_before(cut: int) -> None:
    found = opened("x.warc", response() + response() + response()[: -cut - 4])
    assert list(documents(found)) == ["x.warc#1", "x.warc#2"]
    assert reasons(found) == {"x.warc": "damaged"}
    assert "after 2 records" in found[-1].message


def test_a_packed_file_cut_short_keeps_what_came_before() -> None:
    found = opened("x.warc.gz", warc_gz(response(), response(), response())[:-50])
    assert list(documents(found)) == ["x.warc.gz#1", "x.warc.gz#2"]
    assert reasons(found) == {"x.warc.gz": "damaged"}


def test_junk_between_records() -> None:
    found = opened("x.warc", response() + b"junk\r\n\r\n" + response())
    assert list(documents(found)) == ["x.warc#1"]
    assert reasons(found) == {"x.warc": "damaged"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    content = bytearray(INFO + response() + response(gzip.compress(PAGE), Content_Encoding="gzip") + response(CHUNKED))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(12, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = opened("x.warc", bytes(content))
    assert len(documents(found)) + len(reasons(found)) == len(found) > 0


# Limits


def test_a_page_that_is_too_large() -> None:
    large = response(PAGE + b" " * 1000)
    limits = Limits(largest_member=len(PAGE) + 999)
    found = opened("x.warc", response() + large + response(), limits)
    assert list(documents(found)) == ["x.warc#1", "x.warc#3"]
    assert reasons(found) == {"x.warc#2": "too_large"}


def test_a_record_far_beyond_the_limit_costs_the_others_nothing() -> None:
    found = opened("x.warc", response(PAGE + b" " * 500_000) + response(), Limits(largest_member=1000))
    assert list(documents(found)) == ["x.warc#2"]
    assert reasons(found) == {"x.warc#1": "too_large"}


def test_a_large_record_is_not_held_in_memory() -> None:
    content = response(PAGE + b" " * (16 << 20)) + response()
    tracemalloc.start()
    found = opened("x.warc", content, Limits(largest_member=1000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert list(documents(found)) == ["x.warc#2"]
    assert peak < 4 << 20


BOMB = """
from tests.load.containers.packing import documents, gzip_bomb, opened, peak_memory, reasons, response
found = opened("x.warc", response(gzip_bomb(256), Content_Encoding="gzip") + response())
print(reasons(found), list(documents(found)))
print(peak_memory())
"""


def test_a_bomb_in_a_body_is_unpacked_no_further_than_the_limit() -> None:
    """In a process of its own, since what fastwarc unpacks is not seen by Python."""
    ended = subprocess.run([sys.executable, "-c", BOMB], capture_output=True, text=True, check=False)
    found, memory = ended.stdout.splitlines() or (ended.stderr, "0")
    assert found == "{'x.warc#1': 'too_large'} ['x.warc#2']"
    assert 0 < int(memory) < 200


def test_bodies_count_into_the_budget() -> None:
    packed = response(gzip.compress(PAGE + b" " * 100_000), Content_Encoding="gzip")
    found = opened("x.warc", packed * 10, Limits(unpacked=350_000, growth=0))
    assert list(documents(found)) == ["x.warc#1", "x.warc#2", "x.warc#3"]
    assert reasons(found) == {"x.warc": "unpacks_too_large"}


def test_a_packed_archive_out_of_proportion() -> None:
    bomb = gzip.compress(response(PAGE + b" " * (8 << 20)))
    assert reasons(opened("x.warc.gz", bomb)) == {"x.warc.gz": "unpacks_too_large"}


def test_the_budget_of_a_packed_archive() -> None:
    found = opened("x.warc.gz", warc_gz(response(), response(), response()), Limits(unpacked=900, growth=0))
    assert reasons(found) == {"x.warc.gz": "unpacks_too_large"}


def test_too_many_captures() -> None:
    found = opened("x.warc", response() * 4, Limits(members=3))
    assert len(documents(found)) == 3
    assert reasons(found) == {"x.warc": "too_many_members"}
