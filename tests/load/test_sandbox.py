"""A file that breaks its reader costs itself and no other."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path

import pytest

from orchestration.errors import LedgerError
from orchestration.load import sandbox
from orchestration.load.articles import load_articles
from orchestration.load.models import FoundFile
from orchestration.load.sandbox import Task, read_here, read_in_sandbox
from tests.load.helpers import BODY, NOW
from tests.load.hostile import Crashing, Note, Text, crash, eat, hang, refuse


def found(name: str, read: Callable[[], bytes]) -> Task:
    return Task(FoundFile(name, 100, read), None)


GOOD = [found(f"{number}.txt", Text(f"{BODY} It was year {number}.")) for number in range(9)]


def test_other_processes_read_what_this_one_reads_in_the_same_order() -> None:
    assert list(read_in_sandbox(GOOD)) == list(read_here(GOOD))
    assert active_children() == []


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [(crash, "crashed"), (hang, "too_slow"), (eat, "too_much_memory"), (refuse, "no_permission")],
)
def test_only_the_file_that_breaks_its_reader_is_rejected(
    break_it: Callable[[], bytes], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 4.0)
    tasks = [*GOOD[:3], found("bad.txt", break_it), *GOOD[3:]]
    results = {each.name: each for each in read_in_sandbox(tasks)}
    assert [each.reason for each in results["bad.txt"].rejections] == [reason]
    assert all(len(results[task.file.name].articles) == 1 for task in GOOD)
    assert active_children() == []


def test_a_file_that_broke_its_reader_is_tried_again_next_time() -> None:
    first = load_articles([FoundFile("a.txt", 9, Crashing(BODY))], None, NOW, read=read_in_sandbox)
    second = load_articles([FoundFile("a.txt", 9, Text(BODY))], first, NOW, read=read_in_sandbox)
    assert (first.rejected["reason"].to_list(), second.articles.height, second.rejected.height) == (["crashed"], 1, 0)


def test_memory_that_runs_out_inside_a_parser_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_content: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr("orchestration.load.article.reader_of", lambda _: full)
    with pytest.raises(MemoryError):
        list(read_here(GOOD[:1]))


def test_a_process_that_is_ended_between_two_files_is_replaced() -> None:
    many = [found(f"{number}.txt", Text(f"{BODY} {number}")) for number in range(200)]
    results = read_in_sandbox(many)
    first = next(results)
    for process in active_children():
        process.kill()
    rest = list(results)
    assert len({each.name for each in (first, *rest)}) == 200
    assert sum(len(each.articles) for each in (first, *rest)) == 200


def test_many_files_are_read_by_several_processes(tmp_path: Path) -> None:
    many = [found(f"{number}.txt", Note(tmp_path, f"{BODY} {number}")) for number in range(40)]
    assert len(list(read_in_sandbox(many))) == 40
    assert len(list(tmp_path.iterdir())) == min(2, sandbox.MOST_PROCESSES)


def test_processes_that_never_begin_stop_the_refresh_and_reject_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_begin", crash_at_once)
    with pytest.raises(LedgerError, match="before they read anything"):
        list(read_in_sandbox(GOOD))


def crash_at_once(_memory: int) -> None:
    crash()
