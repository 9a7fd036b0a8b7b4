"""A row for every check of expectations.yml that must make it fail, and how the failing row is recognized.

Here: all of them. Not here: the rows themselves (`bad_marts`, `bad_reports`). A check that is added to
expectations.yml needs an entry there: one that cannot fail is a defect.
"""

from . import bad_marts, bad_reports
from .spoiling import BAD

__all__ = ["BAD", "bad_marts", "bad_reports"]
