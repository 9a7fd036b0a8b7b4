"""From torch to the files that the engine reads: ONNX, the encoder in 8 bits, and the tokenizer."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from orchestration.extract.student.pairs import STANDING
from orchestration.learning.network import HEAD, PAIR, WIDTH, Encoder, Student, attend

ENCODER = (("ids", "features"), ("hidden", "tags"))
MENTIONS = (("words", "layers", "first", "last", *STANDING), ("classes", "heads", "tails", "sums"))
PAIRS = (("heads", "tails", "sums", "first", "last", "head", "tail", *STANDING), ("scores",))
AXES = {
    **dict.fromkeys(("ids", "features", "hidden", "tags"), ("windows", "pieces")),
    **dict.fromkeys(("layers", "first", "last", "classes", "heads", "tails"), ("mentions",)),
    "words": ("words",),
    "sums": ("sums",),
    **dict.fromkeys(("head", "tail", "scores"), ("pairs",)),
}
SQUARE, ROW = ("mentions", "mentions"), ("pairs",)  # how mentions stand to each other: of all, or of pairs
Names = tuple[str, ...]


class _Attend(torch.autograd.Function):
    """Attention as one operator of onnxruntime: a fifth faster than the operators it is made of."""

    @staticmethod
    def forward(_: object, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:  # noqa: ARG004
        return attend(query, key, value)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        answer = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return answer.setType(query.type())


def _as_one_operator(encoder: Encoder) -> Encoder:
    """Return the encoder with attention as it is exported."""
    encoder = copy.deepcopy(encoder)
    for block in encoder.blocks:
        heads = block.mixed.in_features // HEAD
        block.attend = lambda query, key, value, heads=heads: _Attend.apply(query, key, value, heads)
    return encoder


def export(student: Student, tokenizer: Path, folder: Path, *, is_quantized: bool = True) -> None:
    """Write encoder.onnx, mentions.onnx, pairs.onnx and tokenizer.json into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    student.eval()
    pieces, words, spans = torch.ones(2, 9, dtype=torch.long), torch.randn(11, WIDTH), torch.tensor([0, 1, 2])
    square, vectors, sums = torch.ones(3, 3, dtype=torch.long), torch.randn(3, PAIR * 2), torch.randn(12, PAIR)
    encoder = folder / "encoder.onnx"
    _write(_as_one_operator(student.encoder), (pieces, pieces), encoder, ENCODER, ROW)
    mentions = (words, spans, spans, spans + 1, *(square,) * len(STANDING))
    _write(student.mentions, mentions, folder / "mentions.onnx", MENTIONS, SQUARE)
    pairs = (vectors, vectors, sums, spans, spans + 1, *(torch.tensor([0, 1, 2, 0]),) * (2 + len(STANDING)))
    _write(student.pairs, pairs, folder / "pairs.onnx", PAIRS, ROW)
    if is_quantized:
        whole = encoder.rename(folder / "encoder32.onnx")
        quantize_dynamic(whole, encoder, weight_type=QuantType.QInt8, per_channel=True)
        whole.unlink()
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def _write(part: nn.Module, example: tuple[Tensor, ...], path: Path, names: tuple[Names, Names], places: Names) -> None:
    """Write one part; the first axes of its inputs and outputs may have any length."""
    inputs, outputs = names
    axes = {**AXES, **dict.fromkeys(STANDING, places)}
    torch.onnx.export(
        part,
        example,
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: dict(enumerate(axes[name])) for name in (*inputs, *outputs)},
        dynamo=False,  # the older exporter keeps the names that quantization and the engine rely on
    )
