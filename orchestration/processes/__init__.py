"""Processes that do a part of the work: what keeps them from outliving their caller, and work from taking too long.

Here: what the steps share. Not here: what a process does (`load.sandbox`, `extract.workers`).
"""
