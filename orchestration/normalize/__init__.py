"""Normalize: what single articles state (schema facts) becomes entities, dates, numbers and places (schema core).

Here: everything that is decided across articles. Not here: reading a sentence (`extract`), text utilities that both
need (`language`), joins and reports for people (`dbt_project`).
"""

from orchestration.normalize.corrections import Corrections
from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.past import Past
from orchestration.normalize.run import normalize

__all__ = ["Corrections", "Lookups", "Past", "normalize"]
