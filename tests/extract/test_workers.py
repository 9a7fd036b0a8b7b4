"""Worker processes: the same facts as one process, in the same order, and no process left behind."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tenacity import retry, stop_after_delay, wait_fixed

from orchestration.errors import LedgerError
from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText
from orchestration.extract.run import extract_article
from orchestration.extract.workers import Workers, end_all, warm_up, workers

TEXT = "Halden Robotics and Moe College signed a memorandum of understanding in Oulu on 4 May 2025.\n"
ARTICLES = [ArticleText(f"art_{number:016d}", TEXT * (number % 3 + 1)) for number in range(5)]


def test_two_processes_state_what_one_states_in_the_same_order() -> None:
    engine = load_engine("rules")
    with workers("rules") as two:
        found = list(two.read(ARTICLES))
    assert found == [extract_article(engine, article) for article in ARTICLES]


def test_warm_workers_are_used_once_and_ended() -> None:
    warm_up("rules")
    with workers("rules") as first:
        assert len(list(first.read(ARTICLES[:1]))) == 1
    with workers("rules") as second:
        assert second is not first
    warm_up("rules")
    end_all()
    with workers("rules") as third:
        assert list(third.read([])) == []


def test_an_engine_that_cannot_be_loaded_is_one_clear_error() -> None:
    broken = Workers("oracle")
    with pytest.raises(LedgerError, match="engine 'oracle' ended before it was done"):
        list(broken.read(ARTICLES[:1]))
    broken.close()


def test_an_article_that_is_too_long_is_noted_like_elsewhere() -> None:
    long = replace(ARTICLES[0], text="a " * 150_000)
    with workers("rules") as some:
        assert [row["reason"] for row in next(some.read([long])).rejected] == ["text_too_long"]


def test_workers_die_with_their_caller() -> None:
    code = (
        "import os, sys, time\n"
        "from orchestration.extract.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    w = Workers('rules', 1)\n"
        "    print(w._pool.submit(os.getpid).result(), flush=True)\n"
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
