"""`python -m orchestration.semantic` writes docs/metrics.md, with `--check` it fails when the page is stale."""

import sys

from orchestration.semantic.page import main

sys.exit(main(sys.argv[1:]))
