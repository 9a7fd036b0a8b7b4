"""What tests of the whole system share: places, refreshes, processes, scores. No assertions."""
