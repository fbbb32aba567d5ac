import pytest

from ganbench.conformance import Conformance
from ganbench.conformance.kit import CHECKS
from ganbench.errors import GanbenchError


class TestAMetric(Conformance):
    """What an author writes, and nothing more."""

    target = "modes"


def case(target: str, kind: str = "") -> Conformance:
    return type("Case", (Conformance,), {"target": target, "kind": kind})()


def test_there_is_one_test_for_every_check():
    checks = {f"test_{check.name}" for kind in CHECKS.values() for check in kind}
    tests = {name for name in vars(Conformance) if name.startswith("test_")}
    assert tests == checks


def test_a_check_of_another_kind_is_skipped():
    with pytest.raises(pytest.skip.Exception):
        case("modes").test_ring8()
    with pytest.raises(pytest.skip.Exception):
        case("hinge", kind="metric").test_interface()


def test_all_kinds_of_a_name_are_checked(capsys):
    case("hinge").test_interface()
    text = capsys.readouterr().out
    assert "hinge (method): interface" in text
    assert "hinge (loss): interface" in text


def test_an_unknown_target_is_told():
    with pytest.raises(GanbenchError, match="Did you mean 'modes'"):
        case("mode").test_interface()


def test_a_failure_says_why_and_what_to_do(tmp_path):
    file = tmp_path / "wrong.py"
    file.write_text(
        "from dataclasses import dataclass\n"
        "from ganbench.stabilizers.stabilizer import Stabilizer\n"
        "@dataclass(frozen=True)\n"
        "class Wrong(Stabilizer):\n"
        "    weight: float = 1.0\n"
        "STABILIZERS = {'case-without-docstring': Wrong}\n"
    )
    with pytest.raises(pytest.fail.Exception) as failure:
        case(str(file)).test_interface()
    assert "case-without-docstring (stabilizer): there is no docstring" in str(failure.value)
    assert "To mend: Write one" in str(failure.value)
