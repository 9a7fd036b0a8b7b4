"""Command line of the evaluation: `python -m orchestration.evaluation --split dev`; `--help` tells all.

Here: options, and where pages are written. Not here: what stands on them (`page`, `mistakes`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from orchestration.errors import LedgerError
from orchestration.evaluation import fingerprint
from orchestration.evaluation.families import FAMILY_NAMES
from orchestration.evaluation.markdown import table
from orchestration.evaluation.mistakes import list_of_mistakes
from orchestration.evaluation.page import body
from orchestration.evaluation.recorded import recorded_on
from orchestration.evaluation.run import Evaluation, evaluate
from orchestration.evaluation.sources import SPLITS, Collection, load_folder, load_split
from orchestration.extract.engines import ASKING, ENGINES, load_engine
from orchestration.extract.protocol import Engine
from orchestration.extract.student.engine import load_student_engine
from orchestration.settings import Settings

HEADER = """# Scores

<!-- Written by `make evaluate`. Change the engines, not this page. -->

How good the engines are on articles that they have not seen. How to read it: [evaluation.md](evaluation.md)."""


def main(arguments: Sequence[str]) -> int:
    """Evaluate engines, print the tables, write what was asked for; return the exit status."""
    options = _options(arguments)
    try:
        collection = load_folder(options.gold, options.raw) if options.gold else load_split(options.split)
        evaluations = _evaluations(collection, _engines(options))
    except (LedgerError, OSError) as error:
        print(f"Refused: {error}", file=sys.stderr)
        return 2
    tables = body(collection.name, evaluations, [] if options.gold else recorded_on(options.split))
    print(tables)
    is_test = not options.gold and options.split == "test"
    folder = Settings().data_path / "evaluation"
    # The test split is scored and not looked into: whoever reads its errors soon writes rules for it.
    _write_mistakes(folder, collection.name, evaluations, options.errors or ([] if is_test else FAMILY_NAMES))
    if options.write:
        _write_page(folder, collection.name, evaluations, tables, is_test=is_test)
    return 0


def _engines(options: argparse.Namespace) -> list[Engine]:
    """Return the engines to evaluate: those named, all that ask no server, or the student with a model on trial."""
    if options.model:
        return [load_student_engine(options.model)]
    return [load_engine(name) for name in options.engine or sorted(ENGINES)]


def _evaluations(collection: Collection, engines: Sequence[Engine]) -> list[Evaluation]:
    for name in collection.without_article:
        print(f"There is no article for the gold file of {name}: all its facts count as missed.", file=sys.stderr)
    return [evaluate(engine, collection) for engine in engines]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m orchestration.evaluation", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev", help="part of the annotated corpus (default: dev)")
    parser.add_argument("--gold", type=Path, help="instead of a split: a folder of gold files; needs --raw")
    parser.add_argument("--raw", type=Path, help="the folder of the articles of --gold, read as a refresh reads it")
    parser.add_argument(
        "--engine",
        action="append",
        choices=sorted(ENGINES | ASKING),
        help="may be repeated (default: all that ask no server)",
    )
    parser.add_argument("--model", type=Path, help="instead of engines: a folder with a model of the student on trial")
    parser.add_argument(
        "--errors", action="append", choices=FAMILY_NAMES,
        help="list the errors of this family only; may be repeated; on the test split none are listed without it",
    )  # fmt: skip
    parser.add_argument("--write", action="store_true", help="write the tables to a page")
    options = parser.parse_args(arguments)
    if bool(options.gold) != bool(options.raw):
        parser.error("--gold and --raw go together: a folder of gold files, and the folder of their articles")
    if options.model and (options.engine or options.write):
        parser.error("--model goes with neither --engine nor --write: a model on trial has no page")
    return options


def _write_mistakes(folder: Path, collection: str, evaluations: Sequence[Evaluation], families: Sequence[str]) -> None:
    if families:
        for each in evaluations:
            text = list_of_mistakes(collection, each, families)
            _write(folder / f"errors-{collection}-{each.engine}.md", text)


def _write_page(
    folder: Path, collection: str, evaluations: Sequence[Evaluation], tables: str, *, is_test: bool
) -> None:
    """Write the page of the documentation for all engines on the test split, else one in the data folder."""
    versions = {each.engine: each.version for each in evaluations}
    parts = [
        tables,
        "## What the scores depend on",
        table(["engine", "version"], [(name, f"`{version}`") for name, version in versions.items()]),
    ]
    if is_test and set(versions) == set(ENGINES):
        _write(fingerprint.PAGE, "\n\n".join([HEADER, *parts, fingerprint.line(versions)]) + "\n")
    else:
        _write(folder / f"scores-{collection}.md", "\n\n".join([f"# Scores on {collection}", *parts]) + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"Wrote {path}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
