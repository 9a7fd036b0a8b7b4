"""What the warehouse said on a day, and how long the lake can tell.

Here: finding the publication that answers for a day, building its marts anew from the lake's snapshot, and the
maintenance that lets go of older snapshots. Not here: what is published and noted in `refreshes` (`publish`), how rows
get into the lake (`lake`), what the marts hold (`dbt_project`).
"""

from orchestration.history.as_of import Answer, as_of
from orchestration.history.build import tidy
from orchestration.history.maintenance import Maintained, maintain

__all__ = ["Answer", "Maintained", "as_of", "maintain", "tidy"]
