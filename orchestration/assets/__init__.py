"""Dagster assets, one module per arrow of the line: thin edges that read, call one pure function, write, report."""
