"""Suites and trials as objects, and their JSON."""
