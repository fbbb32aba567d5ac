"""Trains cohorts, in processes on this machine or in the calling process."""
