"""A smaller encoder: of each layer, the heads and inner neurons that matter least are cut (torch).

What one of them matters is how much the loss would change without it, to the first order: the sum of weight times
gradient over its outgoing weights, its size summed over articles (Molchanov et al., 2019; of heads, Michel et al.,
2019). Training goes on afterwards and mends what was lost.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

from orchestration.learning.crew import Crew
from orchestration.learning.examples import Example
from orchestration.learning.losses import losses
from orchestration.learning.network import HEAD, SMALL, Size, Student
from orchestration.learning.recipe import Recipe


def prune(student: Student, examples: Iterable[Example], recipe: Recipe, crew: Crew, size: Size = SMALL) -> Student:
    """Return a student with layers of another size, made of the parts that mattered most for all examples of a crew."""
    student.eval()
    blocks = student.encoder.blocks
    heads, neurons = ([torch.zeros(()) for _ in blocks] for _ in range(2))
    for example in examples:
        student.zero_grad()
        parts = losses(student, example, recipe.smoothing)
        sum(weight * part for weight, part in zip(recipe.weights, parts, strict=True)).backward()
        for number, block in enumerate(blocks):
            heads[number] = heads[number] + _matter(block.mixed).unflatten(0, (-1, HEAD)).sum(1).abs()
            neurons[number] = neurons[number] + _matter(block.outer).abs()
    weights = student.state_dict()
    for number, (of_heads, of_neurons) in enumerate(zip(heads, neurons, strict=True)):
        left = _most(crew.mean(of_heads), size.heads), _most(crew.mean(of_neurons), size.inner)
        weights |= _cut(weights, f"encoder.blocks.{number}", *left)
    smaller = Student(recipe.dropout, size)
    smaller.load_state_dict(weights)
    return smaller


def _matter(layer: torch.nn.Linear) -> Tensor:
    """Return by how much the loss falls with each input of a layer, to the first order."""
    if layer.weight.grad is None:
        raise ValueError("the loss of the spans reaches every layer")
    return (layer.weight * layer.weight.grad).detach().sum(0)


def _most(found: Tensor, count: int) -> Tensor:
    return found.topk(count).indices.sort().values


def _cut(weights: dict[str, Tensor], block: str, heads: Tensor, neurons: Tensor) -> dict[str, Tensor]:
    """Return the weights of a layer that are left; query, key and value stand one below the other in `asked`."""
    columns = (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
    width = weights[f"{block}.mixed.weight"].shape[1]
    rows = torch.cat([columns + part * width for part in range(3)])
    return {
        f"{block}.asked.weight": weights[f"{block}.asked.weight"][rows],
        f"{block}.asked.bias": weights[f"{block}.asked.bias"][rows],
        f"{block}.mixed.weight": weights[f"{block}.mixed.weight"][:, columns],
        f"{block}.inner.weight": weights[f"{block}.inner.weight"][neurons],
        f"{block}.inner.bias": weights[f"{block}.inner.bias"][neurons],
        f"{block}.outer.weight": weights[f"{block}.outer.weight"][:, neurons],
    }
