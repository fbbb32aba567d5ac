import errno
import subprocess
import sys

import click
import pytest

import ganbench
from ganbench.cli import main as module
from ganbench.cli.main import COMMANDS, main
from ganbench.errors import GanbenchError


@pytest.fixture
def command(monkeypatch):
    """Replaces `ganbench validate` by a command that does what the test wants."""

    def command(act):
        @click.command("validate")
        def stand_in():
            return act()

        fake = type(sys)("ganbench.cli.validate")
        fake.command = stand_in
        monkeypatch.setattr(module.importlib, "import_module", lambda name: fake)

    return command


def fail(error):
    def act():
        raise error

    return act


def test_help_names_every_command_and_the_exit_codes(capsys):
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(f"  {name}" in text for name in COMMANDS)
    for line in ("0  done", "1  done, but some trials failed", "2  bad input"):
        assert line in text


def test_the_version_is_the_packages(capsys):
    assert main(["--version"]) == 0
    assert ganbench.__version__ in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lst"], "There is no command 'lst'. Did you mean 'list'?"),
        (["validate"], "Missing argument"),
        (["list", "methods", "--what"], "No such option"),
        (["list", "losse"], "is not one of"),
    ],
)
def test_wrong_usage_is_code_2(arguments, message, capsys):
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_a_mistake_in_the_input_is_its_message_and_code_2(command, capsys):
    command(fail(GanbenchError("expected this, found that")))
    assert main(["validate"]) == 2
    captured = capsys.readouterr()
    assert captured.err == "expected this, found that\n"
    assert captured.out == ""


def test_an_unexpected_error_points_to_debug(command, capsys):
    command(fail(ZeroDivisionError("division by zero")))
    assert main(["validate"]) == 2
    text = capsys.readouterr().err
    assert "ZeroDivisionError: division by zero" in text
    assert "--debug" in text
    assert "Traceback" not in text


def test_a_full_disk_is_nobodys_mistake(command, capsys):
    command(fail(OSError(errno.ENOSPC, "No space left on device", "x/history.parquet")))
    assert main(["validate"]) == 2
    assert capsys.readouterr().err.startswith("x/history.parquet cannot be written: no space is")


@pytest.mark.parametrize("arguments", [["--debug", "validate"], ["validate", "--debug"]])
def test_debug_lets_the_error_through_wherever_it_stands(command, arguments):
    command(fail(GanbenchError("x")))
    with pytest.raises(GanbenchError):
        main(arguments)
    command(fail(ZeroDivisionError))
    with pytest.raises(ZeroDivisionError):
        main(arguments)


def test_the_exit_code_of_a_command_is_the_programs(command):
    command(lambda: click.get_current_context().exit(1))
    assert main(["validate"]) == 1
    command(lambda: 1)
    assert main(["validate"]) == 1
    command(lambda: None)
    assert main(["validate"]) == 0


def test_ctrl_c_ends_without_a_traceback(command, capsys):
    command(fail(KeyboardInterrupt()))
    assert main(["validate"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        *(["list", kind] for kind in ("methods", "losses", "stabilizers", "workloads")),
        ["list", "suites", "--format", "json"],
    ],
)
def test_help_and_lists_import_nothing_heavy(arguments):
    script = (
        "import sys; from ganbench.cli.main import main; code = main(sys.argv[1:]); "
        "heavy = {'torch', 'pandas', 'numpy', 'scipy', 'sklearn', 'pydantic'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_ganbench_is_a_program():
    script = "import sys; from ganbench.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", script, "show", "no-such-thing"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "There is no 'no-such-thing'." in done.stderr
    assert "Traceback" not in done.stderr
