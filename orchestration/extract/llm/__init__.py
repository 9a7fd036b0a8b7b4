"""The engine that asks a language model behind an OpenAI-compatible address, and the one that asks it only in doubt.

Here: what is asked (`prompt`, `answer`), how (`chat`, `retries`, `budget`), answers that are kept (`cache`), and what
of an answer is stated (`quotes`, `names`, `stating`). Not here: which settings there are (`settings`), whether a
statement is true to the text (`grounding`, which `stating` asks before it states anything).
"""
