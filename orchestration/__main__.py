"""`python -m orchestration refresh | ui`: what the Makefile calls."""

import sys

from orchestration.cli import main

sys.exit(main(sys.argv[1:]))
