"""How much a file from outside may unpack to, and the streams that hold it to that.

Here: the limits, what is left of them while one file is read, and reading a stream within them. Nothing here believes
a size that a header states: bytes are counted as they come. Not here: the formats (the modules beside this one), and
the time and memory of the whole process (the worker's).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Protocol

from orchestration.load.models import Problem
from orchestration.load.sizes import LARGEST, LARGEST_WITH_PICTURES, in_mb

CHUNK = 16 * 1024  # zipfile takes in as many packed bytes as it is asked for: larger chunks blur the ratio
# A stream is judged by its ratio from here on: a megabyte of one letter is odd, but does no harm.
RATIO_FROM = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of one file of the raw folder, for all levels of nesting together unless said otherwise.

    `unpacked` is for small files; a large one may have `growth` times its own size: files of up to 512 MB are read, and
    a web archive of 400 MB unpacks to some 2 GB. Web archives are read as they unpack: this costs time rather than
    memory. `largest_member` is for one article, `largest_with_pictures` for one in a format that may hold some,
    `largest_nested` for an archive or export inside another one, which has to be held in memory whole. `ratio` is that
    of one member to its packed bytes: text packs 3:1 to 30:1, zeros 1000:1.
    """

    unpacked: int = 1 << 30
    growth: int = 20
    largest_member: int = LARGEST
    largest_with_pictures: int = LARGEST_WITH_PICTURES
    largest_nested: int = 256 << 20
    members: int = 100_000
    ratio: int = 200
    depth: int = 3


class LimitError(Exception):
    """This member is beyond a limit; the others may go on. Never leaves `open_container`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class BudgetError(LimitError):
    """The file as a whole is beyond a limit: nothing more of it is read."""


class Budget:
    """What one file of the raw folder has used of its limits, over all levels."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self.most = max(limits.unpacked, limits.growth * packed)
        self.unpacked = self.members = 0

    def take(self, size: int) -> None:
        """Count unpacked bytes.

        Raises:
            BudgetError: the file has unpacked to more than it may.
        """
        self.unpacked += size
        if self.unpacked > self.most:
            message = f"It unpacks to more than {in_mb(self.most)}. The rest was not read: split it."
            raise BudgetError(Problem("unpacks_too_large", message))

    def count(self) -> None:
        """Count one member, whatever becomes of it.

        Raises:
            BudgetError: the file has more members than it may.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise BudgetError(too_many(self.limits.members))


class Source(io.BytesIO):
    """Packed bytes that know how many of them were read. Shares the memory of the bytes that it is made of."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.consumed = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as from any file, and count."""
        chunk = super().read(size)
        self.consumed += len(chunk)
        return chunk

    def read1(self, size: int | None = -1, /) -> bytes:
        """As `read`: all bytes are at hand."""
        return self.read(size)


class Readable(Protocol):
    """What `read_within` reads."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class Unpacking(Protocol):
    """A stream that unpacks as it is read."""

    def read1(self, size: int, /) -> bytes:
        """At most `size` bytes, those that are at hand: `read` would lose them when the file breaks off behind them."""


class Metered:
    """A stream of unpacked bytes that ends with LimitError when it is out of proportion, or the budget is spent."""

    def __init__(self, stream: Unpacking, source: Source, budget: Budget) -> None:
        self.stream, self.source, self.budget = stream, source, budget
        self.first, self.unpacked, self.position = source.consumed, 0, 0
        self.ahead = b""

    def peek(self, size: int) -> bytes:
        """The bytes that will be read next, at most a chunk of them."""
        while len(self.ahead) < min(size, CHUNK) and (chunk := self._unpacked(size)):
            self.ahead += chunk
        return self.ahead[:size]

    def read(self, size: int = CHUNK, /) -> bytes:
        """At most `size` bytes, never more than a chunk; none at the end."""
        chunk, self.ahead = self.ahead[:size], self.ahead[size:]
        if not chunk and size:
            chunk = self._unpacked(min(size, CHUNK))
        self.position += len(chunk)
        return chunk

    def tell(self) -> int:
        """How many bytes were read; fastwarc asks for it."""
        return self.position

    def _unpacked(self, size: int) -> bytes:
        chunk = self.stream.read1(size)
        self.unpacked += len(chunk)
        self.budget.take(len(chunk))
        packed = max(self.source.consumed - self.first, 1)
        if self.unpacked > RATIO_FROM and self.unpacked > self.budget.limits.ratio * packed:
            ratio = self.budget.limits.ratio
            message = f"It unpacks to more than {ratio} times its size, as no text does. Save the text uncompressed."
            raise LimitError(Problem("unpacks_too_large", message))
        return chunk


def read_within(stream: Readable, most: int) -> bytes:
    """The stream up to its end, or one byte more than `most`: whoever gets that many has not got all."""
    chunks: list[bytes] = []
    left = most + 1
    while left > 0 and (chunk := stream.read(min(left, CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def too_many(members: int) -> Problem:
    """What is said of an archive of many thousand files."""
    return Problem("too_many_members", f"It holds more than {members:,} files. The rest was not read: split it.")
