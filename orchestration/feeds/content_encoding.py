"""Undoes a Content-Encoding step by step, so that a small body that unpacks to a huge one can be stopped in time.

No step gives more than 128 KB, however much a chunk of the wire unpacks to. Counting the bytes is up to the caller.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from orchestration.load.sniffing import GZIP

STEP = 64 * 1024


class DecodingError(Exception):
    """The body is not what its Content-Encoding says."""


class IncompleteError(DecodingError):
    """The encoded body ends before its end."""


Decoder = Callable[[Iterator[bytes]], Iterator[bytes]]


def decoder(coding: str) -> Decoder | None:
    """What undoes the coding named in a Content-Encoding; None for one that was not asked for."""
    return DECODERS.get(coding.strip().lower())


def _identity(chunks: Iterator[bytes]) -> Iterator[bytes]:
    return chunks


def _gzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    return _inflated(chunks, lambda _: zlib.decompressobj(zlib.MAX_WBITS | 16))


def _deflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    # The standard means a zlib header (0x?8); some servers send the bare stream, which compressors never begin so.
    return _inflated(chunks, lambda data: zlib.decompressobj(zlib.MAX_WBITS if data[0] & 15 == 8 else -zlib.MAX_WBITS))


def _inflated(chunks: Iterator[bytes], start: Callable[[bytes], Any]) -> Iterator[bytes]:
    unpacking = None
    for chunk in chunks:
        data = chunk
        while data:
            unpacking = unpacking or start(data)
            try:
                yield unpacking.decompress(data, STEP)
            except zlib.error as error:
                raise DecodingError(str(error)) from error
            data = unpacking.unconsumed_tail
            if unpacking.eof:
                # A gzip body may have several members; anything else behind the end is padding.
                data = unpacking.unused_data if unpacking.unused_data.startswith(GZIP) else b""
                unpacking = start(data) if data else unpacking
    if unpacking and not unpacking.eof:
        raise IncompleteError


def _brotli(chunks: Iterator[bytes]) -> Iterator[bytes]:
    import brotli

    unpacking = brotli.Decompressor()
    try:
        for chunk in chunks:
            part = unpacking.process(chunk, output_buffer_limit=STEP)
            # brotli 1.2.1 says that it can accept more while output is still waiting, so ask until nothing comes.
            while part or not unpacking.can_accept_more_data():
                yield part
                part = unpacking.process(b"", output_buffer_limit=STEP)
    except brotli.error as error:
        raise DecodingError(str(error)) from error
    if not unpacking.is_finished():
        raise IncompleteError


DECODERS: dict[str, Decoder] = {
    "": _identity,
    "identity": _identity,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
ACCEPTED = "gzip, deflate, br"  # no zstd: its decompressors have no limit of output
