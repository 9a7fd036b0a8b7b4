"""Worker processes: the same facts as one process, in the same order, and no process left behind."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest
from tenacity import retry, stop_after_delay, wait_fixed

from orchestration.errors import LedgerError
from orchestration.extract import workers as module
from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText
from orchestration.extract.run import extract_article
from orchestration.extract.workers import Workers, end_all, warm_up, workers

TEXT = "Halden Robotics and Moe College signed a memorandum of understanding in Oulu on 4 May 2025.\n"
ARTICLES = [ArticleText(f"art_{number:016d}", TEXT * (number % 3 + 1)) for number in range(5)]


def test_two_processes_state_what_one_states_in_the_same_order() -> None:
    engine = load_engine("student")
    with workers("student") as two:
        found = list(two.read(ARTICLES))
    assert found == [extract_article(engine, article) for article in ARTICLES]
    assert all(result.fact_count for result in found)


def test_many_articles_of_unequal_length_keep_their_order() -> None:
    many = [replace(ARTICLES[0], article_id=f"art_{n:016d}", text=TEXT * (1 + n % 7)) for n in range(20)]
    with workers("student") as two:
        assert [result.article_id for result in two.read(many)] == [article.article_id for article in many]


def test_the_warm_workers_are_those_that_read_and_none_is_left() -> None:
    warm_up("student")
    (warm,) = module._warm
    with workers("student") as first:
        assert first is warm
        assert len(list(first.read(ARTICLES[:1]))) == 1
    assert (module._warm, active_children()) == ([], [])


def test_warm_workers_that_nobody_used_are_ended() -> None:
    warm_up("student")
    assert active_children()
    end_all()
    assert (module._warm, active_children()) == ([], [])


def test_who_fails_does_not_wait_for_the_rest() -> None:
    endless = [replace(article, text=TEXT * 15) for article in ARTICLES * 8]
    with pytest.raises(KeyboardInterrupt), workers("student") as some:
        for _ in some.read(endless):
            raise KeyboardInterrupt
    assert active_children() == []


def test_an_engine_that_cannot_be_loaded_is_one_clear_error() -> None:
    with (
        pytest.raises(LedgerError, match="engine 'oracle' ended before it was done") as caught,
        workers("oracle") as no,
    ):
        list(no.read(ARTICLES[:1]))
    assert caught.value.__cause__ is None  # a failing refresh shows the innermost cause


def test_a_machine_without_semaphores_reads_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(module, "ProcessPoolExecutor", refuse)
    warm_up("student")
    with workers("student") as one:
        assert [result.article_id for result in one.read(ARTICLES)] == [article.article_id for article in ARTICLES]


def test_an_article_that_is_too_long_is_noted_like_elsewhere() -> None:
    long = replace(ARTICLES[0], text=TEXT + "\n" * 200_000)
    with workers("student") as some:
        assert [row["reason"] for row in next(some.read([long])).rejected] == ["text_too_long"]


def test_workers_die_with_their_caller() -> None:
    code = (
        "import os, sys, time\n"
        "from multiprocessing import active_children\n"
        "from orchestration.extract.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    w = Workers('student', 1)\n"
        "    w.warm_up()\n"
        "    print(active_children()[0].pid, flush=True)\n"
        "    time.sleep(600)\n"
    )
    caller = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert caller.stdout
    worker = int(caller.stdout.readline())
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    _wait_for_the_end_of(worker)


@retry(stop=stop_after_delay(20), wait=wait_fixed(0.1), reraise=True)
def _wait_for_the_end_of(process: int) -> None:
    status = Path(f"/proc/{process}/stat")
    # An orphan that has ended stays as a zombie until the machine's first process has taken note of it.
    assert not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_worker_keeps_to_one_thread_unless_the_user_chose_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    pool = Workers("student", 1)
    pool.warm_up()
    told = [pool._pool.submit(os.getenv, name).result() for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")]
    pool.close()
    assert told == ["1", "3"]
    assert "OPENBLAS_NUM_THREADS" not in os.environ
