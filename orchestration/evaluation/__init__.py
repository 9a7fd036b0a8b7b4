"""Evaluation: how good the engines are, measured on articles whose facts a person wrote down.

Here: gold facts (`sources`, `gold`), what an engine makes of the same articles after normalization (`predicted`,
`run`), the comparison (`names`, `families`, `matching`, `scoring`), figures (`counts`, `intervals`, `calibration`,
`negatives`, `groups`), engines that are gone (`recorded`) and pages (`page`, `mistakes`). Not here: the corpus and its
markup (`learning`), engines (`extract`), checks of the published tables (`quality`). Nothing at run time imports this.
"""
