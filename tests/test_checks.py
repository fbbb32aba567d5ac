import pytest

from ganbench.checks import UnmetError, expect, gathering


def test_a_check_that_does_not_hold_raises_a_sentence_that_names_its_parameter():
    expect(True, "lr", "a number above 0", 1)
    with pytest.raises(ValueError, match=r"^lr: expected a number above 0, found -1\.$"):
        expect(False, "lr", "a number above 0", -1)


def test_while_gathering_every_check_is_made():
    with gathering() as unmet:
        expect(False, "a", "this", 1)
        expect(True, "b", "that", 2)
        expect(False, "c", "these", 3)
    assert [(one.name, one.wanted, one.found) for one in unmet] == [
        ("a", "this", 1),
        ("c", "these", 3),
    ]


def test_after_gathering_checks_raise_again():
    with pytest.raises(RuntimeError), gathering():
        raise RuntimeError
    with pytest.raises(UnmetError):
        expect(False, "a", "this", 1)
