"""The command: what it prints, what it writes where, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from orchestration.evaluation import __main__ as command
from orchestration.evaluation import fingerprint
from orchestration.evaluation.counts import Tally
from orchestration.evaluation.families import FAMILY_NAMES
from orchestration.evaluation.intervals import MACRO, Interval
from orchestration.evaluation.mistakes import list_of_mistakes
from orchestration.evaluation.recorded import Record
from orchestration.evaluation.run import Evaluation
from orchestration.evaluation.sources import load_split
from orchestration.extract.protocol import ArticleText, OrganizationStatement, Statement
from orchestration.extract.student.model import MODEL_DIR
from tests.evaluation.invented import outcome, program, sample
from tests.evaluation.test_collections import ANNOTATED


@dataclass(frozen=True)
class WordEngine:
    """States one word as an organization, wherever it stands."""

    name: str
    word: str
    version: str = "1+abc"

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        start = article.text.find(self.word)
        if start < 0:
            return []
        end = start + len(self.word)
        return [OrganizationStatement(char_start=start, char_end=end, rule="word", confidence=0.75, name=self.word)]


FAKES = {"good": WordEngine("good", "Halden Robotics"), "naive": WordEngine("naive", "opened")}
OLD = Record(
    engine="old",
    about="An engine of the past.",
    version="0+def",
    measured_on=date(2020, 2, 29),
    tallies=dict.fromkeys(FAMILY_NAMES, Tally(1, 1, 1)),
    intervals=dict.fromkeys([*FAMILY_NAMES, MACRO], Interval(0.4, 0.6)),
)


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for split in ("dev", "test"):
        (tmp_path / "corpus" / split / "ada").mkdir(parents=True)
        (tmp_path / "corpus" / split / "ada" / "01_halden.txt").write_text(ANNOTATED, encoding="utf-8")
    monkeypatch.setattr(command, "load_split", lambda split: load_split(split, tmp_path / "corpus"))
    monkeypatch.setattr(command, "ENGINES", FAKES)
    monkeypatch.setattr(command, "load_engine", FAKES.__getitem__)
    monkeypatch.setattr(command, "recorded_on", lambda split: [OLD] if split == "test" else [])
    monkeypatch.setattr(fingerprint, "PAGE", tmp_path / "docs" / "scores.md")
    monkeypatch.setenv("ECOSYSTEM_DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def written(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for name in ("data", "docs") for path in (folder / name).rglob("*.md"))


def test_engines_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--split", "dev"]) == 0
    said = capsys.readouterr().out
    assert "| good | 0.167 [0.167, 0.167] | 1.000 | 0.000 |" in said
    assert "| naive | 0.000 [0.000, 0.000] | 0.000 |" in said
    assert "1 articles, 1 of them hard negatives" in said


def test_errors_are_listed_with_article_and_quote(surroundings: Path) -> None:
    assert command.main(["--split", "dev", "--engine", "naive"]) == 0
    assert written(surroundings) == ["data/evaluation/errors-dev-naive.md"]
    listed = (surroundings / written(surroundings)[0]).read_text(encoding="utf-8")
    assert "## organizations: missed (1)\n\n- `01_halden`: Halden Robotics\n" in listed
    assert '## organizations: wrong (1)\n\n- `01_halden`: opened (0.75, "opened")' in listed
    assert all(f"## {family}: missed" in listed for family in FAMILY_NAMES)


def test_wrong_slots_are_listed_with_both_values() -> None:
    gold = sample(programs=[{"name": "Polar Lab", "aliases": [], "city": "Oulu", "country": "FI"}])
    scored = outcome(gold, programs=[program("Polar Lab", city="Kuopio", country="FI")])
    listed = list_of_mistakes("dev", Evaluation("good", "1", (scored,)), ["programs"])
    assert "- `a`: program city: Polar Lab (Oulu, FI), but stated: Polar Lab" in listed


def test_errors_of_one_family(surroundings: Path) -> None:
    assert command.main(["--split", "dev", "--engine", "naive", "--errors", "people"]) == 0
    assert "organizations" not in (surroundings / written(surroundings)[0]).read_text(encoding="utf-8")


def test_errors_on_the_test_split_are_listed_only_when_asked_for(surroundings: Path) -> None:
    assert command.main(["--split", "test"]) == 0
    assert written(surroundings) == []
    assert command.main(["--split", "test", "--engine", "good", "--errors", "programs"]) == 0
    assert written(surroundings) == ["data/evaluation/errors-test-good.md"]


def test_the_page_of_all_engines_on_the_test_split_is_not_stale(surroundings: Path) -> None:
    assert command.main(["--split", "test", "--write"]) == 0
    assert written(surroundings) == ["docs/scores.md"]
    page = fingerprint.PAGE.read_text(encoding="utf-8")
    assert "| naive | `1+abc` |" in page
    assert "01_halden" not in page, "the page tells nothing of single articles"
    versions = {name: engine.version for name, engine in FAKES.items()}
    assert fingerprint.staleness(page, versions) is None
    assert "make evaluate" in str(fingerprint.staleness(page, versions | {"good": "2"}))


def test_an_engine_that_is_gone_stands_beside_the_others_as_recorded(
    surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--split", "test", "--write"]) == 0
    page = fingerprint.PAGE.read_text(encoding="utf-8")
    assert "| old (recorded) | 0.500 [0.400, 0.600] | 0.500 |" in page
    assert "`old`: An engine of the past. Recorded on 2020-02-29, before the engine was deleted" in page
    families = page.partition("## Families: old (recorded)")[2].partition("##")[0]
    assert "| people | 0.500 | 0.500 | 0.500 [0.400, 0.600] | 1 | 1 | 1 |" in families
    assert "| old | `" not in page, "the scores of today don't depend on it"
    capsys.readouterr()
    assert command.main(["--split", "dev"]) == 0
    assert "recorded" not in capsys.readouterr().out, "it was measured on another split"


def test_other_scores_go_to_the_data_folder(surroundings: Path) -> None:
    assert command.main(["--split", "test", "--engine", "good", "--write"]) == 0
    assert written(surroundings) == ["data/evaluation/scores-test.md"]


def test_refusals_say_what_to_do(surroundings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--gold", str(surroundings), "--raw", str(surroundings)]) == 2
    assert "Refused: there are no gold files" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["--gold", str(surroundings)])
    assert "--gold and --raw go together" in capsys.readouterr().err


def test_a_model_on_trial_is_scored_like_that_of_the_repository(
    surroundings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--split", "dev", "--model", str(MODEL_DIR)]) == 0
    assert "| student |" in capsys.readouterr().out
    assert command.main(["--split", "dev", "--model", str(surroundings)]) == 2
    assert "card.json is missing" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["--split", "test", "--model", str(MODEL_DIR), "--write"])
