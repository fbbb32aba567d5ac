"""Evaluation: samples in, the workload's metrics out."""
