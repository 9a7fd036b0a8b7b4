"""`make ror DUMP=...`: keep what normalization needs of a dump of the Research Organization Registry.

Here: what a person reads about it. Not here: what is kept, and why (`normalize.ror_reference`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from orchestration.normalize.lookup_tables import Lookups
from orchestration.normalize.ror_dump import Record, read_dump
from orchestration.normalize.ror_reference import distil, write_reference
from orchestration.settings import Settings


def run_ror(settings: Settings, dump: Path) -> int:
    """Write the reference file of the data folder anew; a dump that can't be read leaves the old one.

    Raises:
        LedgerError: this is no dump of schema 2, or not all of one.
    """
    read: Counter[str] = Counter()
    reference = distil(_counted(read_dump(dump), read), Lookups.load().gazetteer)
    write_reference(reference, settings.ror_path)
    names = sum(reference[column].explode(empty_as_null=True).count() for column in ("keys", "acronyms"))
    print(f"Read          {read.total():,} records of ROR, {read['active']:,} of them active")
    print(f"Kept          {reference.height:,} organizations with {names:,} names that mean one body in their country")
    print(f"Written       {settings.ror_path} ({settings.ror_path.stat().st_size / 1e6:.1f} MB)")
    print("Next          make refresh: organizations that articles name exactly so get ROR ids")
    return 0


def _counted(records: Iterable[Record], statuses: Counter[str]) -> Iterator[Record]:
    for record in records:
        statuses[record.status] += 1
        yield record
