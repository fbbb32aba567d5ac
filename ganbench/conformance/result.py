"""What a check says."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Literal

Status = Literal["passed", "failed", "info"]


@dataclass(frozen=True)
class Result:
    """The outcome of one check.

    Attributes:
        name: The check.
        status: Whether it passed; "info" where there is nothing to judge.
        reason: What was found.
        mend: What to do about it; empty unless it failed.
    """

    name: str
    status: Status
    reason: str
    mend: str = ""


@dataclass(frozen=True)
class Verdict:
    """A result before it has the name of its check."""

    status: Status
    reason: str
    mend: str = ""


def passed(reason: str) -> Verdict:
    """All is well."""
    return Verdict("passed", reason)


def failed(reason: str, mend: str) -> Verdict:
    """Something is to be mended."""
    return Verdict("failed", reason, mend)


def info(reason: str) -> Verdict:
    """Good to know, and not judged."""
    return Verdict("info", reason)


_MENDS = (
    (
        ("random operation", "randomness"),
        "Ask for noise in `perturb_draws` or `penalty_draws`; a hook draws none of its own.",
    ),
    (
        (
            "item()", "data-dependent", "meta tensor", "Tensor.numpy", "numpy()", "data pointer",
            "dynamic control flow", "_local_scalar",
        ),
        "Keep numbers in tensors: no `.item()`, `float()`, `.numpy()` or `if` on their values; "
        "`torch.where` chooses between two.",
    ),
    (
        ("NoneType",),
        "Look for a hook without a `return`: every hook returns something.",
    ),
    (
        ("in-place", "inplace", "escaped"),
        "Return new tensors, change none in place and keep none outside the memory of "
        "`begin`, `after_discriminator` and `after_generator`.",
    ),
)  # fmt: skip


def raised(error: Exception, mend: str) -> Verdict:
    """What an exception says, in its first line, with the mend that suits it.

    Args:
        error: What a check ran into.
        mend: What to do if the message tells nothing better.
    """
    text = str(error)
    known = (advice for words, advice in _MENDS if any(word in text for word in words))
    first = next((line for line in text.splitlines() if line.strip()), "")
    reason = textwrap.shorten(f"{type(error).__name__}: {first}", 200, placeholder=" ...")
    return failed(reason, next(known, mend))
