"""What the records say: pure functions on frames."""
