"""Killing a poll at any moment and starting again fetches nothing twice and loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.feeds.pages import Poller, Web, article, feed, rss
from tests.feeds.power import PowerCut, Steps, cut_at
from tests.support.places import REPOSITORY
from tests.support.site import Answer, Site, page, site

NAMES = "abc"
PAGES = [f"/{name}" for name in NAMES]
LIMIT_SECONDS = 120


def _cut_poll(poller: Poller, step: int, *, done: bool) -> bool:
    """Poll until the power fails; False when it ended before."""

    class Client:
        def __init__(self, steps: Steps) -> None:
            self.fetch = steps.wrap(poller.web.fetch)

    with pytest.MonkeyPatch.context() as patched:
        steps = cut_at(step, patched, done=done)
        patched.setattr(poller, "save", steps.wrap(poller.save))
        try:
            poller.poll(client=Client(steps))
        except PowerCut:
            return True
    return False


def _poller(raw: Path) -> Poller:
    web = Web()
    for name in (*NAMES, "page"):
        web.serve(f"/{name}", article(name))
    web.serve("/feed", rss(PAGES))
    raw.mkdir()
    return Poller(web, raw, feed("/feed"), feed("/page"))


def _check(poller: Poller, cuts: int) -> None:
    assert poller.bodies() == sorted(article(name).encode() for name in (*NAMES, "page"))
    asked = Counter(poller.web.asked)
    assert sum(asked.values()) <= len(asked) + cuts  # at most the one that was in flight again, for each cut
    assert set(asked) == {"/feed", "/page", *PAGES}
    assert not list(poller.raw.rglob(".*"))
    assert all(row.status == "fetched" for row in poller.state.fetches.values())


@pytest.mark.parametrize("done", [False, True])
def test_a_power_cut_at_every_step(tmp_path: Path, done: bool) -> None:
    step, was_cut = 0, True
    while was_cut:
        step += 1
        poller = _poller(tmp_path / str(step))
        was_cut = _cut_poll(poller, step, done=done)
        stored = poller.bodies()
        before = len(poller.web.asked)
        poller.poll()
        again = [path.removeprefix("/") for path in poller.web.asked[before:]]
        assert not [name for name in again if article(name).encode() in stored]
        _check(poller, cuts=int(was_cut))
    assert step > 30


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=some.lists(some.tuples(some.integers(1, 60), some.booleans()), max_size=6))
def test_power_cuts_one_after_the_other(tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[int, bool]]) -> None:
    poller = _poller(tmp_path_factory.mktemp("cuts") / "raw")
    happened = sum(_cut_poll(poller, step, done=done) for step, done in cuts)
    poller.poll()
    _check(poller, happened)


class KilledPolls:
    """Polls of the fixture site in processes of their own, one after the other on one folder and one saved state."""

    def __init__(self, web: Site, folder: Path) -> None:
        self.web, self.raw, self.saved = web, folder / "raw", folder / "state"
        self.raw.mkdir()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, kill_at: int = 0) -> bool:
        """One process, which kills itself at a step; whether it was killed, by itself or by the site."""
        command = [sys.executable, "-m", "tests.feeds.poller", self.web.url("/feed"), str(kill_at)]
        command += [str(self.raw), str(self.saved)]
        path = os.pathsep.join([str(REPOSITORY), *sys.path])
        self.process = subprocess.Popen(command, cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": path})
        code = self.process.wait(LIMIT_SECONDS)
        assert code in (0, -signal.SIGKILL)
        return code != 0

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)

    def stored(self) -> list[str]:
        """The paths of the pages that lie on the disk as whole pairs."""
        names = [path.name.partition("-")[0] for path in self.raw.rglob("[!.]*.html")]
        assert len(set(names)) == len(names)
        return [f"/{name}" for name in names]

    def asked_again(self, kills_at: Iterator[int]) -> Counter[str]:
        """Run until a process ends by itself; nothing that is stored may be asked for again."""
        for kill_at in kills_at:
            stored, before = self.stored(), Counter(self.web.paths())
            was_killed = self.run(kill_at)
            again = Counter(self.web.paths()) - before
            assert not [path for path in stored if again[path]]
            if not was_killed:
                break
        assert sorted(self.stored()) == PAGES
        return Counter({path: count - 1 for path, count in Counter(self.web.paths()).items()})


@pytest.fixture(name="polls")
def fixture_polls(tmp_path: Path) -> Iterator[KilledPolls]:
    with site() as web:
        yield KilledPolls(web, tmp_path)


def _serve(web: Site, killed_by: Callable[[], None] | None = None) -> None:
    """The pages; with a killer, the process that asks first for one dies before it has the answer."""

    def deadly(answer: Answer) -> list[Answer]:
        def parts() -> Iterator[bytes]:
            yield answer.body[:10]
            if killed_by:
                killed_by()
            yield answer.body[10:]

        return [Answer(headers=answer.headers, parts=parts), answer] if killed_by else [answer]

    web.serve("/feed", *deadly(page(rss(PAGES), "application/rss+xml")))
    for path in PAGES:
        web.serve(path, *deadly(page(article(path))))


def test_killed_while_each_of_its_requests_is_answered(polls: KilledPolls) -> None:
    _serve(polls.web, polls.kill)
    again = polls.asked_again(iter([0] * (len(PAGES) + 3)))
    assert set(again.values()) == {1}  # each was in flight once, and asked for again then only


def test_killed_between_any_two_of_its_own_steps(polls: KilledPolls) -> None:
    _serve(polls.web)
    again = polls.asked_again(iter([3, 8, 11, 13, 15, 1_000]))
    assert sum(again.values()) <= 5
