"""`python -m orchestration refresh | ror DUMP | as-of DAY | ui | doctor`: what the Makefile calls."""

import gc
import sys

from orchestration.cli import main

# Loading Dagster and Great Expectations makes millions of objects that stay: looking for garbage after every
# 700 new ones costs a tenth of the whole time (7.8 s became 6.8 s), and a larger step some megabytes.
gc.set_threshold(200_000, 50, 100)
sys.exit(main(sys.argv[1:]))
