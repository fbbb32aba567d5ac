"""Numbers of things, in words."""


def count(number: int, noun: str) -> str:
    """Returns "1 trial" or "1,200 trials"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
