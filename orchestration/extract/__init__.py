"""Extraction: the text of one article in, the facts that it states out.

Here: the protocol between engines and the rest (`protocol`), the zones of a text (`zones`), the grounding check
(`grounding`), the bookkeeping (`run`), the engines by name (`engines`), the learned one (`student`) and those that ask
a language model (`llm`).
Not here: reading files (`load`), dates, money and entities as values (`normalize`), tables (`schemas`).
"""
