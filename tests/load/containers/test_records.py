"""Exports of articles: known tools work as they are, formats agree, and no record gets lost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load.containers import records
from orchestration.load.containers.records import canonical, read_records
from orchestration.load.models import Document, Page, Rejection
from orchestration.load.sniffing import RecordFormat

BODY = "The harbour lab and the city college signed an agreement to train forty engineers together."
FORMATS: list[RecordFormat] = ["json", "jsonl", "csv", "parquet"]


def written(rows: list[dict[str, Any]], written_as: RecordFormat) -> bytes:
    """The rows as an export."""
    if written_as == "json":
        return json.dumps(rows, ensure_ascii=False).encode()
    if written_as == "jsonl":
        return "\n".join(json.dumps(row) for row in rows).encode()
    if written_as == "parquet":
        buffer = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows), buffer)
        return buffer.getvalue()
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(value: Any, fields: Mapping[str, str] | None = None) -> list[Document | Rejection]:
    """What becomes of a JSON document."""
    return list(read_records("a.json", json.dumps(value).encode(), "json", fields))


def one_page(value: Any, fields: Mapping[str, str] | None = None) -> Page:
    """The page of the only record."""
    [document] = read(value, fields)
    assert isinstance(document, Document), document
    assert document.page is not None
    return document.page


def one_rejection(value: Any, fields: Mapping[str, str] | None = None) -> Rejection:
    """The rejection of the only record."""
    [rejection] = read(value, fields)
    assert isinstance(rejection, Rejection), rejection
    return rejection


NEWSAPI_SOURCE = {
    "source": {"id": None, "name": "Quay Times"},
    "author": "By Mart Kask",
    "title": "Cranes need company",
}
EXPORTS = {
    "newsapi.org, with full texts": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            NEWSAPI_SOURCE
            | {
                "url": "https://quay.example.org/a",
                "publishedAt": "2024-05-04T23:30:00Z",
                "content": BODY[:60] + "… [+1234 chars]",
                "full_content": BODY,
                "language": "en",
            }
        ],
    },
    "Event Registry": {
        "articles": {
            "results": [
                {
                    "uri": "8123",
                    "lang": "eng",
                    "date": "2024-05-05",
                    "dateTime": "2024-05-05T00:10:00Z",
                    "dateTimePub": "2024-05-04T23:00:00Z",
                    "url": "https://quay.example.org/a",
                    "title": "Cranes need company",
                    "body": BODY,
                    "source": {"uri": "quay.example.org", "dataType": "news", "title": "Quay Times"},
                    "authors": [{"uri": "mart@quay", "name": "Mart Kask", "type": "author", "isAgency": False}],
                }
            ],
            "totalResults": 1,
        }
    },
    "Media Cloud, with text": {
        "stories": [
            {
                "id": "0f",
                "indexed_date": "2024-06-01T10:00:00",
                "language": "en",
                "media_name": "Quay Times",
                "media_url": "quay.example.org",
                "publish_date": "2024-05-04",
                "title": "Cranes need company",
                "url": "https://quay.example.org/a",
                "text": BODY,
                "author": "Mart Kask",
            }
        ],
        "pagination_token": None,
    },
    "Media Cloud until 2022": [
        {
            "collect_date": "2024-06-01 10:00:00",
            "guid": "https://quay.example.org/?p=1",
            "language": "en",
            "media_name": "Quay Times",
            "media_url": "http://quay.example.org/",
            "publish_date": "2024-05-04 04:05:00",
            "stories_id": 27,
            "story_text": BODY,
            "title": "Cranes need <b>company</b>",
            "url": "https://quay.example.org/a",
            "author": "Mart Kask",
        }
    ],
    "Guardian": {
        "response": {
            "status": "ok",
            "results": [
                {
                    "webTitle": "Cranes need company",
                    "webUrl": "https://quay.example.org/a",
                    "webPublicationDate": "2024-05-04T10:00:00Z",
                    "fields": {"bodyText": BODY, "byline": "Mart Kask", "headline": "Cranes"},
                    "publication": "Quay Times",
                    "lang": "en",
                }
            ],
        }
    },
    "Elasticsearch": {
        "took": 3,
        "hits": {
            "total": 1,
            "hits": [
                {
                    "_id": "a",
                    "_source": {
                        "title": "Cranes need company",
                        "text": BODY,
                        "url": "https://quay.example.org/a",
                        "published": "1714816800000",
                        "authors": ["Mart Kask"],
                        "publisher": "Quay Times",
                        "lang": "en-GB",
                    },
                }
            ],
        },
    },
    "WordPress": [
        {
            "date": "2024-05-04T10:00:00",
            "link": "https://quay.example.org/a",
            "title": {"rendered": "Cranes need company"},
            "content": {"rendered": f"<p>{BODY}</p>\n", "protected": False},
            "excerpt": {"rendered": "<p>The harbour lab […]</p>"},
            "author": "Mart Kask",
            "publisher": "Quay Times",
            "lang": "en",
        }
    ],
    "JSON Feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Quay Times",
        "items": [
            {
                "id": "1",
                "url": "https://quay.example.org/a",
                "title": "Cranes need company",
                "content_html": f"<p>{BODY}</p>",
                "date_published": "2024-05-04T10:00:00+03:00",
                "authors": [{"name": "Mart Kask"}],
                "publisher": "Quay Times",
                "language": "en",
            }
        ],
    },
    "CC-News as parquet": {
        "requested_url": "https://quay.example.org/a",
        "plain_text": BODY,
        "published_date": "2024-05-04",
        "title": "Cranes need company",
        "author": "Mart Kask",
        "sitename": "Quay Times",
        "responded_url": "https://quay.example.org/a",
        "publisher": None,
        "language": "en",
        "crawl_date": "2024-06-01",
    },
}


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS.keys())
def test_exports_of_known_tools_work_as_they_are(export: Any) -> None:
    page = one_page(export)
    assert page.text == f"Cranes need company\n\n{BODY}"
    assert (page.title, page.publisher, page.author) == ("Cranes need company", "Quay Times", "Mart Kask")
    assert (page.address, page.language) == ("https://quay.example.org/a", "en")
    assert page.published is not None
    assert (page.published.on, page.published.precision) == (date(2024, 5, 4), "day")


def test_news_please_and_hugging_face_know_only_the_domain_of_the_publisher() -> None:
    news_please = {
        "authors": ["Mart Kask", "https://social.example.org/mart"],
        "date_download": "2024-06-01 10:00:00",
        "date_modify": "None",
        "date_publish": "None",
        "description": "A teaser about cranes that stands nowhere else.",
        "language": "en",
        "maintext": BODY,
        "source_domain": "www.quay.example.org",
        "text": None,
        "title": "Cranes need company",
        "url": "https://www.quay.example.org/a",
    }
    page = one_page(news_please)
    assert (page.publisher, page.author, page.published) == ("quay.example.org", "Mart Kask", None)
    assert "teaser" not in page.text
    cc_news = {"title": "Cranes", "text": BODY, "domain": "quay.example.org", "date": "2024-05-04 00:00:00", "url": ""}
    assert one_page([cc_news]).publisher == "quay.example.org"


def test_fundus_writes_the_text_in_sections() -> None:
    body = {"summary": ["In short."], "sections": [{"headline": ["The pact"], "paragraphs": [BODY, "It starts now."]}]}
    article = {
        "title": "Cranes",
        "body": body,
        "authors": ["Mart Kask"],
        "publishing_date": "2024-05-04 10:00:00+02:00",
    }
    assert one_page([article]).text == f"Cranes\n\nIn short.\n\nThe pact\n\n{BODY}\n\nIt starts now."


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY} {BODY} … [+1234 chars]",
        f"{BODY} [+987 chars]",
        f"{BODY}... [4120 chars]",
        f"<p>{BODY} [+12 chars]</p>",
        f"{BODY[:80]}…",
        f"{BODY[:80]}...",
        "ONLY AVAILABLE IN PAID PLANS",
    ],
)
def test_a_text_that_was_cut_off_is_no_article(text: str) -> None:
    rejection = one_rejection({"articles": [NEWSAPI_SOURCE | {"description": BODY, "content": text}]})
    assert (rejection.source_uri, rejection.reason) == ("a.json#1", "cut_text")


def test_a_long_article_may_end_with_an_ellipsis() -> None:
    assert one_page({"text": f"{BODY} " * 6 + "And then…"}).text.endswith("…")


def test_a_story_list_without_texts_says_what_it_has_and_what_to_do() -> None:
    stories = (
        b"id,language,media_name,publish_date,title,url\n1,en,Quay Times,2024-05-04,Cranes,https://q.example.org/a\n"
    )
    [rejection] = read_records("mc.csv", stories, "csv")
    assert isinstance(rejection, Rejection)
    assert (rejection.source_uri, rejection.reason) == ("mc.csv", "no_text_field")
    assert "id, language, media_name, publish_date, title, url" in rejection.message
    assert "fields: {text: <name>}" in rejection.message
    assert "raw/feeds.yml" in rejection.message


def test_a_record_without_text_names_its_fields() -> None:
    rejection = one_rejection({"title": "Cranes", "absatz": BODY})
    assert (rejection.source_uri, rejection.reason) == ("a.json#1", "no_text_field")
    assert "title, absatz" in rejection.message


def test_a_message_stays_short_whatever_the_fields_are_called() -> None:
    assert len(one_rejection({f"{number}" * 5000: number for number in range(300)}).message) < 2000


def test_own_names_go_before_the_known_ones() -> None:
    story = {"absatz": BODY, "text": "Some other text with more than five words.", "kopf": {"titel": "Cranes"}}
    page = one_page({"meldungen": [story]}, {"text": "absatz", "title": "kopf.titel", "records": "meldungen"})
    assert page.text == f"Cranes\n\n{BODY}"


def test_an_own_name_for_something_that_no_article_has_is_a_mistake() -> None:
    rejection = one_rejection({"text": BODY}, {"txt": "absatz"})
    assert (rejection.source_uri, rejection.reason) == ("a.json", "malformed_meta")
    assert "txt" in rejection.message


@pytest.mark.parametrize("value", ["", "None", "null", "NaN", "[Removed]", None, [], {}, "too short a text", 12])
def test_an_empty_text_is_no_article(value: Any) -> None:
    assert one_rejection({"title": "Cranes need company", "text": value}).reason in ("no_text", "no_text_field")


def test_a_headline_alone_is_no_article() -> None:
    assert one_rejection({"title": BODY, "text": BODY}).reason == "no_text"
    assert one_rejection({"title": BODY, "text": "12 34 56 78 90 12"}).reason == "no_text"


def test_a_text_that_is_too_short_gives_way_to_a_whole_one_in_another_field() -> None:
    assert one_page({"text": "See below.", "body": BODY}).text == BODY


@pytest.mark.parametrize("text", [f"Cranes need company\n{BODY}", f"Cranes Need Company!\n\n{BODY}", BODY])
def test_the_headline_stands_first_once(text: str) -> None:
    page = one_page({"title": "Cranes need company", "text": text})
    assert page.text.endswith(f"\n\n{BODY}")
    assert page.text.lower().count("cranes need company") == 1


def test_quotes_are_exact() -> None:
    text = "“We have more cranes than people,” said Liis Tamm of Québec — and she meant it."
    assert one_page({"title": "“Cranes”", "text": text}).text == f"“Cranes”\n\n{text}"


@pytest.mark.parametrize("value", [[BODY], ["a", 1], [[{"text": BODY}]]])
def test_what_is_no_object_is_rejected_one_by_one(value: list[Any]) -> None:
    assert [rejection.source_uri for rejection in read(value)] == [f"a.json#{n}" for n in range(1, len(value) + 1)]


@pytest.mark.parametrize("written_as", FORMATS)
@pytest.mark.parametrize(
    "content", [b"", b" \n", b"\xff\xfe\x00", b"\x00" * 50, b"PAR1", b"{", b'"', b"%PDF-1.7", b"\xe9"]
)
def test_a_file_that_cannot_be_read_is_one_rejection(content: bytes, written_as: RecordFormat) -> None:
    [rejection] = read_records("a.x", content, written_as)
    assert isinstance(rejection, Rejection)
    assert rejection.source_uri in ("a.x", "a.x#1")
    assert rejection.message.endswith((".", "`."))


@pytest.mark.parametrize("content", [b"[]", b'{"status": "ok", "articles": []}'])
def test_an_export_without_records_is_said_to_be_empty(content: bytes) -> None:
    [rejection] = read_records("a.json", content, "json")
    assert isinstance(rejection, Rejection)
    assert (rejection.source_uri, rejection.reason) == ("a.json", "empty")


def test_no_more_than_a_million_records_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_RECORDS", 3)
    *some, last = read([{"text": BODY}] * 50)
    assert [type(document) for document in some] == [Document] * 3
    assert isinstance(last, Rejection)
    assert (last.source_uri, last.reason) == ("a.json", "too_large")


@pytest.mark.parametrize("written_as", FORMATS)
def test_a_record_that_is_too_large_is_no_article(written_as: RecordFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST_RECORD", 1000)
    found = list(read_records("a", written([{"text": BODY * 20}, {"text": BODY}], written_as), written_as))
    assert isinstance(found[0], Rejection)
    assert (found[0].source_uri, found[0].reason) == ("a#1", "too_large")
    assert isinstance(found[1], Document)


def test_a_record_on_which_a_parser_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(record: dict[str, Any], names: object) -> Page:
        if record["text"] == "bad":
            raise ZeroDivisionError
        return Page(text=BODY)

    monkeypatch.setattr(records, "read_page", fail)
    bad, good = read([{"text": "bad"}, {"text": "good"}])
    assert isinstance(bad, Rejection)
    assert bad.reason == "unreadable"
    assert isinstance(good, Document)


def test_a_record_that_takes_too_long_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(record: dict[str, Any], names: object) -> Page:
        for _ in range(50_000_000 if record["text"] == "slow" else 0):  # some seconds
            pass
        return Page(text=BODY)

    monkeypatch.setattr(records, "read_page", hang)
    monkeypatch.setattr(records, "SECONDS", 0.05)
    slow, good = read([{"text": "slow"}, {"text": "good"}])
    assert isinstance(slow, Rejection)
    assert (slow.source_uri, slow.reason) == ("a.json#1", "too_slow")
    assert isinstance(good, Document)


def test_equal_records_are_equal_documents_whatever_the_order_of_their_keys() -> None:
    first, second = read([{"text": BODY, "title": "A"}, {"title": "A", "text": BODY}])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.content == second.content
    assert json.loads(first.content) == {"text": BODY, "title": "A"}


def test_half_a_surrogate_pair_does_no_harm() -> None:
    [document] = read_records("a.json", b'{"text": "\\ud83d ' + BODY.encode() + b'"}', "json")
    assert isinstance(document, Document)
    assert document.page is not None
    assert document.page.text == BODY
    assert json.loads(document.content)["text"].startswith("\ud83d")
    assert canonical({"a": date(2024, 5, 4)}) == b'{"a":"2024-05-04"}'


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(CHARACTERS | st.sampled_from('abc \n\r\t",;|\\<>&[]{}=…“é'), max_size=40)
ROWS = st.fixed_dictionaries({"title": TEXTS, "text": TEXTS | TEXTS.map(f"{BODY}\n".__add__), "address": TEXTS})


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_all_formats_give_the_same_pages_and_no_record_gets_lost(rows: list[dict[str, Any]]) -> None:
    rows = [row for row in rows if "".join(row.values()).strip()] or [{"title": "x", "text": BODY, "address": ""}]
    found = {written_as: list(read_records("a", written(rows, written_as), written_as)) for written_as in FORMATS}
    seen = {
        written_as: [item.page if isinstance(item, Document) else (item.source_uri, item.reason) for item in items]
        for written_as, items in found.items()
    }
    assert len(seen["json"]) == len(rows)
    assert seen["json"] == seen["jsonl"] == seen["csv"] == seen["parquet"]


@settings(max_examples=80, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["articles", "results", "text", "title", "authors", "date", "source", "x"]), inner
            )
        ),
    )
)
def test_no_json_whatsoever_stops_the_reading(value: Any) -> None:
    assert read(value)
