"""Dynamics of methods on games small enough to be written down."""
