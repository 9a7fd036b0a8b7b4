"""Single compressed files: the document inside, damage, and what has no end."""

from __future__ import annotations

import gzip
import sys

import pytest

from orchestration.load.containers.compressed import unpacked_name
from orchestration.load.containers.limits import Limits
from tests.load.containers.packing import PAGE, TEXT, documents, gzip_bomb, opened, reasons, response, warc_gz, zipped

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK = {"gz": gzip.compress, "zst": zstd.compress}
packings = pytest.mark.parametrize("suffix", PACK)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("a.html.gz", "a.html"),
        ("a.HTML.GZ", "a.HTML"),
        ("a.jsonl.zst", "a.jsonl"),
        ("a.tgz", "a.tar"),
        ("gz", "gz"),
        ("a.html", "a.html"),
    ],
)
def test_the_name_inside(name: str, inside: str) -> None:
    assert unpacked_name(name) == inside


@packings
def test_the_document_inside(suffix: str) -> None:
    found = opened(f"in/a.html.{suffix}", PACK[suffix](PAGE))
    assert documents(found) == {f"in/a.html.{suffix}!/a.html": PAGE}


@packings
def test_several_parts_are_one_text(suffix: str) -> None:
    packed = PACK[suffix](TEXT) + PACK[suffix](TEXT)
    assert list(documents(opened(f"a.txt.{suffix}", packed)).values()) == [TEXT + TEXT]


@packings
def test_exports_and_archives_inside(suffix: str) -> None:
    pack = PACK[suffix]
    assert list(documents(opened(f"a.jsonl.{suffix}", pack(b"1\n2")))) == [
        f"a.jsonl.{suffix}!/a.jsonl#1",
        f"a.jsonl.{suffix}!/a.jsonl#2",
    ]
    found = opened(f"a.zip.{suffix}", pack(zipped(("b.html", PAGE), ("c.warc.gz", warc_gz(response())))))
    assert list(documents(found)) == [f"a.zip.{suffix}!/a.zip!/b.html", f"a.zip.{suffix}!/a.zip!/c.warc.gz#1"]
    assert list(documents(opened(f"a.warc.{suffix}x", pack(response()) if suffix == "zst" else warc_gz(response()))))


@packings
@pytest.mark.parametrize("cut", [5, 20])
def test_a_file_cut_short(suffix: str, cut: int) -> None:
    found = opened(f"a.txt.{suffix}", PACK[suffix](TEXT)[:-cut])
    assert reasons(found) == {f"a.txt.{suffix}!/a.txt": "damaged"}


def test_a_wrong_check_sum() -> None:
    content = bytearray(gzip.compress(TEXT))
    content[-8] ^= 1
    assert reasons(opened("a.txt.gz", bytes(content))) == {"a.txt.gz!/a.txt": "damaged"}


def test_a_window_beyond_128_mb_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 30}
    packer = zstd.ZstdCompressor(options=options)
    packed = packer.compress(TEXT) + packer.flush()
    assert reasons(opened("a.txt.zst", packed)) == {"a.txt.zst!/a.txt": "damaged"}


def test_what_has_no_reader_is_named() -> None:
    tar = bytes(257) + b"ustar\0" + bytes(249)
    found = opened("a.tgz", gzip.compress(tar))
    assert reasons(found) == {"a.tgz!/a.tar": "unknown_type"}
    assert "tar archive" in found[0].message


@packings
def test_packed_over_and_over(suffix: str) -> None:
    content, name = TEXT, "a.txt"
    for _ in range(3):
        content, name = PACK[suffix](content), f"{name}.{suffix}"
    assert list(documents(opened(name, content)).values()) == [TEXT]
    found = opened(f"{name}.{suffix}", PACK[suffix](content))
    assert set(reasons(found).values()) == {"too_deep"}


@packings
def test_the_ratio_of_one_file(suffix: str) -> None:
    bomb = gzip_bomb(16) if suffix == "gz" else zstd.compress(bytes(8 << 20))
    assert reasons(opened(f"a.txt.{suffix}", bomb)) == {f"a.txt.{suffix}!/a.txt": "unpacks_too_large"}


@packings
def test_the_budget(suffix: str) -> None:
    packed = PACK[suffix](TEXT)
    limits = Limits(unpacked=len(TEXT) - 1, growth=0)
    assert reasons(opened(f"a.txt.{suffix}", packed, limits)) == {f"a.txt.{suffix}": "unpacks_too_large"}
    assert documents(opened(f"a.txt.{suffix}", packed, Limits(unpacked=len(TEXT), growth=0)))


@packings
def test_the_size_of_one_article(suffix: str) -> None:
    packed = PACK[suffix](TEXT)
    limits = Limits(largest_member=len(TEXT) - 1)
    assert reasons(opened(f"a.txt.{suffix}", packed, limits)) == {f"a.txt.{suffix}!/a.txt": "too_large"}
    assert documents(opened(f"a.txt.{suffix}", packed, Limits(largest_member=len(TEXT))))
