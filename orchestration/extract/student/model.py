"""The model files and how they are asked (onnxruntime): hidden states and tags, mentions, pairs.

Here: sessions, windows, probabilities. Not here: what the answers mean (`spans`, `things`).
Raises MissingModelError where the files are not there: they come with the checkout.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from orchestration.extract.student.labels import CLASSES, LAYERS, RELATIONS
from orchestration.extract.student.pairs import Pairs
from orchestration.extract.student.tokens import Encoded, load_tokenizer, windows_of

MODEL_DIR = Path(__file__).with_name("model")
HIDDEN = 384
WINDOWS_AT_ONCE = 2  # bounds memory; more is hardly faster
PAIRS_AT_ONCE = 512  # what comes of them stays in the cache of a processor
Floats = NDArray[np.float32]


class MissingModelError(OSError):
    """A file of the model is missing."""


@dataclass(frozen=True)
class Words:
    """What the encoder says of the words of a text: hidden states, and probabilities (words x layers x 3)."""

    hidden: Floats
    tags: Floats


@dataclass(frozen=True)
class MentionScores:
    """What the model says of mentions: probabilities of classes, and each as head and tail of relations.

    `sums` are running sums over the words of the text, of what the model says of relations between mentions.
    """

    spans: NDArray[np.int64]
    classes: dict[str, Floats]
    heads: Floats
    tails: Floats
    sums: Floats


class Model:
    """The student: three small graphs. Threads: one, so that several processes don't stand in each other's way."""

    def __init__(self, folder: Path = MODEL_DIR) -> None:
        """Open the files of a folder."""
        self._folder = folder
        self.tokenizer = load_tokenizer(self._file("tokenizer.json"))
        self._encoder, self._mentions, self._pairs = (
            self._session(f"{name}.onnx") for name in ("encoder", "mentions", "pairs")
        )

    def read_words(self, encoded: Encoded) -> Words:
        """Return what the encoder says of the words; every piece is read in the window where it has most around it."""
        if not len(encoded.ids):
            return Words(np.zeros((0, HIDDEN), np.float32), np.zeros((0, len(LAYERS), 3), np.float32))
        windows = windows_of(encoded)
        answers = [
            self._encoder.run(None, {"ids": windows.ids[part], "features": windows.features[part]})
            for part in (slice(at, at + WINDOWS_AT_ONCE) for at in range(0, len(windows.ids), WINDOWS_AT_ONCE))
        ]
        hidden, tags = (np.concatenate(each).reshape(-1, each[0].shape[-1]) for each in zip(*answers, strict=True))
        return Words(hidden[windows.place], _softmax(tags[windows.place].reshape(-1, len(LAYERS), 3)))

    def read_mentions(self, words: Words, spans: NDArray[np.int64], pairs: Pairs) -> MentionScores:
        """Return classes and vectors of one or more mentions (rows of layer, first word, last word)."""
        layers, first, last = spans.T
        inputs = {"words": words.hidden, "layers": layers, "first": first, "last": last}
        answer = self._mentions.run(None, inputs | pairs.standing)
        classes, at = {}, 0
        for name, values in CLASSES.items():
            classes[name] = _softmax(answer[0][:, at : at + len(values)])
            at += len(values)
        return MentionScores(spans, classes, *answer[1:])

    def read_pairs(self, mentions: MentionScores, pairs: Pairs) -> Floats:
        """Return scores (relations x mentions x mentions); pairs that were not asked have none (0)."""
        size = len(mentions.spans)
        table = np.zeros((size, size, len(RELATIONS)), dtype=np.float32)
        _, first, last = mentions.spans.T
        known = {"heads": mentions.heads, "tails": mentions.tails, "sums": mentions.sums, "first": first, "last": last}
        for at in range(0, len(pairs.head), PAIRS_AT_ONCE):
            head, tail = pairs.head[at : at + PAIRS_AT_ONCE], pairs.tail[at : at + PAIRS_AT_ONCE]
            asked = {"head": head, "tail": tail} | {name: each[head, tail] for name, each in pairs.standing.items()}
            table[head, tail] = self._pairs.run(None, known | asked)[0]
        return table.transpose(2, 0, 1)

    def _session(self, name: str) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self._file(name)), options, providers=["CPUExecutionProvider"])

    def _file(self, name: str) -> Path:
        return _present(self._folder / name)


def read_card(folder: Path = MODEL_DIR) -> dict[str, Any]:
    """Return what the model is: data, scores, hashes, thresholds, version."""
    card: dict[str, Any] = json.loads(_present(folder / "card.json").read_text(encoding="utf-8"))
    return card


def _present(path: Path) -> Path:
    if not path.is_file():
        raise MissingModelError(f"The model file {path} is missing: restore it from the repository, or `make train`.")
    return path


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return found
