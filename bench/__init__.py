"""Speed and memory of a refresh, as ratios that mean the same on every machine (`make bench`)."""
