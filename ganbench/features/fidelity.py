"""Extractors of ours in torch-fidelity, so that `calculate_metrics` can name them."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch_fidelity import register_feature_extractor
from torch_fidelity.feature_extractor_base import FeatureExtractorBase

from ganbench.errors import MeasurementError
from ganbench.features.extractor import EXTRACTORS, accepted, applied, module

LAYERS = ("features", "scores")


@cache  # a name can be registered once in a process
def register(name: str) -> str:
    """Registers extractor `name` in torch-fidelity.

    Returns:
        Its name there, for the option `feature_extractor` of `torch_fidelity.calculate_metrics`:
        FID, KID, precision and recall take its features, and the Inception score its class scores.
        Images are uint8 [3, height, width], or [1, height, width]; grey ones in three equal
        channels will do where it takes one.

    Raises:
        MeasurementError: There is no such extractor.
    """
    EXTRACTORS[name]  # an error if there is none
    known = f"ganbench-{name}"
    register_feature_extractor(known, type("Registered", (_Registered,), {"ours": name}))
    return known


class _Registered(FeatureExtractorBase):  # type: ignore[misc] # torch-fidelity has no types
    """What torch-fidelity makes an object of, with options of its own, for every calculation."""

    ours = ""

    def __init__(self, name: str, features_list: list[str], **options: Any) -> None:
        super().__init__(name, features_list)
        self._extractor = EXTRACTORS[self.ours]
        # A copy: torch-fidelity moves what it has made to its device.
        self._network = deepcopy(module(self._extractor, torch.device("cpu")))

    @staticmethod
    def get_provided_features_list() -> tuple[str, ...]:
        return LAYERS

    @staticmethod
    def get_default_feature_layer_for_metric(metric: str) -> str:
        return "scores" if metric == "isc" else "features"

    @staticmethod
    def can_be_compiled() -> bool:
        return False

    def forward(self, pixels: Tensor) -> tuple[Tensor, ...]:
        """Maps images [n, c, h, w], uint8, to the layers that were asked for."""
        images = accepted(self.ours, self._extractor, self._decoded(pixels))
        features, scores = applied(self.ours, self._network, images)
        layers = (
            {"features": features} if scores is None else {"features": features, "scores": scores}
        )
        if not layers.keys() >= set(self.features_list):
            raise MeasurementError(
                f"The extractor '{self.ours}' has no classes, and so no Inception score. "
                "Ask for the other metrics."
            )
        return tuple(layers[layer] for layer in self.features_list)

    def _decoded(self, pixels: Tensor) -> Tensor:
        shape = self._extractor.shape
        if shape and shape[0] == 1 and pixels.shape[1] == 3:
            if not (pixels == pixels[:, :1]).all():
                raise MeasurementError(
                    f"The extractor '{self.ours}' expected grey images, found coloured ones."
                )
            pixels = pixels[:, :1]
        return pixels.float().mul_(2 / 255).sub_(1)
