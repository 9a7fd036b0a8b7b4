"""The triage keeps the facts of the corpus and turns ordinary press text away; its irrelevant articles are in order."""

from __future__ import annotations

import numpy as np
import pytest

from orchestration.extract.triage import Points, learned_points, parse_points
from orchestration.learning.corpus import load_split
from orchestration.learning.triage import (
    POINTS,
    WITHOUT_SUBJECT,
    Half,
    _descend,
    _Example,
    _fit,
    facts_lost,
    load_irrelevant,
    main,
    pages,
    pass_rate,
)

HALVES: tuple[Half, ...] = ("seen", "unseen")
FEWEST_ARTICLES = 250


def test_at_most_a_hundredth_of_the_facts_of_dev_is_lost():
    assert facts_lost(load_split("dev"), learned_points()).recall >= 0.99


@pytest.mark.parametrize("joined", [1, 4])
def test_few_articles_on_unseen_subjects_pass(joined):
    texts = [page for articles in load_irrelevant("unseen").values() for page in pages(articles, (joined,))]
    assert pass_rate(texts, learned_points()) <= 0.03


def test_the_points_in_use_are_those_of_the_file_and_have_a_subject():
    points = learned_points()
    assert parse_points(POINTS.read_text(encoding="utf-8")) == points
    assert not points.of_word.keys() & WITHOUT_SUBJECT


def test_irrelevant_articles_are_many_short_and_different():
    articles = [article for half in HALVES for texts in load_irrelevant(half).values() for article in texts]
    assert len(articles) >= FEWEST_ARTICLES
    assert len(set(articles)) == len(articles)
    for article in articles:
        title, _, body = article.partition("\n")
        assert title.strip()
        assert 60 <= len(body.split()) <= 250, title


def test_no_subject_is_in_both_halves_and_both_have_many():
    seen, unseen = (set(load_irrelevant(half)) for half in HALVES)
    assert not seen & unseen
    assert min(len(seen), len(unseen)) >= 12


def test_pages_join_articles_with_those_that_follow():
    assert pages(["a", "b", "c"], (1, 2)) == ["a", "b", "c", "a\n\nb", "b\n\nc", "c\n\na"]


def test_weights_are_never_below_zero_and_find_the_word_that_tells():
    table = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    weights, bias = _descend(table, np.array([1.0, 1.0, 0.0, 0.0]), np.full(4, 0.25))
    assert weights[0] > 1
    assert weights[1] == pytest.approx(0, abs=0.05)
    assert bias < 0


def test_a_fit_takes_words_of_many_hands_only_and_none_without_a_subject():
    hands = [f"hand{number}" for number in range(6)] * 2
    relevant = [_Example({"university", "which", f"name{hand}"}, hand, 1.0) for hand in hands]
    irrelevant = [_Example({"rain", "which"}, "weather", 1.0)] * 12
    points = _fit(relevant, irrelevant)
    assert set(points.of_word) == {"university"}
    assert points.score({"university"}) > points.threshold > points.score({"rain"})


def test_losses_are_counted_in_facts():
    articles = load_split("dev")[:3]
    loss = facts_lost(articles, Points({}, toll=1, threshold=1))
    assert loss.recall == 0
    assert loss.turned_away == tuple(article.name for article in articles)


def test_measuring_writes_nothing(capsys, tmp_path):
    assert main(["--measure", "--out", str(tmp_path / "points.tsv")]) == 0
    assert not list(tmp_path.iterdir())
    assert "irrelevant, unseen" in capsys.readouterr().out
