import pytest

from ganbench.cli.main import main


def test_a_good_suite_is_told_in_numbers(capsys):
    assert main(["validate", "smoke"]) == 0
    text = capsys.readouterr().out
    assert "is valid: 3 methods x 2 workloads x 2 seeds = 12 trials of 20 generator steps." in text


def test_a_bad_suite_is_code_2_and_all_its_mistakes(tmp_path, capsys):
    file = tmp_path / "bad.yaml"
    file.write_text("name: bad\nworkloads: [rign8]\nmethods: [wgn]\nseeds: -1\n")
    assert main(["validate", str(file)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert all(line.startswith(f"{file}:") for line in lines)
    assert [line.removeprefix(f"{file}:").split(": ")[1] for line in lines] == [
        "budget",
        "evaluate",
        "workloads[0]",
        "methods[0]",
        "seeds",
    ]


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"", b"a: [", b"- 1"])
def test_what_is_no_suite_is_code_2_without_a_traceback(tmp_path, capsys, content):
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    assert main(["validate", str(file)]) == 2
    text = capsys.readouterr().err
    assert str(file) in text
    assert len(text.splitlines()) == 1


def test_a_plugin_that_raises_is_code_2_and_one_line(tmp_path, capsys):
    (tmp_path / "p.py").write_text("1 / 0")
    file = tmp_path / "s.yaml"
    file.write_text("plugins: [p.py]")
    assert main(["validate", str(file)]) == 2
    assert "p.py: the plugin cannot be loaded: ZeroDivisionError" in capsys.readouterr().err


def test_what_will_be_skipped_is_said_with_the_reason(tmp_path, capsys):
    file = tmp_path / "s.yaml"
    file.write_text(
        "name: s\nworkloads: [ring8]\nmethods: [hinge, cr]\nseeds: 2\n"
        "budget: {generator_steps: 4}\nevaluate: {every: 2}\n"
    )
    assert main(["validate", str(file)]) == 0
    _, *skipped = capsys.readouterr().out.splitlines()
    assert skipped == [
        "cr on ring8 will be skipped: consistency: only pictures can be shifted and mirrored: "
        "use `transform: noise`."
    ]


def test_the_networks_that_a_variation_changes_are_shown(tmp_path, capsys):
    file = tmp_path / "s.yaml"
    file.write_text(
        "name: s\nworkloads: [ring8, {name: few, extends: ring8, train_size: 10},"
        " {name: deep, extends: ring8, generator: {hidden: [8, 8], activation: silu}}]\n"
        "methods: [hinge]\nseeds: 2\nbudget: {generator_steps: 4}\nevaluate: {every: 2}\n"
    )
    assert main(["validate", str(file)]) == 0
    _, *networks = capsys.readouterr().out.splitlines()
    assert networks == [  # 65 * 8 + 9 * 8 + 9 * 2, and 65 * 128 + 129 * 128 + 129 * 2
        "deep has the generator 64-8-8-2 silu, 610 parameters, in place of 64-128-128-2 relu, "
        "25,090 parameters."
    ]


def test_a_schedule_of_a_number_on_which_a_step_branches_is_code_2(tmp_path, capsys):
    file = tmp_path / "s.yaml"
    target = "{linear: {start: 1, end: 0.5}}"
    file.write_text(
        f"""name: s
workloads: [ring8]
seeds: 1
budget: {{generator_steps: 2}}
evaluate: {{every: 1}}
methods:
  - {{name: fine, extends: r3gan}}
  - {{name: gp, extends: wgan-gp, stabilizers: [{{gradient-penalty: {{target: {target}}}}}]}}
"""
    )
    assert main(["validate", str(file)]) == 2
    told = capsys.readouterr()
    assert "gp on ring8: stabilizers/gradient-penalty/target: expected a constant" in told.err
    assert "fine on" not in told.err
