"""The language model is asked only where the learned model is unsure, and takes over whole families of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from orchestration.extract.llm.hybrid import HybridEngine, joined, unsure_kinds
from orchestration.extract.protocol import (
    ArticleText,
    MetricStatement,
    OrganizationStatement,
    PartnershipStatement,
    ProgramOrganizationStatement,
    ProgramStatement,
    Statement,
)
from orchestration.extract.run import ground

TEXT = "Halden Robotics, Moe University (MU) and Borealis AI run the Harbour Robotics Lab (HRL) with 40 staff in Oulu."
ARTICLE = ArticleText("art_0000000000000001", TEXT)
SPAN = {"char_start": 0, "char_end": len(TEXT), "rule": "stub", "confidence": 0.9}
HALDEN = OrganizationStatement(name="Halden Robotics", **SPAN)
MOE = OrganizationStatement(name="Moe University", aliases=("MU",), **SPAN)
MU = OrganizationStatement(name="MU", **SPAN)
BOREALIS = OrganizationStatement(name="Borealis AI", **SPAN)
DEAL = PartnershipStatement(parties=("Halden Robotics", "Moe University"), **SPAN)
LAB = ProgramStatement(name="Harbour Robotics Lab", aliases=("HRL",), **SPAN)
HRL = ProgramStatement(name="HRL", **SPAN)
RUNS = ProgramOrganizationStatement(
    program_name="Harbour Robotics Lab", organization_name="Halden Robotics", role="operator", **SPAN
)
STAFF = MetricStatement(subject_type="program", subject_name="HRL", measure="employees", value_text="40", **SPAN)


@dataclass
class Stub:
    """An engine that states what it was given."""

    statements: Sequence[Statement]
    version: str = "1"
    name: str = "stub"
    read: list[str] = field(default_factory=list)

    def extract(self, article: ArticleText) -> Sequence[Statement]:
        self.read.append(article.article_id)
        return self.statements


def low(statement: Statement) -> Statement:
    return replace(statement, confidence=0.3)


def test_a_sure_reading_asks_nobody() -> None:
    second = Stub([])
    first = [low(HALDEN), MOE, DEAL, LAB, RUNS, low(STAFF)]  # names and numbers are not asked about
    assert HybridEngine(Stub(first), second, 0.6).extract(ARTICLE) == first
    assert second.read == []


def test_the_limit_itself_is_sure_enough() -> None:
    assert unsure_kinds([DEAL], 0.9) == frozenset()
    assert unsure_kinds([DEAL], 0.91) == {"partnership"}


@pytest.mark.parametrize("doubtful", [LAB, RUNS])
def test_programs_and_who_takes_part_go_together(doubtful: Statement) -> None:
    assert unsure_kinds([DEAL, low(doubtful)], 0.6) == {"program", "program_organization"}


def test_doubtful_agreements_are_those_of_the_second_reader_and_the_rest_stays() -> None:
    better = PartnershipStatement(parties=("Halden Robotics", "Borealis AI"), **SPAN)
    second = [HALDEN, BOREALIS, better, replace(LAB, kind="fund")]
    found = HybridEngine(Stub([HALDEN, MOE, low(DEAL), LAB, RUNS]), Stub(second), 0.6).extract(ARTICLE)
    assert [s for s in found if isinstance(s, PartnershipStatement)] == [better]
    assert [s for s in found if isinstance(s, OrganizationStatement)] == [HALDEN, MOE, BOREALIS]
    assert [s for s in found if isinstance(s, ProgramStatement)] == [LAB]


def test_a_doubt_that_the_second_reader_does_not_share_leaves_nothing() -> None:
    assert joined([HALDEN, MOE, low(DEAL)], [HALDEN], {"partnership"}) == [HALDEN, MOE]


def test_two_spellings_of_one_organization_stay_one() -> None:
    spelled = PartnershipStatement(parties=("Halden Robotics", "MU"), **SPAN)
    found = joined([HALDEN, MOE, low(DEAL)], [HALDEN, MU, spelled], {"partnership"})
    assert found == [HALDEN, MOE, DEAL]


def test_facts_that_stay_keep_the_names_that_they_refer_to() -> None:
    doubtful = {"program", "program_organization"}
    assert joined([HALDEN, HRL, low(RUNS), STAFF], [HALDEN], doubtful) == [HALDEN, HRL, STAFF]
    renamed = replace(STAFF, subject_name="Harbour Robotics Lab")
    assert joined([HALDEN, HRL, STAFF], [HALDEN, LAB, RUNS], doubtful) == [HALDEN, LAB, RUNS, renamed]


def test_what_is_joined_passes_the_check_of_all_engines() -> None:
    engine = HybridEngine(Stub([HALDEN, MOE, low(DEAL), low(HRL), STAFF]), Stub([MU, BOREALIS, LAB, RUNS, HALDEN]), 0.6)
    assert ground(engine, ARTICLE, engine.extract(ARTICLE)).rejected == []


def test_the_version_follows_from_both_readers_and_the_limit() -> None:
    def version(first: str = "1", second: str = "1", least: float = 0.6) -> str:
        return HybridEngine(Stub([], first), Stub([], second), least).version

    assert version() == version()
    assert len({version(), version(first="2"), version(second="2"), version(least=0.5)}) == 4


def test_a_fault_of_the_second_reader_is_not_hidden() -> None:
    class Broken(Stub):
        def extract(self, article: ArticleText) -> Sequence[Statement]:
            raise OSError(f"no server for {article.article_id}")

    with pytest.raises(OSError, match="no server"):
        HybridEngine(Stub([low(DEAL)]), Broken([]), 0.6).extract(ARTICLE)
