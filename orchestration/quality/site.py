"""The pages of Great Expectations (Data Docs) as a site that works offline and asks nobody for anything.

Here: where the site is written, and the views that render it with our own templates. Not here: what it shows
(`validation`). Great Expectations' own templates load 16 scripts and style sheets from seven other hosts and fill their
tables by script, so that offline the pages are empty, and online those hosts learn who looks.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from great_expectations.render.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import ChoiceLoader, FileSystemLoader, pass_context

from orchestration.quality.outcomes import QualityError

SITE_NAME = "Ecosystem Ledger"
TEMPLATES = Path(__file__).with_name("templates")


class OfflinePageView(DefaultJinjaPageView):
    """Pages of suites and of results."""

    def __init__(self, **directories: Any) -> None:
        """Put our templates before those of Great Expectations."""
        super().__init__(**directories)
        self.env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), self.env.loader])

    @pass_context
    def render_content_block(self, context: Any, block: Any, *args: Any, **options: Any) -> Any:
        """Render a part of a page; plain strings are values of the data, which must not become markup."""
        if isinstance(block, str):
            return escape(block)
        if isinstance(block, list):
            block = [escape(each) if isinstance(each, str) else each for each in block]
        return super().render_content_block(context, block, *args, **options)


class OfflineIndexView(OfflinePageView, DefaultJinjaIndexPageView):
    """The first page."""

    _template = "index_page.j2"


def site_config(folder: Path) -> dict[str, Any]:
    """Return the configuration of a site in a folder."""
    page = {"view": {"module_name": __name__, "class_name": "OfflinePageView"}}
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": _literal(folder)},
        "site_index_builder": {
            "class_name": "DefaultSiteIndexBuilder",
            "view": {"module_name": __name__, "class_name": "OfflineIndexView"},
        },
        "site_section_builders": {"expectations": page, "validations": page, "profiling": "None"},
    }


def _literal(folder: Path) -> str:
    """Escape the dollar signs of a path, which Great Expectations would take for variables."""
    return str(folder).replace("$", r"\$")


@contextmanager
def new_site(docs_dir: Path) -> Iterator[Path]:
    """Lend an empty folder beside the site, and put it in the site's place once everything in it is written."""
    fresh = docs_dir.with_name(f".{docs_dir.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        yield fresh
        _tidy(fresh)
        _swap(fresh, docs_dir)
    except OSError as error:
        raise QualityError(f"The quality pages cannot be written to {docs_dir}: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, docs_dir: Path) -> None:
    old = docs_dir.with_name(f".{docs_dir.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if docs_dir.exists():
        docs_dir.rename(old)
    try:
        fresh.rename(docs_dir)
    except OSError:
        old.rename(docs_dir)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _tidy(folder: Path) -> None:
    """Remove 4 MB of fonts and pictures that our templates do not use, and make sure that there is a first page."""
    shutil.rmtree(folder / "static", ignore_errors=True)
    if not (folder / "index.html").is_file():
        raise QualityError("Great Expectations wrote no index.html; run the checks again with VERBOSE=1 to see why.")
