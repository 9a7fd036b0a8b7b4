"""The network of the student: what is cut from it, what is exported. Runs where `make train` has installed torch."""

# ruff: noqa: E402  the modules below need torch

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from orchestration.errors import LedgerError
from orchestration.extract.student.model import MODEL_DIR, Model
from orchestration.extract.student.tokens import load_tokenizer
from orchestration.learning.checkpoints import Checkpoints
from orchestration.learning.crew import Crew
from orchestration.learning.examples import Example, example_of
from orchestration.learning.export import export
from orchestration.learning.learned import load_learned
from orchestration.learning.markup import parse_article
from orchestration.learning.network import HEAD, SMALL, Size, Student
from orchestration.learning.prune import prune
from orchestration.learning.recipe import Recipe, further
from orchestration.learning.train import train

ARTICLE = parse_article(
    "style: x\n\n[o1 Halden Robotics] and [o2 Moe College] signed a [a1 pact] in [l1 Oulu].\n---\n"
    "o1 type=company\no2 type=university\na1 kind=mou parties=o1,o2\nl1 city=Oulu country=FI\n",
    "article",
)


@pytest.fixture(scope="module")
def example() -> Example:
    return example_of(ARTICLE, load_tokenizer(MODEL_DIR / "tokenizer.json"))


def student(size: Size) -> Student:
    torch.manual_seed(3)
    return Student(0.0, size).eval()


def answers(of: Student) -> np.ndarray:
    pieces = torch.arange(40).view(2, 20) + 1000
    with torch.no_grad():
        return of.encoder(pieces, torch.zeros_like(pieces))[0].numpy()


def test_what_does_nothing_is_cut_and_the_rest_stays(example: Example) -> None:
    whole = student(Size(heads=4, inner=48))
    with torch.no_grad():
        for block in whole.encoder.blocks:
            block.mixed.weight[:, HEAD : 2 * HEAD] = 0  # the second head is not heard
            block.outer.weight[:, 10:20] = 0
    small = prune(whole, [example], replace(Recipe(), dropout=0.0), Crew(), Size(heads=3, inner=38))
    assert small.encoder.blocks[0].asked.weight.shape == (3 * 3 * HEAD, 384)
    assert np.abs(answers(small.eval()) - answers(whole)).max() < 1e-4


def test_the_files_answer_as_the_network_does(example: Example, tmp_path: Path) -> None:
    made = student(Size(heads=4, inner=48))
    export(made, MODEL_DIR / "tokenizer.json", tmp_path, is_quantized=False)
    words = Model(tmp_path).read_words(example.encoded)
    pieces = torch.from_numpy(np.concatenate([[101], example.encoded.ids, [102]]))[None]
    marks = torch.from_numpy(np.concatenate([[21], example.encoded.features, [21]]))[None]
    with torch.no_grad():
        hidden = made.encoder(pieces, marks)[0][0].numpy()
    assert np.abs(words.hidden - hidden[1:-1][example.encoded.first]).max() < 1e-3
    assert made.encoder.blocks[0].attend is not None
    made.encoder(pieces, marks)[0].sum().backward()  # what was exported can still learn


def weights(of: Student) -> dict[str, np.ndarray]:
    return {name: weight.numpy() for name, weight in of.state_dict().items()}


@pytest.mark.parametrize("is_quantized", [False, True])
def test_a_model_goes_on_learning_from_the_weights_in_its_files(is_quantized: bool, tmp_path: Path) -> None:
    made = student(SMALL)
    for weight in made.parameters():
        torch.nn.init.normal_(weight, std=0.02)  # the exporter writes weights that are alike only once
    export(made, MODEL_DIR / "tokenizer.json", tmp_path, is_quantized=is_quantized)
    again = Student()
    load_learned(again, tmp_path)
    read, written = weights(again), weights(made)
    for name, weight in written.items():
        step = (weight.max() - weight.min()) / 127 if is_quantized and name.startswith("encoder.") else 0
        assert np.abs(read[name] - weight).max() <= step / 2 + 1e-6, name


def test_a_model_of_another_size_is_refused_in_words(tmp_path: Path) -> None:
    export(student(Size(heads=1, inner=8)), MODEL_DIR / "tokenizer.json", tmp_path, is_quantized=False)
    with pytest.raises(LedgerError, match=r"encoder\.onnx is no part of a model of this network"):
        load_learned(Student(), tmp_path)


def test_what_has_learned_is_not_cut_again_and_learns_more_slowly() -> None:
    recipe = further(Recipe(), "0a1b2c")
    assert (recipe.whole, recipe.begun) == (0, "0a1b2c")
    assert recipe.epochs < Recipe().epochs
    assert recipe.encoder_rate < Recipe().encoder_rate


@pytest.mark.parametrize("stopped_after", [1, 2, 3])
def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(stopped_after: int, tmp_path: Path) -> None:
    recipe = replace(Recipe(), epochs=5, whole=2, warm_up=0.0)
    tokenizer = load_tokenizer(MODEL_DIR / "tokenizer.json")

    def run(folder: Path, *ranges: range) -> torch.Tensor:
        for epochs in ranges:
            made = student(Size(heads=1, inner=8))
            train(
                made,
                [ARTICLE] * 3,
                lambda each, _: example_of(each, tokenizer),
                recipe,
                Checkpoints(folder, Crew()),
                epochs,
            )
        return torch.nn.utils.parameters_to_vector(made.parameters())

    whole = run(tmp_path / "whole", range(4))
    assert torch.equal(run(tmp_path / "stopped", range(stopped_after), range(4)), whole)
    assert not torch.equal(run(tmp_path / "short", range(3)), whole)


def test_a_state_that_one_process_did_not_write_is_not_used(tmp_path: Path) -> None:
    both = [Checkpoints(tmp_path, Crew(rank, 2)) for rank in range(2)]
    for epochs in (1, 2, 3):
        both[0].save(epochs, {"epochs": epochs})
        if epochs < 3:
            both[1].save(epochs, {"epochs": epochs})
    assert [each.last() for each in both] == [2, 2]
    assert both[0].load(2) == {"epochs": 2}
