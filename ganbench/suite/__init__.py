"""Suites: the files that name methods, workloads, seeds and budget, and the trials they mean."""
