"""Files whose reading goes wrong, as functions that a process of its own can be given."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn


def crash() -> NoReturn:
    """End the process, as a broken library does."""
    os._exit(11)


def hang() -> NoReturn:
    """Never come back, and be deaf to alarms, as a loop in a library is."""
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def eat() -> bytes:
    """Take more memory than there may be."""
    return b"x" * (8 * 1024**3)


def refuse() -> NoReturn:
    """Be a file that may not be read."""
    raise PermissionError


class Text:
    """A good file; its bytes go to the process with it."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text

    def __call__(self) -> bytes:
        """Give the bytes."""
        return self.text.encode()


class Crashing(Text):
    """A file that is good to this process, and ends every other one that reads it."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        super().__init__(text)
        self.home = os.getpid()

    def __call__(self) -> bytes:
        """Give the bytes at home."""
        return super().__call__() if os.getpid() == self.home else crash()


class Note:
    """A good file that notes in a folder that it was read."""

    def __init__(self, folder: Path, text: str) -> None:
        """Keep both."""
        self.folder, self.text = folder, text

    def __call__(self) -> bytes:
        """Give the bytes and leave a note."""
        (self.folder / f"{os.getpid()}").touch()
        return self.text.encode()
