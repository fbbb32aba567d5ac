"""Experiments: what is compared, as objects, and the run that compares it."""
