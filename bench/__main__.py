"""`python -m bench [refresh] [extraction] [triage] [loading] [warehouse]`: figures; exit 1 if a limit is missed."""

from __future__ import annotations

import argparse
import sys

from bench.extraction import measure_extraction
from bench.figures import show
from bench.loading import measure_loading
from bench.refreshes import measure_refreshes
from bench.triage import measure_triage
from bench.warehouse import measure_warehouse

PARTS = {
    "refresh": measure_refreshes,
    "extraction": measure_extraction,
    "triage": measure_triage,
    "loading": measure_loading,
    "warehouse": measure_warehouse,
}


def main() -> int:
    """Measure what was asked for, or all; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    are_met = True
    names = parser.parse_args().parts or list(PARTS)
    if unknown := set(names) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    for name in names:
        figures, table = PARTS[name]()
        show(figures, table)
        are_met = are_met and all(figure.is_met for figure in figures)
    return int(not are_met)


if __name__ == "__main__":
    sys.exit(main())
