"""Writing a page: whole, only where it changed, and with a policy that lets it load nothing.

Here: one function. Not here: what the pages say.
"""

from __future__ import annotations

from pathlib import Path

from orchestration.errors import LedgerError

OFFLINE = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; font-src data:{more}\">"
)
SCRIPTS = "; script-src 'unsafe-inline' 'unsafe-eval'"
"""For dbt's page, which is one script. Even so it may connect to nobody."""


def write_page(path: Path, html: str) -> bool:
    """Put a page in its place, and tell whether it changed.

    Raises:
        LedgerError: the page cannot be written.
    """
    content = html.encode("utf-8")
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.tmp")
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise LedgerError(f"The page {path} cannot be written: {error.strerror or error}.") from error
    return True
