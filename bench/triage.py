"""How much faster a mixed stream is read behind the triage than without it.

Words a second of the triage and of the engine, in one thread and one run; from both, and from the share of irrelevant
articles that pass, how many times faster a stream with 1 % relevant articles is than reading all of it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from statistics import median

from rich.table import Table

from bench.figures import Figure
from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText
from orchestration.extract.triage import is_relevant, learned_points
from orchestration.learning.corpus import load_split
from orchestration.learning.triage import load_irrelevant, pages, pass_rate

ENGINE, ROUNDS = "student", 5
JUDGED, READ = 2_000, 24  # texts a round
RELEVANT, LEAST_RATIO = 0.01, 20.0


def measure_triage() -> tuple[list[Figure], Table]:
    """Judge irrelevant articles of subjects that the triage never saw, and read relevant ones."""
    print(f"Judging {JUDGED} texts and reading {READ}, {ROUNDS} times ...", file=sys.stderr)
    irrelevant = [page for articles in load_irrelevant("unseen").values() for page in pages(articles, (4,))]
    relevant = [article.text for article in load_split("dev")]
    engine = load_engine(ENGINE)
    judging = _words_per_second(is_relevant, list(islice(cycle(irrelevant), JUDGED)))
    reading = _words_per_second(lambda text: engine.extract(ArticleText("art_bench", text)), relevant[:READ])
    passing = pass_rate(irrelevant, learned_points())
    ratio = faster(judging, reading, passing)
    table = Table("triage", "engine", "irrelevant articles that pass", title="words a second")
    table.add_row(f"{judging:,.0f}", f"{reading:,.0f}", f"{passing:.1%}")
    return [Figure("stream with 1 % relevant, with triage / without", ratio, LEAST_RATIO, is_least=True)], table


def faster(judging: float, reading: float, passing: float, relevant: float = RELEVANT) -> float:
    """Return how many times faster a stream is: all of it judged, only what passes read."""
    read = relevant + (1 - relevant) * passing
    return (1 / reading) / (1 / judging + read / reading)


def _words_per_second(work: Callable[[str], object], texts: Sequence[str]) -> float:
    words = sum(len(text.split()) for text in texts)
    work(texts[0])  # loads what is loaded late
    rates = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for text in texts:
            work(text)
        rates.append(words / (time.perf_counter() - started))
    return median(rates)
