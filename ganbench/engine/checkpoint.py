"""A cohort's progress on disk: JSON and safetensors, replaced whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor


@dataclass(frozen=True)
class Checkpoint:
    """One file that holds tensors by name, with plain data in its header.

    Random streams are functions of the step, so there is no random state to keep.
    """

    path: Path

    def save(self, tensors: dict[str, Tensor], plain: dict[str, Any]) -> None:
        """Writes beside the file, then puts it in its place in one move."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        kept = {name: tensor.contiguous() for name, tensor in tensors.items()}
        save_file(kept, partial, metadata={"plain": json.dumps(plain)})
        os.replace(partial, self.path)

    def load(self, device: torch.device) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
        """Returns what was saved, or `None` if nothing was."""
        if not self.path.exists():
            return None
        from safetensors import safe_open

        with safe_open(self.path, framework="pt") as file:
            plain = json.loads(file.metadata()["plain"])
        return load_file(self.path, device=str(device)), plain

    def remove(self) -> None:
        """Deletes the file, once all its trials are stored."""
        self.path.unlink(missing_ok=True)
