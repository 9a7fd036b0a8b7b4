"""The rules engine: rules over a parse, with its words in `orchestration/extract/vocabulary`.

Here: everything that only this engine needs. Not here: the document model, the protocol and the grounding check, which
every engine shares (the package above).
"""
