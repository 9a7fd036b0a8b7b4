"""Copies of articles: what is one, what only looks like one, and which article of a group stays."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.learning.corpus import hand_of, load_split
from orchestration.load.cleaning import count_words
from orchestration.load.copies import Candidate, Copy, find_copies
from orchestration.load.copy_addresses import address_key
from orchestration.load.copy_index import CopyIndex
from orchestration.load.copy_texts import least_jaccard, name_the_same
from tests.load.copy_samples import (
    ABOUT,
    CHANGES,
    NEXT_SPRING,
    SPRING,
    SUMMER,
    cut,
    paragraphs,
    with_edits,
    with_prefix,
)

MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
PROSE = {"mixed", "reporters"}  # hands of dev whose articles have few lists, addresses and signs
CORPUS = [each.text for each in load_split("dev") if hand_of(each) in PROSE and len(each.text.split()) >= 80]


def article(name: str, text: str, **values: object) -> Candidate:
    empty = Candidate(name, f"{name}.txt", None, None, None, None, False, count_words(text), text)
    return replace(empty, **values)  # type: ignore[arg-type]


def links(*articles: Candidate) -> dict[str, tuple[str, str]]:
    return {copy.article_id: (copy.canonical_id, copy.kind) for copy in find_copies(articles)}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_copies_are_found(change: Callable[[str], str]) -> None:
    originals = [article(f"original {at}", text) for at, text in enumerate(CORPUS)]
    changed = [article(f"changed {at}", change(text)) for at, text in enumerate(CORPUS)]
    found = find_copies([*originals, *changed])
    assert all({copy.article_id.split()[1]} == {copy.canonical_id.split()[1]} for copy in found)
    assert len(found) >= 0.98 * len(CORPUS)
    assert {copy.kind for copy in found} <= {"near_copy", "same_text"}


def test_articles_written_independently_are_no_copies() -> None:
    articles = [article(annotated.name, annotated.text) for annotated in (*load_split("dev"), *load_split("test"))]
    assert find_copies(articles) == []


def test_two_announcements_from_one_template_are_no_copies() -> None:
    assert links(article("a", SPRING), article("b", SUMMER)) == {}
    assert not name_the_same(SPRING, SUMMER)


def test_yearly_editions_of_one_text_are_no_copies() -> None:
    """Only the year and the number of the class differ: 97 of 100 rows of words are the same."""
    assert links(article("a", SPRING), article("b", NEXT_SPRING)) == {}


def test_the_same_text_with_other_names_is_no_copy() -> None:
    """Figures and years are the same, three quarters of the rows of words too."""
    other = SPRING
    for name, new in {
        "Lanternfish": "Copperbeech",
        "Oostvoorne": "Halvorsund",
        "Ineke van Dorsten": "Sigrid Aaneland",
    }.items():
        other = other.replace(name, new)
    companies = "Fjordlens, Granitt Health, Lumenara, Ovnfersk, Pelagia Maps, Reinsdyr Mobility, Skyfri and Torvtek"
    other = re.sub(r"Algaworks.*Saltgrid", companies, other)
    assert CopyIndex([SPRING, other]).overlap(0, 1).jaccard > 0.5
    assert links(article("a", SPRING), article("b", other)) == {}


def test_the_same_text_with_other_figures_is_no_copy() -> None:
    """Names and year are the same: an edition later in that year, or the figures of another fund."""
    other = SPRING
    for figure, new in {"4 March": "19 March", "8": "11", "212": "340", "50,000": "65,000"}.items():
        other = other.replace(figure, new)
    assert links(article("a", SPRING), article("b", other)) == {}
    assert links(article("a", SPRING), article("b", SPRING.replace("212", "213"))) == {"b": ("a", "near_copy")}


def test_releases_that_share_a_paragraph_about_the_company_are_no_copies() -> None:
    found = find_copies([article(str(at), f"{text}\n\n{ABOUT}") for at, text in enumerate(CORPUS[:30])])
    assert found == []


def test_a_follow_up_that_repeats_the_background_is_no_copy() -> None:
    background = "\n\n".join(paragraphs(CORPUS[0])[1:3])
    assert links(article("a", CORPUS[0]), article("b", f"{CORPUS[1]}\n\nBackground\n\n{background}")) == {}


def test_a_page_that_holds_several_articles_is_no_copy_of_them() -> None:
    first, second = CORPUS[0], CORPUS[1]
    round_up = article("page", f"{first}\n\n{second}")
    assert links(article("a", first), article("b", second), round_up) == {}
    with_a_copy = links(article("a", first), article("a2", with_prefix(first)), article("b", second), round_up)
    assert with_a_copy == {"a2": ("a", "near_copy")}


def test_white_space_and_bullets_make_no_other_text() -> None:
    listed = "Three firms won:\n- Kelpline\n- Saltgrid\n- Northbuoy\nThe jury met in Oostvoorne."
    flowing = "Three firms won: Kelpline Saltgrid Northbuoy  The jury met in Oostvoorne."
    assert find_copies([article("a", listed), article("b", flowing)]) == [Copy("b", "a", "same_text", 1.0)]


def test_similarity_is_the_share_of_rows_that_both_have() -> None:
    (copy,) = find_copies([article("a", CORPUS[0]), article("b", f"{CORPUS[0]}\n\n{ABOUT}")])
    assert copy == Copy("a", "b", "near_copy", copy.similarity)
    assert 0.5 < copy.similarity < 0.9


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"published_on": date(2026, 3, 1)}, {"published_on": date(2026, 3, 2)}),
        ({"published_on": date(2026, 3, 1)}, {}),
        (
            {"published_on": date(2026, 3, 9), "published_on_precision": "day"},
            {"published_on": date(2026, 3, 1), "published_on_precision": "month"},
        ),
        ({"published_on": date(2026, 3, 31)}, {"published_on": date(2026, 1, 1), "published_on_precision": "year"}),
        ({"has_meta": True}, {}),
        ({"published_on": date(2026, 3, 1)}, {"has_meta": True}),
        ({"source_uri": "a.txt"}, {"source_uri": "b.txt"}),
    ],
)
@pytest.mark.parametrize("other_text", [CORPUS[0], with_prefix(CORPUS[0])])
def test_the_canonical_article(better: dict[str, object], worse: dict[str, object], other_text: str) -> None:
    kind = "same_text" if other_text == CORPUS[0] else "near_copy"
    first, second = article("z", CORPUS[0], **better), article("y", other_text, **worse)
    assert links(first, second) == {"y": ("z", kind)}


def test_the_complete_article_comes_before_the_earlier_one() -> None:
    early = article("cut", cut(CORPUS[0]), published_on=date(2026, 1, 1), has_meta=True)
    assert links(early, article("whole", CORPUS[0], published_on=date(2026, 2, 2))) == {"cut": ("whole", "near_copy")}


def test_copies_of_copies_are_compared_with_the_canonical_article() -> None:
    """The middle one of three texts is like both others, which are unlike: no chain through it."""
    beginnings = [" ".join(text.split()[:60]) for text in CORPUS[:7]]
    first, second, third = ("\n\n".join(beginnings[at : at + 5]) for at in range(3))
    index = CopyIndex([first, second, third])
    assert [index.are_copies(0, 1), index.are_copies(1, 2), index.are_copies(0, 2)] == [True, True, False]
    found = links(article("a", first), article("b", second), article("c", third))
    assert len({canonical for canonical, _ in found.values()}) == len(found) == 1


def test_the_newest_version_of_an_address_is_canonical() -> None:
    old = article("old", CORPUS[0], address="http://www.a.example/news/1?utm_source=mail", fetched_at=MAY)
    new = article("new", cut(CORPUS[0]), address="https://a.example/news/1/#top", fetched_at=JUNE)
    assert links(old, new) == {"old": ("new", "older_version")}
    assert links(replace(old, fetched_at=JUNE), replace(new, fetched_at=MAY)) == {"new": ("old", "older_version")}


def test_an_older_version_is_nobody_s_canonical_article() -> None:
    old = article("old", CORPUS[0], address="https://a.example/1", fetched_at=MAY)
    new = article("new", CORPUS[1], address="https://a.example/1", fetched_at=JUNE)
    copy_of_old = article("copy", CORPUS[0], published_on=date(2026, 5, 2))
    copy_of_new = article("longer", f"{CORPUS[1]}\n\n{ABOUT}")
    assert links(old, new, copy_of_old) == {"old": ("new", "older_version")}
    assert links(old, new, copy_of_new) == {"old": ("longer", "older_version"), "new": ("longer", "near_copy")}


def test_the_same_content_fetched_twice_is_no_version() -> None:
    first = article("first", CORPUS[0], address="https://a.example/1", fetched_at=MAY)
    again = article("second", CORPUS[0] + "\n", address="https://a.example/1", fetched_at=JUNE)
    assert links(first, again) == {"second": ("first", "same_text")}


def test_what_is_left_of_a_removed_page_replaces_nothing() -> None:
    whole = article("whole", CORPUS[0], address="https://a.example/1", fetched_at=MAY)
    gone = article("gone", "This page has been removed by its owner.", address="https://a.example/1", fetched_at=JUNE)
    assert links(whole, gone) == {}


def test_parts_of_one_page_saved_apart_are_no_versions() -> None:
    first = article("first", CORPUS[0], address="https://a.example/newsletter-12")
    second = article("second", CORPUS[1], address="https://a.example/newsletter-12")
    assert links(first, second) == {}
    revised = replace(second, text=with_edits(CORPUS[0]), published_on=date(2026, 6, 1))
    assert links(first, revised) == {"first": ("second", "older_version")}


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("HTTPS://WWW.Example.org/a/?utm_source=x&utm_medium=y#z", "example.org/a"),
        ("http://example.org:80/a", "example.org/a"),
        ("http://example.org:8080/a", "example.org:8080/a"),
        ("https://example.org/a?page=2&id=1", "example.org/a?id=1&page=2"),
        ("https://example.org/?p=12", "example.org?p=12"),
        ("https://www.example.org/", None),
        ("https://example.org/index.html", None),
        ("https://[", None),
        ("example.org/a", None),
        ("mailto:a@example.org", None),
        ("ftp://example.org/a", None),
        ("", None),
        (None, None),
    ],
)
def test_address_key(address: str | None, key: str | None) -> None:
    assert address_key(address) == key


def test_the_estimate_never_hides_a_pair_that_would_be_verified() -> None:
    assert least_jaccard(100, 100) == 0.5
    assert least_jaccard(100, 400) == pytest.approx(80 / 420)


def test_nothing_and_one_article() -> None:
    assert find_copies([]) == []
    assert find_copies([article("a", CORPUS[0])]) == []


@st.composite
def some_articles(draw: st.DrawFn) -> list[Candidate]:
    made = []
    for at in range(draw(st.integers(2, 10))):
        text = draw(st.sampled_from(CORPUS[:3]))
        for change in draw(st.lists(st.sampled_from(CHANGES), max_size=2)):
            text = change(text)
        made.append(
            article(
                f"{at:02}",
                text,
                published_on=draw(st.sampled_from([None, date(2026, 1, 1), date(2026, 2, 1)])),
                address=draw(st.sampled_from([None, "https://a.example/1", "https://b.example/2"])),
                fetched_at=draw(st.sampled_from([None, MAY, JUNE])),
                has_meta=draw(st.booleans()),
            )
        )
    return made


@given(some_articles(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_groups(articles: list[Candidate], chance: random.Random) -> None:
    found = find_copies(articles)
    copies, canonical = [copy.article_id for copy in found], {copy.canonical_id for copy in found}
    assert len(copies) == len(set(copies))
    assert canonical.isdisjoint(copies)
    assert find_copies(chance.sample(articles, len(articles))) == found
    if not any(candidate.address for candidate in articles):
        assert find_copies([candidate for candidate in articles if candidate.article_id not in copies]) == []


@given(st.sampled_from(CORPUS[:6]), st.sampled_from(CORPUS[:6]), st.sampled_from(CHANGES))
@settings(max_examples=30, deadline=None)
def test_verification_is_symmetric(first: str, second: str, change: Callable[[str], str]) -> None:
    index = CopyIndex([first, change(second)])
    assert index.are_copies(0, 1) == index.are_copies(1, 0)
    assert list(index.copies_of(0)) == ([1] if index.are_copies(0, 1) else [])
    assert list(index.copies_of(1)) == ([0] if index.are_copies(0, 1) else [])


def test_words_are_compared_without_their_signs() -> None:
    index = CopyIndex([CORPUS[0], re.sub(r"[^\w\s]", "", CORPUS[0].upper())])
    assert index.overlap(0, 1).inside > 0.9
