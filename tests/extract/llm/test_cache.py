"""Answers that are kept: whole or not at all, whoever writes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from orchestration.extract.llm.cache import Cache

KEY = "ab" + "0" * 62
LONG = '{"organizations": []}' + " " * 200_000


def write_often(folder: Path) -> None:
    for _ in range(20):
        Cache(folder).put(KEY, "made-up", LONG)


def test_an_answer_is_kept_in_a_file_of_its_own(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "llm")
    assert cache.get(KEY) is None
    cache.put(KEY, "made-up", 'quote "é"\n')
    cache.put("cd" + KEY[2:], "made-up", "other")
    assert cache.get(KEY) == 'quote "é"\n'
    assert sorted(p.name for p in tmp_path.rglob("*.*")) == [f"{KEY}.json", f"cd{KEY[2:]}.json"]


@pytest.mark.parametrize("broken", ["", '{"answer": "half', "[]", '{"answer": 7}', "null", "\ud800"])
def test_a_broken_file_is_as_good_as_none_and_written_anew(broken: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "made-up", "whole")
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(broken.encode(errors="surrogatepass"))
    assert cache.get(KEY) is None
    cache.put(KEY, "made-up", "whole")
    assert cache.get(KEY) == "whole"


def test_two_processes_write_the_same_answer_and_a_reader_sees_it_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "made-up", LONG)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        writers = [pool.submit(write_often, tmp_path) for _ in range(2)]
        seen = {cache.get(KEY)}
        while not all(writer.done() for writer in writers):
            seen.add(cache.get(KEY))
        assert [writer.result() for writer in writers] == [None, None]
    assert seen == {LONG}
    assert [p.suffix for p in tmp_path.rglob("*.*")] == [".json"]
