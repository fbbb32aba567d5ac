"""Runs a suite, and gives its results."""
