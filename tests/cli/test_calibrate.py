import json

from ganbench.cli.main import main

SUITE = """
name: earlier
workloads:
  - {name: earlier, extends: ring8, metrics: [sliced-w2], final: [], target: {sliced-w2: 0.25}}
methods: [non-saturating]
seeds: 2
budget: {generator_steps: 10}
evaluate: {every: 5}
"""


def test_a_workload_that_ships_tells_all_faults(capsys):
    assert main(["calibrate", "ring8", "--draws", "5"]) == 0
    told = capsys.readouterr().out
    for part in ("perfect generator", "100%", "a circle", "0%", "jensen-shannon", "2,500 samples"):
        assert part in told


def test_a_target_of_a_suite_that_does_not_is_told(tmp_path, capsys):
    file = tmp_path / "suite.yaml"
    file.write_text(SUITE)
    assert main(["calibrate", str(file), "--draws", "5", "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["target"] == {"sliced-w2": 0.25}
    assert {row["fault"]: row["met"] for row in found["rows"]}["a circle"] == 1


def test_a_game_of_players_is_refused(capsys):
    assert main(["calibrate", "bilinear"]) == 2
    assert "its players are measured" in capsys.readouterr().err


def test_show_prints_the_table_of_a_workload(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "150")
    assert main(["show", "ring8"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "modes a tenth as wide" in told
    assert "one in a hundred is worse than: jensen-shannon 0.00" in told
    assert main(["show", "celeba"]) == 0
    assert "`ganbench calibrate celeba` makes one" in capsys.readouterr().out
