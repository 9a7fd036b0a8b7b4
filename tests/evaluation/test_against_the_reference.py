"""Our figures are those of the shared scorer, which outsiders use on the published warehouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.evaluation import run
from orchestration.evaluation.facts import ArticleFacts
from orchestration.evaluation.predicted import predicted_facts
from orchestration.evaluation.scoring import score_articles
from orchestration.evaluation.sources import Sample, load_folder
from orchestration.extract.engines import load_engine
from tests.evaluation import reference
from tests.evaluation.drawn_cases import Draw
from tests.support.places import GOLD, RAW


def test_invented_cases_get_the_same_figures(scorer: Path, tmp_path: Path) -> None:
    judge = reference.load(scorer)
    differing = []
    for seed in range(150):
        draw = Draw(seed)
        samples = [Sample(name, draw.gold(name)) for name in ("a", "b", "c")]
        stated = {name: draw.stated() for name in ("a", "b", "elsewhere")}
        (folder := tmp_path / str(seed)).mkdir()
        reference.write_gold(folder, [sample.gold for sample in samples])
        its = judge.score(str(folder), {name: reference.as_the_scorer_has_it(facts) for name, facts in stated.items()})
        if reference.its_figures(its) != reference.our_figures(score_articles(samples, stated)):
            differing.append(seed)
    assert differing == []


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, ArticleFacts]]:
    """The sample articles as the scorer finds them in a warehouse, and as we read them from core."""
    articles = load_folder(GOLD, RAW).articles
    core = run.core_tables(load_engine("student"), articles)
    path = tmp_path_factory.mktemp("marts") / "warehouse.duckdb"
    reference.write_marts(path, articles, core)
    return path, predicted_facts(articles, core)


def test_the_samples_get_the_same_figures(scorer: Path, marts: tuple[Path, dict[str, ArticleFacts]]) -> None:
    warehouse, stated = marts
    judge = reference.load(scorer)
    its = reference.its_figures(judge.score(str(GOLD), judge.read_predictions(str(warehouse))))
    assert its["families"]["organizations"][0] > 50
    assert reference.our_figures(score_articles(load_folder(GOLD, RAW).samples, stated)) == its


def test_the_same_statements_are_read_from_core_as_from_the_warehouse(
    scorer: Path, marts: tuple[Path, dict[str, ArticleFacts]]
) -> None:
    warehouse, stated = marts
    its = reference.load(scorer).read_predictions(str(warehouse))
    assert {stem: dict(families) for stem, families in its.items()} == {
        stem: {family: facts for family, facts in reference.as_the_scorer_has_it(each).items() if facts}
        for stem, each in stated.items()
    }
