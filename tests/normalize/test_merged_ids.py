"""An id that was published once still leads to its row, whatever came to be known later."""

import datetime as dt
from itertools import combinations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.normalize import Corrections, Lookups, normalize
from orchestration.schemas.ids import stable_id
from tests.normalize.corpus import Corpus

KEYS = {"organizations": "organization_id", "programs": "program_id", "partnerships": "partnership_id"}
LOOKUPS = Lookups.load()
SPELLINGS = (("Tern Institute", ()), ("TI", ()), ("Tern Institute", ("TI",)), ("The Tern Institute Ltd", ("TI",)))


def corpus(spellings: list[int]) -> Corpus:
    """Articles that each tell of one agreement and one lab, and write an institute in their own way."""
    found = Corpus()
    for number, spelling in enumerate(spellings):
        article, (name, aliases) = f"article{number}", SPELLINGS[spelling]
        found.article(article, dt.date(2024, 3, 5)).organization(article, name, *aliases, kind="research_institute")
        found.organization(article, "Havn Robotics" if number % 2 else "Havn Robotics AS", kind="startup")
        other = "Havn Robotics" if number % 2 else "Havn Robotics AS"
        found.partnership(article, name, other, kind="mou", date="5 March 2024")
        found.program(article, "Fjord Lab", kind="lab", city="Oslo")
    return found


def published(tables: dict[str, pl.DataFrame]) -> set[str]:
    return {each for table, key in KEYS.items() for each in tables[table][key]}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, len(SPELLINGS) - 1), min_size=1, max_size=4))
def test_what_fewer_articles_published_still_resolves(spellings: list[int]) -> None:
    articles, facts = corpus(spellings).frames()
    today = normalize(articles, facts, LOOKUPS, Corrections())
    leads = dict(today["merged_ids"].select("merged_id", "merged_into").iter_rows())
    known = published(today)
    assert set(leads.values()) <= known
    assert known.isdisjoint(leads)
    for count in range(1, len(spellings)):
        for kept in combinations(articles["article_id"].sort(), count):
            some = {kind: frame.filter(pl.col("article_id").is_in(kept)) for kind, frame in facts.items()}
            earlier = normalize(articles.filter(pl.col("article_id").is_in(kept)), some, LOOKUPS, Corrections())
            assert published(earlier) <= known | leads.keys()


def test_an_id_that_several_rows_can_claim_leads_nowhere() -> None:
    found = Corpus().article("a").article("b")
    found.organization("a", "Seoul National University", "SNU").organization("a", "SNU")
    found.organization("b", "Sandnes Nordic University", "SNU").organization("b", "SNU")
    tables = found.normalize()
    ids = set(tables["organizations"]["organization_id"])
    assert len(ids) == 2
    merged = tables["merged_ids"].filter(entity_type="organization")
    assert stable_id("org", "SNU") not in {*merged["merged_id"], *ids}
    assert set(merged["merged_into"]) <= ids


def test_what_was_never_two_has_no_other_id() -> None:
    found = Corpus().article("a").organization("a", "Tern Institute").program("a", "Fjord Lab")
    assert found.normalize()["merged_ids"].is_empty()
