"""`make train`: from the corpus to the files of the model (torch)."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from safetensors.torch import load_file

from orchestration.extract.student.tokens import load_tokenizer
from orchestration.extract.student.tuned import Tuned
from orchestration.learning.augment import Augmenter
from orchestration.learning.base import base_file
from orchestration.learning.card import write_card
from orchestration.learning.checkpoints import Checkpoints, name_of_training
from orchestration.learning.corpus import load_split, some_hands
from orchestration.learning.crew import Crew, train_together
from orchestration.learning.examples import Example, example_of
from orchestration.learning.export import export
from orchestration.learning.known import known_names
from orchestration.learning.learned import load_learned
from orchestration.learning.markup import AnnotatedArticle
from orchestration.learning.network import WHOLE, Student
from orchestration.learning.prune import prune
from orchestration.learning.recipe import Recipe
from orchestration.learning.train import train


def train_student(folder: Path, recipe: Recipe, unfinished: Path, begun: Path | None = None) -> None:
    """Train on the split `train` and write the model with its card; the thresholds are the default ones.

    What was learned so far is kept in a folder below `unfinished` until the model is there: a training that was stopped
    goes on after its last whole epoch. `begun` has the model to go on from, of the version that the recipe tells.

    Raises:
        MarkupError: an article of the corpus breaks the grammar.
        FileNotFoundError: the base model is not installed.
        LedgerError: the model to go on from cannot be read, or is of another network.
    """
    if begun:
        load_learned(Student(), begun)  # before processes are started, of which one would only leave its trace
    base_file("model.safetensors")
    articles = some_hands(load_split("train"), recipe.hands_share, recipe.seed)
    states = unfinished / name_of_training(recipe, articles)
    train_together(recipe.processes, partial(_train, articles, recipe, folder, states, begun))
    shutil.rmtree(states)


def _train(
    articles: Sequence[AnnotatedArticle], recipe: Recipe, folder: Path, states: Path, begun: Path | None, crew: Crew
) -> None:
    tokenizer = load_tokenizer(base_file("tokenizer.json"))
    augmenter = Augmenter(articles, known=known_names())

    def variant(article: AnnotatedArticle, chance: random.Random) -> Example:
        return example_of(augmenter.vary(article, chance), tokenizer)

    checkpoints = Checkpoints(states, crew)
    if begun or checkpoints.last() > recipe.whole:
        student = Student(recipe.dropout)
        if begun:
            load_learned(student, begun)
    else:
        student = Student(recipe.dropout, WHOLE)
        student.load_base(load_file(base_file("model.safetensors")))
        train(student, articles, variant, recipe, checkpoints, range(recipe.whole))
        judges = random.Random(recipe.seed).sample(articles, min(recipe.judged, len(articles)))  # noqa: S311  no secret
        student = prune(student, (example_of(each, tokenizer) for each in crew.share(judges)), recipe, crew)
    train(student, articles, variant, recipe, checkpoints, range(recipe.whole, recipe.epochs))
    if crew.rank == 0:
        export(student, base_file("tokenizer.json"), folder)
        write_card(folder, articles, recipe, Tuned())
