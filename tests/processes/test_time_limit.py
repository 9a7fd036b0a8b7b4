"""No article holds a refresh up."""

import re
import signal
from threading import Thread

import pytest

from orchestration.extract.protocol import ArticleText, Statement
from orchestration.extract.run import extract_article
from orchestration.processes.time_limit import TooSlowError, time_limit

ENDLESS = re.compile(r"(a+)+b")


class Looping:
    """An engine that never comes back from some articles."""

    name, version = "looping", "1"

    def extract(self, article: ArticleText) -> list[Statement]:
        ENDLESS.match(article.text)
        return []


def test_an_article_that_takes_too_long_is_reported_and_read_again() -> None:
    result = extract_article(Looping(), ArticleText("art_0", "a" * 60), seconds=0.2)
    assert not result.is_read
    assert "more than 0.2 seconds" in result.rejected[0]["message"]
    assert extract_article(Looping(), ArticleText("art_1", "ab"), seconds=5).is_read


def test_what_is_done_in_time_is_not_interrupted_later() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(30):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_another_thread_reads_without_a_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.001):
            done.append(True)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_it_is_no_fault_of_the_machine() -> None:
    assert not issubclass(TooSlowError, OSError)
    with pytest.raises(TooSlowError), time_limit(0.05):
        ENDLESS.match("a" * 60)
