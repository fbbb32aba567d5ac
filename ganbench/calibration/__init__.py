"""Planted faults: what the metrics of a workload say of generators whose fault is known."""
