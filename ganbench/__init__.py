"""ganbench compares GAN stabilization methods over data sets and seeds."""

__version__ = "0.1.0"
