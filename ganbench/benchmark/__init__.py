"""The benchmark itself: from a suite to its results."""
