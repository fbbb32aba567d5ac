"""A hash of what a data set is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from torch import Tensor


def digest(facts: Mapping[str, object], *tensors: Mapping[Any, Tensor]) -> str:
    """Returns a SHA-256, in hexadecimal, of plain values and of tensors.

    Args:
        facts: What JSON can hold, by name.
        tensors: Tensors [...] on the CPU, by name; names, types, shapes and bytes count.
    """
    found = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for name, tensor in sorted((name, part[name]) for part in tensors for name in part):
        found.update(json.dumps([name, str(tensor.dtype), list(tensor.shape)]).encode())
        found.update(tensor.contiguous().numpy().data)  # not copied
    return found.hexdigest()
