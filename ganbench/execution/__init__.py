"""Execution: where cohorts are trained. Here: processes on this machine."""
