"""Training in several processes on one machine (torch), each with its share of the articles and a core.

They keep averaging their weights: local SGD (Stich, 2019; Lin et al., 2020), which learns from single articles as one
process does. One article is too little work for two cores, so this is twice as fast as one process with both.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
import torch.distributed as together
from torch import Tensor, nn
from torch.multiprocessing.spawn import spawn

LOOPBACK = "127.0.0.1"
KEPT_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(2**30),
    "MALLOC_TRIM_THRESHOLD_": str(2**32),
    "MALLOC_TOP_PAD_": str(2**28),
}
"""Tells the allocator of glibc to keep what is freed: the same large tensors are made anew for each article."""
T = TypeVar("T")


@dataclass(frozen=True)
class Crew:
    """One of several processes that train together; alone unless told otherwise."""

    rank: int = 0
    size: int = 1

    def share(self, items: Sequence[T]) -> Sequence[T]:
        """Return the items of this process; each has as many, so that all meet when they average."""
        return items[self.rank : len(items) - len(items) % self.size : self.size]

    def average(self, model: nn.Module) -> None:
        """Give all processes the mean of their weights."""
        weights = [each.data for each in model.parameters() if each.requires_grad]
        nn.utils.vector_to_parameters(self.mean(nn.utils.parameters_to_vector(weights)), weights)

    def mean(self, own: Tensor) -> Tensor:
        """Return the mean of what the processes hold, the same in all of them."""
        if self.size > 1:
            together.all_reduce(own)
        return own / self.size


def train_together(size: int, work: Callable[[Crew], None]) -> None:
    """Call `work` in that many processes; `work` must be picklable.

    Raises:
        torch.multiprocessing.ProcessRaisedException: one of them failed, with its trace.
    """
    if size == 1:
        work(Crew())
        return
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    os.environ.update(KEPT_MEMORY)
    spawn(_begin, args=(size, port, work), nprocs=size)


def _begin(rank: int, size: int, port: int, work: Callable[[Crew], None]) -> None:
    torch.set_num_threads(1)
    together.init_process_group("gloo", init_method=f"tcp://{LOOPBACK}:{port}", rank=rank, world_size=size)
    work(Crew(rank, size))
    together.destroy_process_group()
