import sys

import pytest

from ganbench.docstrings import docstring, first_line


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module that cannot be run: its name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    source = '"""A module."""\n\n\nclass X:\n    """A class.\n\n    More."""\n\n\nY = 1 / 0\n'
    (tmp_path / "unrunnable.py").write_text(source)
    return "unrunnable"


def test_a_docstring_is_read_without_running_the_module(module):
    assert docstring(module, "X") == "A class.\n\nMore."
    assert module not in sys.modules


def test_what_has_no_docstring_of_its_own_is_told_by_its_module(module):
    assert docstring(module, "Y") == "A module."


def test_what_is_not_written_in_python_has_none():
    assert docstring("math", "sqrt") is None


def test_a_module_that_is_not_there_is_an_error():
    with pytest.raises(ModuleNotFoundError, match="No module named 'no_such_module'"):
        docstring("no_such_module", "X")


def test_the_first_line_of_nothing_is_empty():
    assert first_line("One.\n\nTwo.") == "One."
    assert first_line(None) == ""
