"""Progress: a log line every few seconds, never more, with what a person wants to know."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orchestration.progress import SECONDS_BETWEEN_LINES, Progress, line


def clock_of(seconds_per_look: float) -> Callable[[], float]:
    now = [0.0 - seconds_per_look]

    def look() -> float:
        now[0] += seconds_per_look
        return now[0]

    return look


@pytest.mark.parametrize(
    ("done", "total", "seconds", "expected"),
    [
        (30, 120, 5.0, "extract: 30 of 120, 6.0 per second, 15 s left"),
        (120, 120, 20.0, "extract: 120 of 120, 6.0 per second, 0 s left"),
        (0, 120, 5.0, "extract: 0 of 120, 0.0 per second, time left unknown"),
        (1, 2, 0.0, "extract: 1 of 2, 0.0 per second, time left unknown"),
    ],
)
def test_a_line_says_done_total_rate_and_time_left(done: int, total: int, seconds: float, expected: str) -> None:
    assert line("extract", done, total, seconds) == expected


def test_lines_come_every_few_seconds() -> None:
    lines: list[str] = []
    with Progress("load", lines.append, clock_of(1.0)) as progress:
        for done in range(1, 21):
            progress(done, 20)
    assert len(lines) == 20 // SECONDS_BETWEEN_LINES
    assert lines[0] == "load: 5 of 20, 1.0 per second, 15 s left"


def test_a_short_step_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    lines: list[str] = []
    with Progress("load", lines.append, clock_of(0.001)) as progress:
        assert list(progress.each("abc", total=3)) == ["a", "b", "c"]
    assert lines == []
    assert capsys.readouterr() == ("", "")


def test_a_total_that_is_too_small_grows() -> None:
    lines: list[str] = []
    with Progress("dbt build", lines.append, clock_of(SECONDS_BETWEEN_LINES)) as progress:
        list(progress.each(range(3), total=1))
    assert lines == [
        "dbt build: 1 of 1, 0.2 per second, 0 s left",
        "dbt build: 2 of 2, 0.2 per second, 0 s left",
        "dbt build: 3 of 3, 0.2 per second, 0 s left",
    ]


def test_an_error_passes_through() -> None:
    with pytest.raises(ValueError, match="mine"), Progress("load", print):
        raise ValueError("mine")
