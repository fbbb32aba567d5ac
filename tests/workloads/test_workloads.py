import pytest

from ganbench.datasets import load
from ganbench.metrics import METRICS
from ganbench.metrics.sized import unsized
from ganbench.workloads import WORKLOADS

MIXTURES = [n for n in WORKLOADS if WORKLOADS[n].dataset == "gaussian-mixture"]


@pytest.mark.parametrize(
    ("name", "modes", "extent", "sigma", "batch", "prior"),
    [
        ("ring8", 8, 2.0, 0.02, 512, "N(0, I_64)"),
        ("grid25", 25, 4.0, 0.05, 512, "N(0, I_64)"),
        ("ring8-pacgan", 8, 1.0, 0.01, 100, "N(0, I_2)"),
        ("grid25-pacgan", 25, 4.0, 0.05, 100, "N(0, I_2)"),
        ("ring8-bures", 8, 2.5, 0.01, 256, "N(0, I_256)"),
        ("grid25-bures", 25, 4.0, 0.05, 256, "N(0, I_256)"),
    ],
)
def test_mixtures_are_those_of_their_protocols(name, modes, extent, sigma, batch, prior):
    workload = WORKLOADS[name]
    density = load(workload.dataset, dict(workload.parameters)).density
    assert len(set(density.centers)) == modes
    assert max(x for x, _ in density.centers) == pytest.approx(extent)
    assert density.sigma == sigma
    assert (workload.batch, str(workload.prior)) == (batch, prior)


@pytest.mark.parametrize("name", list(WORKLOADS))
def test_the_target_is_by_some_of_the_metrics(name):
    workload = WORKLOADS[name]
    assert workload.target.conditions
    assert set(workload.target.metrics) <= set(workload.metrics)
    assert all(metric in METRICS for metric in workload.metrics)


@pytest.mark.parametrize("name", [*MIXTURES, "digits"])
def test_a_perfect_generator_reaches_the_target(name):
    from ganbench.evaluation.evaluator import evaluator

    workload = WORKLOADS[name]
    reference = evaluator(workload, 2500).reference("validation")
    perfect = {unsized(name): value for name, value in reference.items()}
    for each in workload.target.conditions:
        better = METRICS[each.metric].better(perfect[each.metric], each.threshold)
        assert better, each
