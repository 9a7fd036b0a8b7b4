"""Text utilities that extraction and normalization share: numbers with bounds and units, dates, folding of names.

Here: pure functions over text, with their words in `vocabulary/*.yml`. Not here: what a number or a date is about
(`extract`), and what it means across articles, such as a resolved date or US dollars (`normalize`).
"""
