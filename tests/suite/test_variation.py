import pytest

from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.experiment.plan import trials
from ganbench.suite.load import load_suite
from ganbench.workloads import WORKLOADS, Target

SUITE = """
name: it
workloads: [{workloads}]
methods: [non-saturating]
seeds: 2
budget: {{generator_steps: 10}}
evaluate: {{every: 5, samples: 100}}
"""


@pytest.fixture
def loaded(tmp_path):
    def load(*workloads):
        file = tmp_path / "suite.yaml"
        file.write_text(SUITE.format(workloads=", ".join(workloads)))
        return load_suite(file)

    return load


def test_a_name_alone_is_the_workload_itself(loaded):
    assert loaded("ring8").workloads == (WORKLOADS["ring8"],)


def test_what_a_suite_changes_is_changed_and_nothing_else(loaded):
    few = "{name: few, extends: digits, train_size: 100, batch: 32}"
    other = (
        "{name: other, extends: digits, metrics: [fid-digits, classes], final: [recall-digits],"
        " target: {metric: fid-digits, threshold: 5}}"
    )
    small, measured, plain = loaded(few, other, "digits").workloads
    assert (small.name, small.extends) == ("few", "digits")
    assert (small.train_size, small.batch) == (100, 32)
    assert small.metrics == plain.metrics
    assert measured.metrics == ("fid-digits", "classes")
    assert measured.final == ("recall-digits",)
    assert measured.target == Target.of({"fid-digits": 5})
    assert measured.train_size is None


def test_a_target_may_have_several_conditions(loaded):
    both = "{name: both, extends: ring8, target: {modes: 8, high-quality: 0.9}}"
    assert loaded(both).workloads[0].target == Target.of({"modes": 8, "high-quality": 0.9})


def test_a_trial_has_the_workload_as_it_was_changed(loaded):
    few = (
        "{name: few, extends: ring8, train_size: 100, dataset: {gaussian-mixture: "
        "{layout: ring, modes: 4, radius: 1, sigma: 0.1}}}"
    )
    suite = loaded(few, "ring8")
    planned = trials(suite, Numerics())
    assert [trial.workload for trial in planned[::2]] == list(suite.workloads)
    assert len({trial.id for trial in planned}) == len(planned)
    assert dict(planned[0].workload.parameters)["modes"] == 4


@pytest.mark.parametrize(
    ("workload", "told"),
    [
        ("{name: ring8, batch: 3}", "the workload of this name without other keys"),
        ("{name: few, batch: 3}", "Say which workload it `extends`"),
        ("{name: few, extends: rign8}", "Did you mean 'ring8'?"),
        ("{name: few, extends: ring8, train_size: 0}", "a number above 0, found 0"),
        ("{name: few, extends: ring8, trainsize: 9}", "Did you mean 'train_size'?"),
        ("{name: few, extends: digits, metrics: [kid-digit]}", "expected a metric"),
        ("{name: few, extends: digits, metrics: [classes]}", "a target by some of its metrics"),
        ("{name: few, extends: ring8, target: {modes: 8, fid: 1}}", "metrics (jensen-shannon"),
        ("{name: few, extends: ring8, target: {}}", "at least 1"),
        ("{name: few, extends: ring8, target: {moods: 8}}", "Did you mean 'modes'?"),
        ("{name: few, extends: ring8, target: {modes: many}}", "expected a number, found 'many'"),
        ("{name: few, extends: digits, dataset: digitz}", "Did you mean 'digits'?"),
        (
            "{name: few, extends: ring8, dataset: {gaussian-mixture: {sigma: 1}}}",
            "expected a value for 'layout', found nothing",
        ),
        (
            "{name: few, extends: cifar10, dataset: {image-folder: {paht: x, size: 32}}}",
            "Did you mean 'path'?",
        ),
    ],
)
def test_mistakes_are_told_with_what_to_do(loaded, workload, told):
    with pytest.raises(GanbenchError) as error:
        loaded(workload)
    assert told in str(error.value)
    assert "suite.yaml:3" in str(error.value)
