"""From the files of a model back to a student (torch): what it learned before is where a training may begin.

Here: reading weights out of ONNX. Not here: writing them (`export`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from google.protobuf.message import DecodeError
from onnx import GraphProto, NodeProto, numpy_helper
from torch import Tensor

from orchestration.errors import LedgerError
from orchestration.learning.network import Student

PARTS = ("encoder", "mentions", "pairs")
_KEPT, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"
_BIAS, _WEIGHT = ".bias", ".weight"
Weights = dict[str, Tensor]


def load_learned(student: Student, folder: Path) -> None:
    """Give a student the weights of a model; those that were kept in 8 bits are off by half a step at most.

    Raises:
        LedgerError: a file of the model is missing or damaged, or has other layers or sizes than the student.
    """
    for part in PARTS:
        own, file = student.get_submodule(part), folder / f"{part}.onnx"
        try:
            found = _weights(onnx.load(str(file)).graph)
            own.load_state_dict({name: found[name] for name in own.state_dict() if name in found})
        except (OSError, DecodeError, RuntimeError) as error:
            raise LedgerError(
                f"{file} is no part of a model of this network; train from the base model: {error}"
            ) from error


def _weights(graph: GraphProto) -> Weights:
    """Return the weights of a graph by the names that the network has for them."""
    stored = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in graph.initializer}
    weights = {name: tensor for name, tensor in stored.items() if tensor.dtype == torch.float32}
    for name in [name.removesuffix(_KEPT) for name in stored if name.endswith(_KEPT)]:
        weights[name] = (stored[name + _KEPT].float() - stored[name + _ZERO].float()) * stored[name + _SCALE]
    factors = _factors(graph, weights)
    return {
        bias.removesuffix(_BIAS) + _WEIGHT: weights[factor].T.contiguous() for bias, factor in factors.items()
    } | weights


def _factors(graph: GraphProto, weights: Mapping[str, Tensor]) -> dict[str, str]:
    """Return the name of the matrix before each bias that is added; the exporter gives it a number for a name."""
    makers = {output: node for node in graph.node for output in node.output}
    found = {}
    for node in graph.node:
        if node.op_type == "Add" and (bias := next((each for each in node.input if each.endswith(_BIAS)), None)):
            factor = _factor(node, makers, weights)
            if factor:
                found[bias] = factor
    return found


def _factor(node: NodeProto, makers: Mapping[str, NodeProto], weights: Mapping[str, Tensor]) -> str | None:
    """Return the nearest matrix above a node that has no name of its own."""
    above = [node]
    while above:
        here = above.pop(0)
        for name in here.input:
            factor = name.removesuffix(_KEPT)
            if here.op_type.startswith("MatMul") and factor in weights:
                return factor
        above.extend(makers[name] for name in here.input if name in makers)
    return None
