from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest

from orchestration.feeds.content_encoding import DecodingError, IncompleteError, decoder

TEXT = b"The mayor opened the laboratory on Monday. " * 5000


def brotli_packed(data: bytes) -> bytes:
    return brotli.compress(data, quality=5)


def bare_deflated(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


PACKERS = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare_deflated),
    ("br", brotli_packed),
]
Packer = Callable[[bytes], bytes]


def unpacked(coding: str, data: bytes, chunk: int = 1000) -> bytes:
    decode = decoder(coding)
    assert decode
    return b"".join(decode(iter([data[begin : begin + chunk] for begin in range(0, len(data), chunk)])))


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
@pytest.mark.parametrize("chunk", [1, 1000, 1_000_000])
def test_what_was_packed_comes_out(coding: str, pack: Packer, chunk: int) -> None:
    assert unpacked(coding, pack(TEXT), chunk) == TEXT


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_a_bomb_unpacks_in_steps(coding: str, pack: Packer) -> None:
    decode = decoder(coding)
    assert decode
    sizes = [len(part) for part in decode(iter([pack(b"\0" * 50_000_000)]))]
    assert sum(sizes) == 50_000_000
    assert max(sizes) <= 128 * 1024


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_a_cut_body_is_not_taken_for_a_whole_one(coding: str, pack: Packer) -> None:
    with pytest.raises(IncompleteError):
        unpacked(coding, pack(TEXT)[:-6])


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_body_that_is_not_packed_as_it_says(coding: str) -> None:
    with pytest.raises(DecodingError):
        unpacked(coding, b"<html>" * 100)


def test_a_body_may_have_several_members() -> None:
    assert unpacked("gzip", gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0\0") == b"ab"


def test_codings_that_were_not_asked_for() -> None:
    assert decoder("compress") is None
    assert decoder("zstd") is None
    assert decoder("gzip, br") is None
    assert unpacked(" GZIP ", gzip.compress(TEXT)) == unpacked("", TEXT) == TEXT
