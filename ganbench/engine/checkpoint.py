"""A cohort's progress on disk: JSON and safetensors, replaced whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

FORMAT = 2


@dataclass(frozen=True)
class Checkpoint:
    """One file that holds tensors by name, with plain data in its header.

    Random streams are functions of the step, so there is no random state to keep.
    """

    path: Path

    def save(self, tensors: Mapping[str, Tensor], plain: Mapping[str, object]) -> None:
        """Writes beside the file, then puts it in its place in one move.

        Args:
            tensors: By name, of any shapes.
            plain: JSON values.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        kept = {name: tensor.contiguous() for name, tensor in tensors.items()}
        save_file(kept, partial, metadata={"plain": json.dumps({"format": FORMAT, **plain})})
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(partial, self.path)

    def load(self, device: torch.device) -> tuple[dict[str, Tensor], dict[str, object]] | None:
        """Returns what was saved, or `None` if there is nothing that this version can read."""
        if not self.path.exists():
            return None
        try:
            with safe_open(self.path, framework="pt") as file:
                plain = json.loads(file.metadata()["plain"])
            loaded = load_file(self.path, device=str(device))
            # views into the file lie where they fall; kernels round by where their data lie
            tensors = {name: tensor.clone() for name, tensor in loaded.items()}
        except (SafetensorError, KeyError, TypeError, ValueError):
            return None  # damaged: training from the start is slower, and right
        return (tensors, plain) if plain.pop("format", None) == FORMAT else None

    def remove(self) -> None:
        """Deletes the file, once all its trials are stored."""
        self.path.unlink(missing_ok=True)
