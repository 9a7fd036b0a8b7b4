"""From torch to the files that the engine reads: ONNX, the encoder in 8 bits, and the tokenizer."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from orchestration.learning.network import PAIR, WIDTH, Student

ENCODER = (("ids", "features", "mask"), ("hidden", "tags"), ("windows", "pieces"))
MENTIONS = (("words", "layers", "first", "last"), ("classes", "head", "tail"), ("mentions",))
PAIRS = (("head", "tail", "distance"), ("scores",), ("pairs",))
Names = tuple[str, ...]


def export(student: Student, tokenizer: Path, folder: Path, *, is_quantized: bool = True) -> None:
    """Write encoder.onnx, mentions.onnx, pairs.onnx and tokenizer.json into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    student.eval()
    pieces, spans, vectors = torch.ones(2, 9, dtype=torch.long), torch.tensor([0, 1, 2]), torch.randn(3, PAIR * 2)
    encoder = folder / "encoder.onnx"
    _write(student.encoder, (pieces, pieces, pieces), encoder, ENCODER)
    _write(student.mentions, (torch.randn(11, WIDTH), spans, spans, spans + 1), folder / "mentions.onnx", MENTIONS)
    _write(student.pairs, (vectors, vectors, spans), folder / "pairs.onnx", PAIRS)
    if is_quantized:
        whole = encoder.rename(folder / "encoder32.onnx")
        quantize_dynamic(whole, encoder, weight_type=QuantType.QInt8, per_channel=True)
        whole.unlink()
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def _write(part: nn.Module, example: tuple[Tensor, ...], path: Path, form: tuple[Names, Names, Names]) -> None:
    """Write one part; the first axes of its inputs and outputs may have any length."""
    inputs, outputs, axes = form
    free = {name: dict(enumerate(axes)) for name in (*inputs, *outputs)}
    if "words" in free:
        free["words"] = {0: "words"}
    torch.onnx.export(
        part,
        example,
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=free,
        dynamo=False,  # the older exporter keeps the names that quantization and the engine rely on
    )
