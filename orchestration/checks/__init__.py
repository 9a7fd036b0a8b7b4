"""Dagster asset checks that are not dbt tests: the Great Expectations suites over the built marts."""
