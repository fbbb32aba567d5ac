import matplotlib
import numpy as np
import pandas as pd
import pytest

from ganbench.report.gallery import mixture, samples
from ganbench.report.measures import measure
from ganbench.report.plots import seeds, training
from ganbench.report.style import looks, save
from ganbench.store import Record


def test_no_two_of_fifty_methods_look_alike() -> None:
    styles = looks([f"m{i}" for i in range(50)]).values()
    assert len({(look.color, str(look.dash)) for look in styles}) == 50


def record(**arrays: np.ndarray) -> Record:
    named = {name.replace("_", "-"): array.astype(np.float32) for name, array in arrays.items()}
    return Record("a", "gan", "w", 0, {}, {}, "completed", samples=named)


def test_grey_values_are_fixed_and_never_stretched() -> None:
    dull = np.full((4, 1, 8, 8), 0.1)
    picture = samples("w", [record(step_000001=dull)], looks(["gan"]))
    assert picture is not None
    [image] = picture.figure.axes[0].images
    assert image.get_clim() == (0, 1)
    assert image.get_array()[0, 0] == pytest.approx(0.55)


def test_images_lie_in_the_mosaic_in_the_order_they_were_drawn() -> None:
    images = np.arange(4)[:, None, None, None] / 4 * np.ones((4, 1, 8, 8))
    picture = samples("w", [record(step_000001=images)], looks(["gan"]))
    assert picture is not None
    mosaic = picture.figure.axes[0].images[0].get_array()
    np.testing.assert_allclose(mosaic[0, [0, 9, 18, 27]], (images[:, 0, 0, 0] + 1) / 2)


@pytest.mark.filterwarnings("error")
def test_a_floor_below_zero_does_not_break_a_logarithmic_figure(tmp_path) -> None:
    trials = pd.DataFrame({"method": ["gan"], "seed": [0], "status": ["completed"]})
    history = pd.DataFrame({"method": "gan", "seed": 0, "step": [1, 2], "kid-digits": [2.0, 0.01]})
    looked = looks(["gan"])
    picture = training("digits", trials, history, measure("kid-digits"), looked, -0.01)
    save(picture, tmp_path)
    assert "-0.01, below this axis" in "".join(t.get_text() for t in picture.figure.axes[0].texts)


@pytest.mark.filterwarnings("error")
def test_a_method_without_a_finite_value_has_its_row(tmp_path) -> None:
    values = {"method": ["gan", "boom"], "final_kid-digits": [0.5, np.nan]}
    board = pd.DataFrame(values).assign(seeds=1)
    board["final_kid-digits_low"] = board["final_kid-digits_high"] = board["final_kid-digits"]
    trials = pd.DataFrame(values)
    looked = looks(["gan", "boom"])
    picture = seeds("digits", trials, board, measure("kid-digits"), looked)
    save(picture, tmp_path)
    [axes] = picture.figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["gan", "boom"]
    assert [text.get_text() for text in axes.texts] == ["✗ 1 of 1"]


def test_the_first_and_the_last_of_many_moments_are_drawn() -> None:
    arrays = {f"step_{step:06d}": np.zeros((2, 2)) for step in range(10, 200, 10)}
    picture = samples("w", [record(**arrays)], looks(["gan"]))
    assert picture is not None
    titles = [axes.get_title() for axes in picture.figure.axes]
    assert (titles[0], titles[-1], len(titles)) == ("step 10", "step 190", 5)


def test_samples_that_are_not_finite_are_said_to_be_so() -> None:
    picture = samples("w", [record(step_000001=np.full((2, 2), np.nan))], looks(["gan"]))
    assert picture is not None
    assert [text.get_text() for text in picture.figure.axes[0].texts] == ["not finite"]


def test_what_cannot_be_drawn_is_left_out() -> None:
    assert samples("w", [record()], looks(["gan"])) is None
    assert samples("w", [record(step_000001=np.zeros((2, 5)))], looks(["gan"])) is None


def test_the_modes_are_those_of_the_config() -> None:
    config = {"dataset": "gaussian-mixture", "parameters": [["layout", "grid"], ["side", 5]]}
    config["parameters"] += [["spacing", 2], ["sigma", 0.05], ["fixed", 0]]
    grid = mixture({"workload": config})
    assert grid is not None
    assert len(grid.centers) == 25
    assert mixture({"workload": {"dataset": "digits"}}) is None


def test_drawing_leaves_matplotlibs_settings_alone() -> None:
    from ganbench.report.style import style

    before = dict(matplotlib.rcParams)
    with style():
        pass
    assert dict(matplotlib.rcParams) == before
