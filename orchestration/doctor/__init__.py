"""`make doctor`: is everything well, and if not, what can a person do?

Here: facts about the machine, the folders, the lake, the warehouse and Dagster, and pure functions that turn them into
findings. It looks, and changes nothing. Not here: mending anything, printing (`cli.doctor`), reading Dagster's storage
(`cli.dagster_facts`), checks of rows (`quality`), silent sources (`marts.source_freshness`).
"""

from orchestration.doctor.examination import examine
from orchestration.doctor.finding import Finding, summed_up, worst

__all__ = ["Finding", "examine", "summed_up", "worst"]
