from dataclasses import replace

import matplotlib
import numpy as np
import pandas as pd
import pytest

from ganbench.analysis.board import PerfectScores
from ganbench.analysis.leaderboard import board
from ganbench.analysis.measure import measure
from ganbench.metrics.sized import Sized
from ganbench.report import dots
from ganbench.report.curves import training
from ganbench.report.gallery import mixture, samples
from ganbench.report.style import FEW, Picture, looks, save
from ganbench.store import Record, WorkloadFacts
from ganbench.store.measurements import Measurements, Scores

MANY = [f"m{i}" for i in range(FEW + 5)]


def test_few_methods_have_a_colour_each_and_many_one_look() -> None:
    assert len({look.color for look in looks(MANY[:FEW]).values()}) == FEW
    assert len(set(looks(MANY).values())) == 1


def record(arrays: dict[int, np.ndarray], method: str = "gan") -> Record:
    """A trial with samples [n, *shape] by step."""
    samples = {step: array.astype(np.float32) for step, array in arrays.items()}
    return Record("a", method, "w", 0, {}, {}, "completed", samples=samples)


def trained(values: dict[str, list[float]], metric: str = "modes", seeds: int = 1) -> list[Record]:
    """Trials of methods with a metric at steps 1, 2, ..., the last of which is final too."""
    key = Sized(metric, 500)
    return [
        Record(
            f"{method}{seed}", method, "ring8", seed, {}, {}, "completed",
            history=pd.DataFrame({"step": range(1, len(path) + 1), str(key): path}),
            measurements=Measurements(
                key, measure(key).direction, 500, 500, len(path),
                best=Scores(1, {key: path[-1]}), final=Scores(len(path), {key: path[-1]}),
            ),
        )
        for method, path in values.items()
        for seed in range(seeds)
    ]  # fmt: skip


def curves_of(records: list[Record], **changes: object) -> Picture:
    shown = replace(board(records), **changes)
    methods = list(dict.fromkeys(record.method for record in records))
    return training(shown, records, shown.measures[0], looks(methods))


def drawn_curves(methods: list[str], tmp_path) -> list[str]:
    """The titles of the panels that show the curves of methods, the last one the best."""
    records = trained({name: [3.0, 6.0 + i / 10] for i, name in enumerate(methods)}, seeds=2)
    picture = curves_of(records, perfect=PerfectScores({"modes": 8.0}))
    save(picture, tmp_path)
    assert picture.wide == (len(methods) > FEW)
    return [axes.get_title() for axes in picture.figure.axes if axes.get_visible()]


def dots_of(records: list[Record]) -> Picture:
    methods = list(dict.fromkeys(record.method for record in records))
    picture = dots.seeds(board(records), looks(methods))
    assert picture is not None
    return picture


def test_few_curves_share_a_panel(tmp_path) -> None:
    assert drawn_curves(MANY[:FEW], tmp_path) == ["ring8"]


@pytest.mark.filterwarnings("error")
def test_each_of_many_curves_has_a_panel_in_the_order_of_the_table(tmp_path) -> None:
    assert drawn_curves(MANY, tmp_path) == MANY[::-1]


def test_of_many_methods_the_last_samples_are_drawn() -> None:
    records = [record({1: np.zeros((2, 2)), 2: np.ones((2, 2))}, name) for name in MANY]
    picture = samples("w", records, looks(MANY))
    assert picture is not None
    assert picture.wide
    assert "step 2" in picture.caption
    shown = [axes for axes in picture.figure.axes if axes.get_visible()]
    assert [axes.get_title() for axes in shown] == MANY
    assert all((axes.collections[0].get_offsets() == 1).all() for axes in shown)


def test_one_seed_has_no_interval_in_the_figure() -> None:
    [one] = dots_of(trained({"gan": [3.0]}, seeds=1)).figure.axes
    [two] = dots_of(trained({"gan": [3.0]}, seeds=2)).figure.axes
    assert (len(one.containers), len(two.containers)) == (0, 1)


def test_grey_values_are_fixed_and_never_stretched() -> None:
    dull = np.full((4, 1, 8, 8), 0.1)
    picture = samples("w", [record({1: dull})], looks(["gan"]))
    assert picture is not None
    [image] = picture.figure.axes[0].images
    assert image.get_clim() == (0, 1)
    assert image.get_array()[0, 0] == pytest.approx(0.55)


def test_images_lie_in_the_mosaic_in_the_order_they_were_drawn() -> None:
    images = np.arange(4)[:, None, None, None] / 4 * np.ones((4, 1, 8, 8))
    picture = samples("w", [record({1: images})], looks(["gan"]))
    assert picture is not None
    mosaic = picture.figure.axes[0].images[0].get_array()
    np.testing.assert_allclose(mosaic[0, [0, 9, 18, 27]], (images[:, 0, 0, 0] + 1) / 2)


@pytest.mark.filterwarnings("error")
def test_a_floor_below_zero_does_not_break_a_logarithmic_figure(tmp_path) -> None:
    records = trained({"gan": [2.0, 0.01]}, "kid-digits")
    picture = curves_of(records, perfect=PerfectScores({"kid-digits": -0.01}))
    save(picture, tmp_path)
    assert "-0.01, below this axis" in "".join(t.get_text() for t in picture.figure.axes[0].texts)


@pytest.mark.filterwarnings("error")
def test_a_method_without_a_finite_value_has_its_row(tmp_path) -> None:
    picture = dots_of(trained({"gan": [0.5], "boom": [np.nan]}, "kid-digits"))
    save(picture, tmp_path)
    [axes] = picture.figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["gan", "boom"]
    assert [text.get_text() for text in axes.texts] == ["✗ 1 of 1"]


def test_the_first_and_the_last_of_many_moments_are_drawn() -> None:
    arrays = {step: np.zeros((2, 2)) for step in range(10, 200, 10)}
    picture = samples("w", [record(arrays)], looks(["gan"]))
    assert picture is not None
    titles = [axes.get_title() for axes in picture.figure.axes]
    assert (titles[0], titles[-1], len(titles)) == ("step 10", "step 190", 5)


def test_samples_that_are_not_finite_are_said_to_be_so() -> None:
    picture = samples("w", [record({1: np.full((2, 2), np.nan)})], looks(["gan"]))
    assert picture is not None
    assert [text.get_text() for text in picture.figure.axes[0].texts] == ["not finite"]


def test_what_cannot_be_drawn_is_left_out() -> None:
    assert samples("w", [record({})], looks(["gan"])) is None
    assert samples("w", [record({1: np.zeros((2, 5))})], looks(["gan"])) is None


def test_the_modes_are_those_of_the_config() -> None:
    parameters = {"layout": "grid", "side": 5, "spacing": 2, "sigma": 0.05, "fixed": 0}
    grid = mixture(WorkloadFacts("grid25", "gaussian-mixture", parameters))
    assert grid is not None
    assert len(grid.centers) == 25
    assert mixture(WorkloadFacts("digits", "digits")) is None
    assert mixture(None) is None


def test_drawing_leaves_matplotlibs_settings_alone() -> None:
    from ganbench.report.style import style

    before = dict(matplotlib.rcParams)
    with style():
        pass
    assert dict(matplotlib.rcParams) == before


@pytest.mark.filterwarnings("error")
def test_single_dots_a_decade_apart_are_no_news() -> None:
    picture = dots_of(trained({"gan": [0.1], "far": [2.0]}, "kid-digits"))
    assert picture.figure.axes[0].get_xscale() == "log"


def test_trials_without_any_value_have_no_dots() -> None:
    assert dots.seeds(board(trained({"gan": [np.nan]})), looks(["gan"])) is None
