"""Zip archives: what comes out, what is refused and why, and that no trap costs time or memory."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.load.containers.archives import safe_name
from orchestration.load.containers.limits import Limits
from orchestration.load.meta_files import Meta
from tests.load.containers.packing import (
    PAGE,
    TEXT,
    documents,
    gzip_bomb,
    metas,
    opened,
    reasons,
    zip_bomb,
    zipped,
)

SMALL = Limits(unpacked=3 << 20, growth=1, largest_member=1 << 20)


def test_members_become_documents() -> None:
    found = opened("x.zip", zipped(("a.txt", TEXT), ("in/b.html", PAGE), ("empty/", b"")))
    assert documents(found) == {"x.zip!/a.txt": TEXT, "x.zip!/in/b.html": PAGE}
    assert reasons(found) == {}


def test_hidden_members_are_no_input() -> None:
    names = ("__MACOSX/._a.txt", ".DS_Store", "a/.git/b.txt", "a.txt")
    assert list(documents(opened("x.zip", zipped(*((name, TEXT) for name in names))))) == ["x.zip!/a.txt"]


@pytest.mark.parametrize("members", [(), ((".hidden", TEXT),), (("folder/", b""),)])
def test_an_archive_without_files_is_named(members: tuple[tuple[str, bytes], ...]) -> None:
    assert reasons(opened("x.zip", zipped(*members))) == {"x.zip": "empty"}


def test_what_has_no_reader_is_named_and_the_rest_stays() -> None:
    found = opened("x.zip", zipped(("a.png", b"\x89PNG\r\n\x1a\n" + bytes(9)), ("b.txt", TEXT), ("c.log", TEXT)))
    assert documents(found) == {"x.zip!/b.txt": TEXT}
    assert reasons(found) == {"x.zip!/a.png": "unknown_type", "x.zip!/c.log": "unknown_type"}


def test_exports_go_to_their_reader() -> None:
    found = opened("x.zip", zipped(("a.jsonl", b"1\n2"), ("b.csv", b"text")))
    assert documents(found) == {
        "x.zip!/a.jsonl#1": b'["jsonl", "1"]',
        "x.zip!/a.jsonl#2": b'["jsonl", "2"]',
        "x.zip!/b.csv#1": b'["csv", "text"]',
    }


def test_meta_files_describe_their_neighbours() -> None:
    members = (
        ("a.html", PAGE),
        ("a.html.meta.yml", b"publisher: Harbour Post"),
        ("b.txt", TEXT),
        ("b.meta.yml", b"publishr: typo"),
        ("lonely.meta.yml", b"publisher: Nobody"),
    )
    found = opened("x.zip", zipped(*members))
    meta = metas(found)["x.zip!/a.html"]
    assert meta is not None
    assert meta.publisher == "Harbour Post"
    assert metas(found)["x.zip!/b.txt"] is None
    assert reasons(found) == {"x.zip!/b.meta.yml": "malformed_meta", "x.zip!/lonely.meta.yml": "orphan_meta"}


def test_a_meta_file_beside_an_archive_describes_what_has_none_of_its_own() -> None:
    inner = zipped(("a.txt", TEXT), ("b.txt", TEXT), ("b.meta.yml", b"publisher: Inner"))
    outer = zipped(("in.zip", inner), ("in.zip.meta.yml", b"publisher: Outer"))
    publishers = {uri: meta and meta.publisher for uri, meta in metas(opened("x.zip", outer)).items()}
    assert publishers == {"x.zip!/in.zip!/a.txt": "Outer", "x.zip!/in.zip!/b.txt": "Inner"}


def test_an_export_is_read_with_the_names_of_fields_from_the_nearest_meta_file() -> None:
    told = Meta(publisher="Outer", fields={"text": "outer"})
    export = ("a.jsonl", b"1")
    bare, named = (export, ("a.meta.yml", b"title: x")), (export, ("a.meta.yml", b"fields: {text: inner}"))
    for members, name in (((export,), "outer"), (bare, "outer"), (named, "inner")):
        expected = {"x.zip!/a.jsonl#1": b'["jsonl", "1", {"text": "%b"}]' % name.encode()}
        assert documents(opened("x.zip", zipped(*members), meta=told)) == expected
    beside = zipped(("in.zip", zipped(export)), ("in.zip.meta.yml", b"fields: {text: inner}"))
    assert list(documents(opened("x.zip", beside)).values()) == [b'["jsonl", "1", {"text": "inner"}]']


def test_what_the_outer_meta_file_says_is_left_to_the_caller() -> None:
    assert metas(opened("x.zip", zipped(("a.txt", TEXT)), meta=Meta(publisher="Outer"))) == {"x.zip!/a.txt": None}


def test_a_large_meta_file_is_not_read_to_its_end() -> None:
    found = opened("x.zip", zipped(("a.txt", TEXT), ("a.meta.yml", b"title: " + b"x" * 100_000)))
    assert reasons(found) == {"x.zip!/a.meta.yml": "malformed_meta"}


# Names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\Users\\a.txt", "Users/a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("a\x01b\n.txt", "a_b_.txt"),
        ("\u202etxt.exe", "_txt.exe"),
        ("x" * 300 + "/a.txt", "x" * 255 + "/a.txt"),
        ("d/" * 50 + "a.txt", "d/" * 19 + "a.txt"),
        ("..", ""),
        ("공지/보도자료.txt", "공지/보도자료.txt"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(
    st.text(max_size=60) | st.lists(st.sampled_from(["..", "/", "\\", "C:", "a", "\0", "."]), max_size=20).map("".join)
)
def test_no_name_leads_anywhere(name: str) -> None:
    safe = safe_name(name)
    assert not PurePosixPath(safe).is_absolute()
    assert ".." not in safe.split("/")
    assert "\\" not in safe
    assert safe.isprintable()
    assert safe_name(safe) == safe or safe[1:2] == ":"


def test_members_with_bad_names_are_read_under_good_ones() -> None:
    found = opened("x.zip", zipped(("../../a.txt", TEXT), ("/b.txt", TEXT), ("..\\c.txt", TEXT)))
    assert list(documents(found)) == ["x.zip!/a.txt", "x.zip!/b.txt", "x.zip!/c.txt"]


def test_a_name_of_which_nothing_is_left() -> None:
    content = bytearray(zipped(("a", TEXT)))
    for lengths in (26, content.index(b"PK\1\2") + 28):
        content[lengths : lengths + 4] = b"\0\0\1\0"  # no name, and an extra field of one byte instead
    assert documents(opened("x.zip", bytes(content))) == {"x.zip!/unnamed": TEXT}
    assert documents(opened("x.zip", zipped(("../..", TEXT)))) == {"x.zip!/unnamed": TEXT}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_equal_names_stay_apart() -> None:
    found = opened("x.zip", zipped(("a.txt", TEXT), ("../a.txt", TEXT + b"2"), ("a.txt", b"\x89PNG\0"), ("b.png", b"")))
    assert documents(found) == {"x.zip!/a.txt": TEXT, "x.zip!/a (2).txt": TEXT + b"2"}
    assert reasons(found) == {"x.zip!/a (3).txt": "binary", "x.zip!/b.png": "empty"}


def test_names_in_utf_8_without_the_mark() -> None:
    content = zipped(("naïve.txt", TEXT))
    unmarked = content.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00").replace(
        b"\x14\x00\x00\x08", b"\x14\x00\x00\x00"
    )
    assert unmarked != content
    assert list(documents(opened("x.zip", unmarked))) == ["x.zip!/naïve.txt"]


def test_links_are_not_followed() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    assert reasons(opened("x.zip", zipped((link, b"/etc/passwd")))) == {"x.zip!/a.txt": "link"}


# Damage


def test_a_locked_member_is_refused_and_the_others_stay() -> None:
    content = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    found = opened("x.zip", bytes(content))
    assert reasons(found) == {"x.zip!/a.txt": "encrypted"}
    assert list(documents(found)) == ["x.zip!/b.txt"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_methods_are_refused(method: int) -> None:
    assert reasons(opened("x.zip", zipped(("a.txt", TEXT), method=method))) == {"x.zip!/a.txt": "unknown_type"}


def test_a_damaged_member_costs_the_others_nothing() -> None:
    content = zipped(("a.txt", TEXT), ("b.txt", PAGE), method=zipfile.ZIP_STORED)
    found = opened("x.zip", content.replace(TEXT[:20], b"#" * 20, 1))
    assert reasons(found) == {"x.zip!/a.txt": "damaged"}
    assert list(documents(found)) == ["x.zip!/b.txt"]


def test_an_archive_cut_short_is_refused() -> None:
    content = zipped(("a.txt", TEXT), ("b.txt", TEXT))
    assert reasons(opened("x.zip", content[:-30])) == {"x.zip": "damaged"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    content = bytearray(zipped(("a.txt", TEXT), ("in.zip", zipped(("b.html", PAGE)))))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = opened("x.zip", bytes(content))
    assert len(documents(found)) + len(reasons(found)) == len(found) > 0


# Limits


def test_a_member_that_is_too_large() -> None:
    content = zipped(("a.txt", b"a b " * (1 << 18) + b"!"), ("b.txt", TEXT), method=zipfile.ZIP_STORED)
    found = opened("x.zip", content, SMALL)
    assert reasons(found) == {"x.zip!/a.txt": "too_large"}
    assert list(documents(found)) == ["x.zip!/b.txt"]


@pytest.mark.parametrize("name", ["a.txt", "b.meta.yml"])
def test_what_is_too_large_is_not_read_to_its_end(name: str) -> None:
    """Otherwise it would take the budget of the others."""
    large = random.Random(1).randbytes(1 << 19).hex().encode()
    found = opened("x.zip", zipped((name, large), ("b.txt", TEXT)), Limits(200_000, growth=0, largest_member=1000))
    assert list(documents(found)) == ["x.zip!/b.txt"]
    assert reasons(found) in ({"x.zip!/a.txt": "too_large"}, {"x.zip!/b.meta.yml": "malformed_meta"})


def test_a_nested_archive_that_is_too_large() -> None:
    inner = zipped(("a.txt", TEXT), ("b.txt", bytes(200_000)), method=zipfile.ZIP_STORED)
    found = opened("x.zip", zipped(("in.zip", inner)), Limits(largest_member=100_000, largest_nested=150_000))
    assert reasons(found) == {"x.zip!/in.zip": "too_large"}
    found = opened("x.zip", zipped(("in.zip", inner)), Limits(largest_member=100_000, largest_nested=300_000))
    assert list(documents(found)) == ["x.zip!/in.zip!/a.txt"]


def test_all_levels_share_one_budget() -> None:
    part = random.Random(1).randbytes(1 << 19).hex().encode()
    inner = zipped(*((f"{number}.txt", part) for number in range(2)))
    found = opened("x.zip", zipped(("a.zip", inner), ("b.zip", inner)), Limits(unpacked=5 << 19, growth=0))
    # Of 2.5 MB the first inner archive takes one, and its first member another.
    assert list(documents(found)) == ["x.zip!/a.zip!/0.txt"]
    assert reasons(found) == {"x.zip": "unpacks_too_large"}


def test_a_large_file_may_unpack_to_more() -> None:
    content = zipped(("a.txt", TEXT), ("b.txt", TEXT))
    assert len(documents(opened("x.zip", content, Limits(unpacked=1, growth=20)))) == 2
    assert reasons(opened("x.zip", content, Limits(unpacked=1, growth=0))) == {"x.zip": "unpacks_too_large"}


def test_a_member_out_of_proportion_costs_the_others_nothing() -> None:
    bomb = zip_bomb(8)
    with zipfile.ZipFile(buffer := io.BytesIO(bomb), "a") as archive:
        archive.writestr("b.txt", TEXT)
    found = opened("x.zip", buffer.getvalue())
    assert reasons(found) == {"x.zip!/a.txt": "unpacks_too_large"}
    assert list(documents(found)) == ["x.zip!/b.txt"]


def test_too_many_members() -> None:
    content = zipped(*((f"{number}.txt", TEXT) for number in range(6)))
    assert reasons(opened("x.zip", content, Limits(members=5))) == {"x.zip": "too_many_members"}
    assert len(documents(opened("x.zip", content, Limits(members=6)))) == 6


def test_too_many_members_over_all_levels() -> None:
    inner = zipped(*((f"{number}.txt", TEXT) for number in range(4)))
    found = opened("x.zip", zipped(("a.zip", inner), ("b.zip", inner)), Limits(members=7))
    assert len(documents(found)) == 5
    assert reasons(found) == {"x.zip": "too_many_members"}


def test_meta_files_count_too() -> None:
    members = [(f"{number}.txt", TEXT) for number in range(3)] + [
        (f"{number}.meta.yml", b"title: x") for number in range(3)
    ]
    inner = zipped(*members)
    assert reasons(opened("x.zip", zipped(("a.zip", inner)), Limits(members=6))) == {"x.zip": "too_many_members"}


def test_a_directory_of_many_entries_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped(*((f"{number}.txt", b"") for number in range(6)))
    monkeypatch.setattr("orchestration.load.containers.archives.zipfile.ZipFile", None)
    assert reasons(opened("x.zip", content, Limits(members=5))) == {"x.zip": "too_many_members"}


def test_archives_in_archives_down_to_the_limit() -> None:
    content = zipped(("a.txt", TEXT))
    for level in range(2):
        content = zipped((f"{level}.zip", content), ("b.txt", TEXT))
    found = opened("x.zip", content)
    assert "x.zip!/1.zip!/0.zip!/a.txt" in documents(found)
    found = opened("y.zip", zipped(("x.zip", content), ("c.txt", TEXT)))
    assert reasons(found) == {"y.zip!/x.zip!/1.zip!/0.zip": "too_deep"}
    assert set(documents(found)) == {"y.zip!/x.zip!/1.zip!/b.txt", "y.zip!/x.zip!/b.txt", "y.zip!/c.txt"}


def test_members_that_lie_over_each_other() -> None:
    """As in bombs that let many entries share one packed body."""
    content = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    second = content.index(b"PK\1\2", content.index(b"PK\1\2") + 1)
    content[second + 42 : second + 46] = bytes(4)  # both entries now point at the first member
    content[second + 46 : second + 51] = b"a.txt"
    assert reasons(opened("x.zip", bytes(content))) == {"x.zip": "overlapping"}


def test_members_that_reach_over_the_next_by_their_extra_field() -> None:
    """A quoted local header: only the header in the body, not the directory, tells how far the member reaches."""
    content = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT), method=zipfile.ZIP_STORED))
    next_header = content.index(b"PK\3\4", 4)
    content[28:30] = next_header.to_bytes(2, "little")
    assert reasons(opened("x.zip", bytes(content))) == {"x.zip": "overlapping"}


BOMBS = """
from tests.load.containers.packing import gzip_bomb, opened, peak_memory, reasons, zip_bomb, zipped
bomb = zip_bomb(64, "a.jsonl")
found = opened("a.zip", bomb) + opened("b.gz", gzip_bomb(1024))
found += opened("c.zip", zipped(*((f"{number}.zip", bomb) for number in range(16))))
print(sorted(set(reasons(found).values())), len(found))
print(peak_memory())
"""


def test_bombs_end_soon_and_within_200_mb() -> None:
    """A gigabyte of zeros, an archive of zeros, and sixteen of those in one: in a process of its own."""
    ended = subprocess.run([sys.executable, "-c", BOMBS], capture_output=True, text=True, check=False)
    found, memory = ended.stdout.splitlines() or (ended.stderr, "0")
    assert found == "['unpacks_too_large'] 18"
    assert 0 < int(memory) < 200


def test_the_ratio_ends_a_bomb_before_the_budget_does() -> None:
    assert reasons(opened("a.txt.gz", gzip_bomb(16), Limits(ratio=10**9))) == {"a.txt.gz!/a.txt": "binary"}
    assert reasons(opened("a.txt.gz", gzip_bomb(16))) == {"a.txt.gz!/a.txt": "unpacks_too_large"}
