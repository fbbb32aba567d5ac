"""Tells which real numbers of a part are inputs of the recorded step, and which are constants."""

from __future__ import annotations

from ganbench.conformance.result import Verdict, info, passed
from ganbench.conformance.subject import Subject, small_setup
from ganbench.engine.compose import Incompatible
from ganbench.engine.numbers import constants, numbers


def check_numbers(subject: Subject) -> Verdict:
    """Real numbers are inputs of the step, so that trials which differ in them train together."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"nothing could be tried: {setting.reason}")
    fixed = sorted(constants(setting.game, setting.workload))
    if not fixed:
        number = len(numbers(setting.game))
        return passed(f"all {number} real numbers of the game are inputs of its recorded step")
    return info(
        f"constants of the recorded step, by which trials are grouped: {', '.join(fixed)}. The "
        "others are inputs. A number is a constant where a hook branches on it, or hands it to "
        "`math` or another function of Python"
    )
