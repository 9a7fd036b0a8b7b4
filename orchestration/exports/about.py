"""What every export says about itself: which refresh it is of, what it holds, its licence, and how to cite it."""

from __future__ import annotations

from orchestration.exports.columns import LONGEST_QUOTE
from orchestration.exports.source import Source

TITLE = "Ecosystem Ledger"
README = "README.txt"
NOT_STATED = "not stated: ask whoever gave you these files before you pass them on"
ABOUT = (
    "Organizations of technology ecosystems, their agreements and programs, and the numbers that are told of them, "
    "read from news articles and press releases, each with the sentence that proves it."
)
QUOTES = (
    f"Quotes end after {LONGEST_QUOTE} characters, with an ellipsis. They and the titles belong to the articles' "
    "publishers; the text of an article is included only where its own licence allows that."
)
CITIES = "Cities: GeoNames (https://www.geonames.org), CC BY 4.0."
APOSTROPHES = (
    "A text that a spreadsheet might take for a formula has an apostrophe in front; lists are joined with '; '."
)


def moment(source: Source) -> str:
    """Return when the refresh was published, to the second, in UTC."""
    return source.refresh.refreshed_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def licence_line(source: Source) -> str:
    """Return the licence in words, with its address where it is known."""
    known = source.terms.known
    if known:
        return f"{known.id} ({known.title}, {known.address})"
    return source.terms.licence or NOT_STATED


def citation(source: Source) -> str:
    """Return how to cite the export."""
    who = source.terms.publisher or TITLE
    day = source.refresh.refreshed_at
    made = f"Made with Ecosystem Ledger {source.refresh.ledger_version} from {source.refresh.article_count} articles."
    return f"{who} ({day:%Y}). {TITLE}, refresh {source.refresh.refresh_id} of {day:%Y-%m-%d}. {made}"


def readme(source: Source, contents: str, *, is_for_spreadsheets: bool = False) -> str:
    """Return the text of README.txt; `contents` says what the files beside it are."""
    paragraphs = [
        f"{TITLE}\n\n{ABOUT}",
        contents,
        f"Refresh:  {source.refresh.refresh_id}, published {moment(source)}, {source.refresh.article_count} articles",
        f"Licence:  {licence_line(source)}\n{QUOTES}\n{CITIES}",
        f"How to cite:\n{citation(source)}",
    ]
    return "\n\n".join(paragraphs + [APOSTROPHES] * is_for_spreadsheets) + "\n"
