import pytest

from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.execution import numerics
from ganbench.execution.numerics import choose


@pytest.fixture(autouse=True)
def only_a_cpu(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.mps.is_available", lambda: False)


def test_auto_compiles_long_runs_where_there_is_a_compiler(monkeypatch):
    monkeypatch.setattr(numerics, "_compiler", lambda: "/usr/bin/g++")
    assert choose("auto", "float32", "auto", 25_000) == (Numerics("cpu", "float32", True), None)


def test_auto_falls_back_to_eager_with_one_line(monkeypatch):
    monkeypatch.setattr(numerics, "_compiler", lambda: None)
    chosen, line = choose("auto", "float32", "auto", 25_000)
    assert not chosen.compiled
    assert "C++ compiler" in line
    chosen, line = choose("auto", "float32", "auto", 100)
    assert not chosen.compiled
    assert "too few to pay" in line


def test_asking_for_what_is_not_there_says_so(monkeypatch):
    monkeypatch.setattr(numerics, "_compiler", lambda: None)
    with pytest.raises(GanbenchError, match="C\\+\\+ compiler"):
        choose("cpu", "float32", "on", 100)
    with pytest.raises(GanbenchError, match="only cpu"):
        choose("cuda", "float32", "off", 100)
