"""Extraction: the text of one article in, the facts that it states out.

Here: the protocol between engines and the rest (`protocol`), the document model (`zones`, `document`, `parser`), the
grounding check (`grounding`), the bookkeeping (`run`), the engines by name (`engines`) and the rules (`rules`).
Not here: reading files (`load`), dates, money and entities as values (`normalize`), tables (`schemas`).
"""
