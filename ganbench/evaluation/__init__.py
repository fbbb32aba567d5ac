"""Measures samples by a workload's metrics."""
