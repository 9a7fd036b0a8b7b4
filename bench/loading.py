"""Reading web pages: pages a second of the load step, beside those of trafilatura alone on the same pages.

The pages are articles of the corpus in frames of their own: menus, scripts, teasers, comments, 60 to 150 KB of markup.
Measured in one run, in turns, so that a busy machine slows both alike. Both begin with the start of their processes.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from html import escape
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.table import Table

from bench.figures import Figure
from orchestration.learning.corpus import load_split
from orchestration.load.articles import load_articles
from orchestration.load.sandbox import MOST_PROCESSES, read_in_sandbox
from orchestration.load.scan import scan

PAGES, ROUNDS, SEED = 600, 3, 7
SMALLEST, LARGEST = 60_000, 150_000  # bytes of a page
LEAST_OF_TRAFILATURA = 1.0
SECTIONS = (
    "News",
    "Companies",
    "Universities",
    "Cities",
    "Funding",
    "Events",
    "Jobs",
    "Research",
    "Archive",
    "Contact",
)
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Ledger Times</title>
<meta property="og:site_name" content="Ledger Times"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2026-03-{day:02}T08:00:00+00:00">
<link rel="canonical" href="https://times.example.org/2026/03/{day:02}/{number}">
<script type="application/ld+json">{linked}</script><style>{style}</style></head><body class="single has-sidebar">"""
FRAME = """<div class="cookie-banner"><p>This site uses cookies. You may refuse them.</p><button>Refuse</button></div>
<header class="site-header"><nav class="main-menu">{menu}</nav></header>
<div class="layout"><main><article class="post"><header><h1>{title}</h1><p class="byline">By the newsroom</p></header>
<div class="share-bar"><a href="#f">Share</a><a href="#m">Mail</a></div><div class="entry-content">{body}</div>
<div class="newsletter-box"><p>Sign up for our weekly newsletter.</p><form><input name="mail"></form></div></article>
<section class="comments" id="comments"><h3>Comments</h3>{comments}</section></main>
<aside class="sidebar">{teasers}</aside></div><section class="related-posts"><h2>Related stories</h2>{teasers}</section>
<footer class="site-footer">{menu}<p>© Ledger Times</p></footer><script>{script}</script></body></html>"""


def measure_loading() -> tuple[list[Figure], Table]:
    """Read generated pages both ways; return the ratio, and the pages a second of each."""
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    print(f"Reading {PAGES} web pages, {ROUNDS} times each way, in {processes} processes ...", file=sys.stderr)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number, page in enumerate(generated_pages(PAGES)):
            (folder / f"{number}.html").write_text(page, encoding="utf-8")
        ways: dict[str, Callable[[Path], int]] = {"trafilatura alone": partial(_alone, processes), "load step": _load}
        speeds: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, read in ways.items():
                started = time.perf_counter()
                assert read(folder) == PAGES, way
                speeds[way].append(PAGES / (time.perf_counter() - started))
    ratio = median(ours / theirs for theirs, ours in zip(*speeds.values(), strict=True))
    figure = Figure("load step / trafilatura alone, HTML pages a second", ratio, LEAST_OF_TRAFILATURA, is_least=True)
    return [figure], _speeds(speeds)


def _alone(processes: int, folder: Path) -> int:
    """Read the pages with trafilatura and nothing else; return how many have a text."""
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return sum(pool.map(_has_text, sorted(folder.iterdir()), chunksize=8))


def _has_text(path: Path) -> bool:
    from trafilatura import bare_extraction

    found = bare_extraction(
        path.read_bytes(), with_metadata=True, include_comments=False, include_tables=True, favor_precision=True
    )
    return found is not None


def _load(folder: Path) -> int:
    """Read the pages as a refresh does, which also finds copies and languages; return how many are articles."""
    return load_articles(scan(folder), None, datetime(2026, 1, 1, tzinfo=UTC), read=read_in_sandbox).articles.height


def generated_pages(count: int) -> list[str]:
    """Web pages of realistic size around articles of the split `train`; the same ones every time."""
    choice = random.Random(SEED)  # noqa: S311
    texts = [article.text for article in load_split("train")]
    return [_page(number, texts[number % len(texts)], texts, choice) for number in range(count)]


def _page(number: int, text: str, texts: Sequence[str], choice: random.Random) -> str:
    title, *paragraphs = [escape(line) for line in text.split("\n") if line.strip()]
    headlines = [escape(choice.choice(texts).split("\n", 1)[0]) for _ in range(choice.randint(20, 60))]
    values = {
        "title": title,
        "number": number,
        "day": number % 28 + 1,
        "linked": json.dumps({"@type": "NewsArticle", "headline": title, "author": {"name": "Newsroom"}}),
        "body": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        "menu": f"<ul>{''.join(_item(name) for name in choice.choices(SECTIONS, k=40))}</ul>",
        "teasers": "".join(f'<div class="teaser"><h4>{_link(each)}</h4><p>{each}</p></div>' for each in headlines),
        "comments": "".join(f'<div class="comment-body"><p>I read: {each}</p></div>' for each in headlines[:12]),
    }
    missing = choice.randint(SMALLEST, LARGEST) - len((HEAD + FRAME).format(**values, style="", script=""))
    style = ".teaser h4 { margin: 0 auto; color: #123456 }\n" * max(0, missing // 150)
    script = 'window.settings.push({"slot": "top", "width": 300, "height": 250});\n' * max(0, missing // 100)
    return (HEAD + FRAME).format(**values, style=style, script=script)


def _link(text: str) -> str:
    return f'<a class="teaser-link" href="/story/{len(text)}"><span>{text}</span></a>'


def _item(name: str) -> str:
    return f'<li class="menu-item"><a href="/{name.lower()}">{name}</a></li>'


def _speeds(speeds: dict[str, list[float]]) -> Table:
    table = Table("pages a second", *(f"round {number}" for number in range(1, ROUNDS + 1)), "median")
    for name, found in speeds.items():
        table.add_row(name, *(f"{speed:,.1f}" for speed in [*found, median(found)]))
    return table
