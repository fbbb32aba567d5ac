"""The functions of `ganbench.parameters`, where they used to be."""

from ganbench.parameters import build, describe

__all__ = ["build", "describe"]
