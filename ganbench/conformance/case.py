"""The kit as a class of pytest tests, for an author's own package."""

from __future__ import annotations

from typing import ClassVar


class Conformance:
    """A test for each check; subclass it under a name that begins with `Test`.

    Nothing here imports pytest or torch before a test runs.

    Attributes:
        target: What `ganbench check` takes: a name, a plugin file or an installed package.
        kind: Only things of this kind, where a name stands for several; all if empty.
    """

    target: ClassVar[str] = ""
    kind: ClassVar[str] = ""

    def test_interface(self) -> None:
        """It is of the right type, says what it is, and can be written into a suite file."""
        self._run("interface")

    def test_hooks(self) -> None:
        """Every hook returns something of the right type and shape."""
        self._run("hooks")

    def test_meta(self) -> None:
        """A step runs on `meta` tensors: no number is looked at and nothing is moved."""
        self._run("meta")

    def test_finite(self) -> None:
        """Values and gradients stay finite over a few steps, and both players move."""
        self._run("finite")

    def test_determinism(self) -> None:
        """The same step twice, and the same run twice, give the same bits."""
        self._run("determinism")

    def test_cohort(self) -> None:
        """A seed does not notice its cohort: the same bits alone and among three."""
        self._run("cohort")

    def test_resume(self) -> None:
        """A run that is stopped, stored and restored goes on to the same bits."""
        self._run("resume")

    def test_dirac(self) -> None:
        """Prints the eigenvalues of the update field at the equilibrium of the Dirac-GAN."""
        self._run("dirac")

    def test_equilibrium(self) -> None:
        """Where p_G = p_data and the discriminator is at its optimum, nobody moves."""
        self._run("equilibrium")

    def test_numbers(self) -> None:
        """Prints which real numbers are inputs of the recorded step, and which constants."""
        self._run("numbers")

    def test_nearby(self) -> None:
        """Prints whether the game comes back to its equilibrium from beside it."""
        self._run("nearby")

    def test_ring8(self) -> None:
        """A short run on ring8 beside one of the non-saturating GAN does not diverge."""
        self._run("ring8")

    def test_effect(self) -> None:
        """A stabilizer changes the steps, and a loss has a gradient in all its logits."""
        self._run("effect")

    def test_data(self) -> None:
        """The data load, have the shape that is promised, and are the same every time."""
        self._run("data")

    def test_networks(self) -> None:
        """The networks fit the prior and the samples, and are as large as they say."""
        self._run("networks")

    def test_evaluation(self) -> None:
        """Real samples and those of an untrained generator can be measured."""
        self._run("evaluation")

    def test_build(self) -> None:
        """A network builds, and is as large as it says."""
        self._run("build")

    def test_shapes(self) -> None:
        """A network fits the prior and the samples of some workload."""
        self._run("shapes")

    def test_update(self) -> None:
        """An optimizer's updates are pure and finite, and move the parameters."""
        self._run("update")

    def test_slots(self) -> None:
        """What an optimizer carries from step to step keeps its names, shapes and types."""
        self._run("slots")

    def test_gradient(self) -> None:
        """An optimizer's updates can be differentiated."""
        self._run("gradient")

    def test_seeds(self) -> None:
        """An optimizer that is vectorised over seeds gives each its own numbers."""
        self._run("seeds")

    def test_rate(self) -> None:
        """An optimizer at another learning rate is the same rule."""
        self._run("rate")

    def test_values(self) -> None:
        """A metric is finite for real samples against real ones, and the same every time."""
        self._run("values")

    def test_noise(self) -> None:
        """A metric tells real samples from noise."""
        self._run("noise")

    def test_features(self) -> None:
        """An extractor gives finite features, the same bits for the same images."""
        self._run("features")

    def test_alone(self) -> None:
        """An extractor sees each image by itself."""
        self._run("alone")

    def _run(self, name: str) -> None:
        """Runs the check of that name on all that the target names; skips if none has it."""
        import pytest

        from ganbench.conformance.kit import CHECKS
        from ganbench.conformance.targets import find

        pairs = [
            (subject, check)
            for subject in find(self.target)
            for check in CHECKS[subject.kind]
            if check.name == name and self.kind in ("", subject.kind)
        ]
        if not pairs:
            pytest.skip(f"'{name}' is not for a thing of this kind")
        results = [(subject, check(subject)) for subject, check in pairs]
        for subject, result in results:
            print(f"{subject}: {result.name}: {result.reason}")
        failures = [
            f"{subject}: {result.reason}\n  To mend: {result.mend}"
            for subject, result in results
            if result.status == "failed"
        ]
        if failures:
            pytest.fail("\n".join(failures), pytrace=False)
