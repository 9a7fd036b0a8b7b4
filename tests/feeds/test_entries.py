"""What feeds and sitemaps list, whatever their dialect, and what hostile ones cannot do."""

from __future__ import annotations

import gzip
import os
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from orchestration.feeds import entries, sitemaps
from orchestration.feeds.entries import Entry, kind_of, read_feed
from orchestration.feeds.reading import DIED, TOO_SLOW, read_apart, read_feed_apart, read_sitemap_apart
from orchestration.feeds.sitemaps import Child, Sitemap, read_sitemap
from orchestration.load.models import Problem

HERE = "https://quay.example.org/feeds/news.xml"
MAY = datetime(2024, 5, 4, tzinfo=UTC)


def rss(*items: str, head: str = "") -> bytes:
    return f"{head}<rss version='2.0'><channel><title>Quay</title>{''.join(items)}</channel></rss>".encode()


def found(body: bytes) -> list[Entry]:
    result = read_feed(body, HERE)
    assert isinstance(result, list), result
    return result


def problem(result: object) -> Problem:
    assert isinstance(result, Problem), result
    return result


def test_rss_keeps_the_day_in_the_publishers_time_zone() -> None:
    item = "<item><title>A &amp;amp; B &lt;b&gt;c&lt;/b&gt;</title><link>/a?id=1&amp;utm_source=x</link>{}</item>"
    (entry,) = found(rss(item.format("<pubDate>Sat, 04 May 2024 00:30:00 +0900</pubDate>")))
    assert entry.address == "https://quay.example.org/a?id=1&utm_source=x"
    assert entry.title == "A & B c"
    assert entry.published == datetime(2024, 5, 4, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    assert entry.updated is None


def test_atom_resolves_links_against_its_base() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example.org/x/"><entry>
      <title>T</title><link rel="self" href="/self"/><link rel="alternate" href="one.html"/>
      <published>2024-05-01</published><updated>2024-05-04T00:00:00Z</updated></entry></feed>"""
    published = datetime(2024, 5, 1, tzinfo=UTC)
    assert found(body) == [Entry("https://b.example.org/x/one.html", "T", published, MAY)]


def test_rss_1_takes_the_date_as_publication() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://quay.example.org/1"><title>One</title>
      <link>https://quay.example.org/1</link><dc:date>2024-05-04</dc:date></item></rdf:RDF>"""
    assert found(body) == [Entry("https://quay.example.org/1", "One", MAY, MAY)]


def test_json_feed() -> None:
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/1", "title": "One",
      "date_published": "2024-05-04T00:00:00Z"}, {"external_url": "https://b.example.org/2"}, 7, {"title": "none"}]}"""
    assert kind_of(body) == "feed"
    assert found(body) == [Entry("https://quay.example.org/1", "One", MAY), Entry("https://b.example.org/2")]


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    body = b"<rss version='2.0'><channel><item><title>R&D &nbsp;</title><link>/1</link></item><item><li"
    assert [entry.address for entry in found(body)] == ["https://quay.example.org/1"]


def test_a_wrong_byte_is_no_reason_to_refuse() -> None:
    body = rss("<item><title>Caf\N{LATIN SMALL LETTER E WITH ACUTE}</title><link>/1</link></item>")
    assert len(found(body.replace(b"Quay", b"Qu\x81y\xff"))) == 1


def test_each_page_once_and_only_web_addresses() -> None:
    links = ("/a", "/a#x", "/a?utm_medium=feed", "mailto:a@b.example.org", "javascript:alert(1)", "file:///etc/passwd")
    items = [f"<item><link>{link}</link></item>" for link in (*links, "http://[", "")]
    assert [entry.address for entry in found(rss(*items))] == ["https://quay.example.org/a"]


@pytest.mark.parametrize("stated", ["1970-01-01", "0001-01-01T00:00:00Z", "tomorrow", "99999-01-01", ""])
def test_dates_that_cannot_be_are_unknown(stated: str) -> None:
    (entry,) = found(rss(f"<item><link>/a</link><pubDate>{stated}</pubDate></item>"))
    assert entry.published is None


def test_an_empty_feed_is_a_feed_and_a_page_is_none() -> None:
    assert found(rss()) == []
    page = b"<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml' href='/f.xml'></head></html>"
    assert "https://quay.example.org/f.xml" in problem(read_feed(page, HERE)).message
    for body in (b"hello", b"{}", b"[1]", b"%PDF-1.7 \x00", b"", b"{" * 100_000):
        assert problem(read_feed(body, HERE)).reason == "not_a_feed"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><rss>", "feed"),
        (b"<?xml version='1.0'?><!DOCTYPE rss [ <!ELEMENT a (b)> ]><rss>", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><feed>".encode("utf-16"), "feed"),
        (b"<sm:urlset xmlns:sm='x'>", "sitemap"),
        (b"<sitemapindex>", "sitemap"),
        (gzip.compress(b"<urlset/>"), "sitemap"),
        (b"<!doctype html><html><body>about &lt;rss&gt; <rss>", "page"),
        (b"%PDF-1.7", "page"),
        (b"", "page"),
    ],
)
def test_kind_by_content(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feed_are_refused(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY x "{"lab " * 50}">]>'
    body = rss(f"<item><title>{'&x;' * 50}</title><link>/a</link></item>", head=head).decode().encode(encoding)
    assert problem(read_feed(body, HERE)) == entries.ENTITIES


def test_a_feed_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    body = rss(*(f"<item><link>/{number}</link><title>{'x' * 5_000}</title></item>" for number in range(5)))
    assert {len(entry.title or "") for entry in found(body)} == {entries.LONGEST_TITLE}
    monkeypatch.setattr(entries, "MOST_ENTRIES", 3)
    assert len(found(body)) == 3
    monkeypatch.setattr(entries, "LARGEST_FEED", 100)
    assert problem(read_feed(body, HERE)) == entries.FEED_TOO_LARGE


def test_sitemap_with_news_and_pictures() -> None:
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="urn:n" xmlns:i="urn:i"><url>
      <i:image><i:loc>https://quay.example.org/p.png</i:loc><i:title>Picture</i:title></i:image>
      <loc> https://quay.example.org/1 </loc><lastmod>2024-05-04</lastmod>
      <n:news><n:publication_date>2024-05-04T00:00:00Z</n:publication_date><n:title>One</n:title></n:news></url>
      <url><loc>https://quay.example.org/1#again</loc></url><url><loc>/relative</loc></url></urlset>"""
    assert read_sitemap(body) == Sitemap((Entry("https://quay.example.org/1", "One", MAY, MAY),))
    assert read_sitemap(gzip.compress(body)) == read_sitemap(body)


def test_sitemap_index() -> None:
    body = b"<sitemapindex><sitemap><loc>https://a.example.org/1.xml</loc><lastmod>2024-05-04</lastmod></sitemap>"
    assert read_sitemap(body) == Sitemap(children=(Child("https://a.example.org/1.xml", MAY),))


@pytest.mark.parametrize("external", ['"lab"', 'SYSTEM "file:///etc/hostname"'])
def test_a_sitemap_with_a_dtd_is_refused(external: str) -> None:
    body = f"<!DOCTYPE urlset [<!ENTITY x {external}>]><urlset><url><loc>https://a.example.org/&x;</loc></url></urlset>"
    assert problem(read_sitemap(body.encode())) == entries.ENTITIES


def test_a_sitemap_is_unpacked_within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(b"<urlset>" + b" " * 1_000_000 + b"</urlset>")
    assert problem(read_sitemap(packed[:-20])) == sitemaps.TRUNCATED
    assert problem(read_sitemap(b"\x1f\x8bnot gzip")) == sitemaps.TRUNCATED
    monkeypatch.setattr(sitemaps, "LARGEST", 100_000)
    assert problem(read_sitemap(packed)) == sitemaps.TOO_LARGE
    assert problem(read_sitemap(gzip.decompress(packed))) == sitemaps.TOO_LARGE


@pytest.mark.parametrize("body", [b"", b"<html><body>", b"hello", b"<urlset2/>", b"\0\0"])
def test_what_is_no_sitemap(body: bytes) -> None:
    assert problem(read_sitemap(body)) == sitemaps.NOT_A_SITEMAP


def _sleep(body: bytes, address: str) -> list[Entry]:
    time.sleep(600)
    return []


def _die(body: bytes, address: str) -> list[Entry]:
    os._exit(1)


def _devour(body: bytes, address: str) -> list[Entry]:
    return [Entry(bytearray(8 << 30).hex()[:3])]


def test_a_feed_is_read_apart() -> None:
    assert read_feed_apart(rss("<item><link>/a</link></item>"), HERE) == [Entry("https://quay.example.org/a")]
    assert read_apart(_sleep, b"", HERE, seconds=0.01) == TOO_SLOW
    assert read_apart(_die, b"", HERE) == DIED
    assert read_apart(_devour, b"", HERE) == DIED


def test_a_sitemap_is_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LARGEST", 0)  # here, not in the other process
    body = b"<urlset><url><loc>https://a.example.org/</loc></url></urlset>"
    assert read_sitemap_apart(body) == Sitemap((Entry("https://a.example.org/"),))


def test_pages_of_a_sitemap_hold_so_many_elements_only() -> None:
    def body(elements: int) -> bytes:
        page = "<url><loc>https://a.example.org/</loc>{}</url>"
        return f"<urlset>{page.format('')}{page.format('<a/>' * elements)}</urlset>".encode()

    assert isinstance(read_sitemap(body(sitemaps.MOST_ELEMENTS - 2)), Sitemap)
    assert problem(read_sitemap(body(sitemaps.MOST_ELEMENTS))) == sitemaps.CROWDED
    short = "<url><loc>https://a.example.org/</loc></url>" * sitemaps.MOST_ELEMENTS
    assert isinstance(read_sitemap(f"<urlset>{short}</urlset>".encode()), Sitemap)


def test_an_index_names_so_many_sitemaps_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST_ENTRIES", 3)
    body = "<sitemapindex>" + "<sitemap><loc>https://a.example.org/</loc></sitemap>" * 5
    result = read_sitemap(body.encode())
    assert isinstance(result, Sitemap)
    assert len(result.children) == 3
