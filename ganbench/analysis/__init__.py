"""Boards, curves and frames, computed from records by pure functions."""
