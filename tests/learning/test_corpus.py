"""The corpus as it lies in the repository: readable, without mistakes, and split by hand."""

import pytest

from orchestration.learning.corpus import CORPUS, Split, hand_of, load_split, some_hands
from orchestration.learning.facts import gold, mistakes

SPLITS: tuple[Split, ...] = ("train", "dev", "test")


@pytest.mark.parametrize("split", SPLITS)
def test_every_article_is_readable_and_without_mistakes(split: Split) -> None:
    articles = load_split(split)
    assert articles
    for article in articles:
        assert list(mistakes(article)) == [], article.name
        assert gold(article)["article"] == article.name


def test_no_hand_writes_for_two_splits() -> None:
    hands = [folder.name for split in SPLITS for folder in (CORPUS / split).iterdir()]
    assert len(hands) == len(set(hands))


def test_no_organization_of_the_test_split_is_known_from_training() -> None:
    """A name that was learned by heart would make the score too good; a few famous ones may appear in both."""
    names = {split: {o["name"] for a in load_split(split) for o in gold(a)["organizations"]} for split in SPLITS}
    shared = names["test"] & (names["train"] | names["dev"])
    assert len(shared) <= 0.03 * len(names["test"]), sorted(shared)


def test_enough_articles_state_nothing_on_purpose() -> None:
    negative = [article for split in SPLITS for article in load_split(split) if article.is_negative]
    assert len(negative) >= 80


def test_a_share_of_the_hands_has_all_of_a_smaller_share() -> None:
    articles = load_split("train")
    third, two_thirds = (some_hands(articles, share, 1) for share in (1 / 3, 2 / 3))
    assert 0 < len(third) < len(two_thirds) < len(articles)
    assert {hand_of(each) for each in third} < {hand_of(each) for each in two_thirds}
    assert not {hand_of(each) for each in third} & {hand_of(each) for each in articles if each not in third}
    assert some_hands(articles, 1, 1) == articles
