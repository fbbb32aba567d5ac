"""Checks of two laws: nobody moves at the equilibrium, and where a game goes from beside it."""

from __future__ import annotations

from dataclasses import replace

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Subject, method
from ganbench.dynamics.equilibrium import PLACES, STILL, Movement, by_descent, movements
from ganbench.dynamics.nearby import RATE, returns
from ganbench.losses import LOSSES
from ganbench.methods.method import Method

_OTHERS = ("minimax", "wasserstein", "least-squares", "hinge", "relativistic-pairing")
"""Losses, one of each kind, that a stabilizer is tried with besides the one that it plays with."""


def check_equilibrium(subject: Subject) -> Verdict:
    """Where p_G = p_data and the discriminator is at its optimum, a step moves nobody.

    A stabilizer is tried with losses of every kind that it suits.
    """
    tried = method(subject)
    found = movements(tried)
    if isinstance(found, str):
        return info(f"not played with data at numbers: {found}")
    named = {type(tried.loss).__name__: found, **_with_other_losses(subject, tried)}
    moved = [(loss, it) for loss, each in named.items() for it in each if not it.still]
    if not moved:
        places = ", ".join(f"{place:g}" for place in PLACES)
        logits = ", ".join(sorted({_rounded(it.logit) for it in found}))
        return passed(f"nobody moves with data around {places} and D = {logits} there")
    loss, worst = max(moved, key=lambda pair: pair[1].parameters)
    rules = filter(None, (tried.generator_optimizer, tried.discriminator_optimizer))
    told = [
        *(it.rests_elsewhere for it in tried.stabilizers),
        *(it.rests_elsewhere for it in rules),
    ]
    reasons = list(dict.fromkeys(filter(None, told)))
    what = _told(worst, f", with the loss {loss}" if len(named) > 1 else "")
    if reasons:
        return info(f"does not rest where p_G = p_data, by design: {'; '.join(reasons)}. {what}")
    return failed(
        f"does not rest where p_G = p_data and D is at its optimum. {what}",
        "Look for a term that is left out, a real sample in the place of a generated one, a "
        "`.detach()` or a mean that is none. What rests elsewhere by design says why in "
        "`rests_elsewhere` of its stabilizer or optimizer.",
    )


def check_nearby(subject: Subject) -> Verdict:
    """Whether the game comes back to its equilibrium from beside it, for people to judge."""
    tried = method(subject)
    at_rest, found = by_descent(tried), returns(tried)
    if isinstance(found, str):
        return info(f"not to be said: {found}")
    if isinstance(at_rest, str):
        return info(f"not to be said: {at_rest}")
    if not all(it.still for it in at_rest):
        return info("there is no rest to come back to: see 'equilibrium'")
    parts = [f"{it.tendency} at {it.place:g} (times {it.factor:.9f} a step)" for it in found]
    return info(f"from beside it, by gradient descent of rate {RATE:g}: {', '.join(parts)}")


def _with_other_losses(subject: Subject, tried: Method) -> dict[str, list[Movement]]:
    if subject.kind != "stabilizer":
        return {}
    losses = [LOSSES[name]() for name in _OTHERS]
    found = {type(it).__name__: by_descent(replace(tried, loss=it)) for it in losses}
    return {name: each for name, each in found.items() if not isinstance(each, str)}


def _told(it: Movement, loss: str) -> str:
    return (
        f"With data around {it.place:g} and D = {_rounded(it.logit)} there{loss}, by {it.how}: "
        f"generated samples move by {it.samples:.2g}, D's logits by {it.logits:.2g}, a parameter "
        f"by {it.parameters:.2g}; expected less than {STILL:g}."
    )


def _rounded(logit: float) -> str:
    return f"{round(logit, 6) + 0.0:.3g}"
