"""Checks of the numbers that a suite file may set."""


def expect(holds: bool, name: str, wanted: str, found: object) -> None:
    """Raises a `ValueError` that names the parameter, unless the condition holds.

    The suite's loader catches it and adds the file and the line.
    """
    if not holds:
        raise ValueError(f"{name}: expected {wanted}, found {found}")
