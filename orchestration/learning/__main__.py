"""Command line of the corpus and of training.

`python -m orchestration.learning check PATH...` reads annotated files back and names mistakes;
`python -m orchestration.learning train [--epochs N] [--hands-share X] [--out DIR]` trains the student, after
`make train` has installed torch. Stopped and started again, it goes on after its last whole epoch;
`... train --from DIR` goes on from a model that has learned before: new articles are learned in an hour.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from orchestration.errors import LedgerError
from orchestration.extract.student.model import MODEL_DIR, read_card
from orchestration.learning.facts import gold, mistakes
from orchestration.learning.markup import MarkupError, parse_article
from orchestration.learning.recipe import FURTHER_EPOCHS, Recipe, further


def articles_below(paths: Iterable[Path]) -> list[Path]:
    """All annotated files at or below the paths, sorted."""
    return sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.txt")))


def check(paths: Iterable[Path]) -> int:
    """Print every mistake and a summary; return how many files have mistakes."""
    files = articles_below(paths)
    words = bad = 0
    for file in files:
        try:
            article = parse_article(file.read_text(encoding="utf-8"), file.stem)
            found = list(mistakes(article))
            if not found:
                gold(article)
            words += len(article.text.split())
        except MarkupError as error:
            found = [str(error)]
        bad += bool(found)
        for message in found:
            print(f"{file}: {message}")
    print(f"{len(files)} files, {words} words, {bad} with mistakes")
    return bad


def main(arguments: Sequence[str]) -> int:
    """Run a command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.learning", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="read annotated files back").add_argument("paths", nargs="+", type=Path)
    training = commands.add_parser("train", help="train the student")
    training.add_argument("--from", dest="begun", type=Path, metavar="DIR", help="a model to go on from")
    training.add_argument("--epochs", type=int, help=f"{Recipe.epochs}, or {FURTHER_EPOCHS} with --from")
    training.add_argument(
        "--hands-share", type=float, default=Recipe.hands_share, help="learn from a share of the hands"
    )
    training.add_argument("--out", type=Path, default=MODEL_DIR, help="where the model goes")
    training.add_argument(
        "--unfinished", type=Path, default=Path("data/training"), help="where a training that is stopped can go on"
    )
    options = parser.parse_args(arguments)
    if options.command == "check":
        return int(check(options.paths) > 0)
    try:
        recipe = further(Recipe(), read_card(options.begun)["version"]) if options.begun else Recipe()
        epochs = recipe.epochs if options.epochs is None else options.epochs
        recipe = replace(recipe, epochs=epochs, hands_share=options.hands_share)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    from orchestration.learning.student import train_student  # torch is installed for training only

    try:
        train_student(options.out, recipe, options.unfinished, options.begun)
    except LedgerError as error:
        parser.error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
