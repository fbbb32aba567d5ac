"""The results of checks."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Literal

CheckStatus = Literal["passed", "failed", "info"]


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
    status: CheckStatus
    reason: str
    mend: str = ""


@dataclass(frozen=True)
class Verdict:
    """The outcome of a check without the check's name.

    Attributes:
        status: Whether it passed; "info" where there is nothing to judge.
        reason: What was found.
        mend: What to do about it; empty unless it failed.
    """

    status: CheckStatus
    reason: str
    mend: str = ""


def passed(reason: str) -> Verdict:
    """Returns the verdict of a check that holds."""
    return Verdict("passed", reason)


def failed(reason: str, mend: str) -> Verdict:
    """Returns the verdict of a check that fails, with what to do."""
    return Verdict("failed", reason, mend)


def info(reason: str) -> Verdict:
    """Returns a verdict that informs, where there is nothing to judge."""
    return Verdict("info", reason)


_REMEDIES = (
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


def verdict_of_error(error: Exception, mend: str) -> Verdict:
    """Returns the verdict for an exception: its first line, and what to do.

    Args:
        error: What a check raised.
        mend: What to do, unless the exception is one of the known mistakes.
    """
    text = str(error)
    known = (advice for words, advice in _REMEDIES if any(word in text for word in words))
    first = next((line for line in text.splitlines() if line.strip()), "")
    reason = textwrap.shorten(f"{type(error).__name__}: {first}", 200, placeholder=" ...")
    return failed(reason, next(known, mend))
