"""What an extractor is, and what it sees in images; torch is imported when one is used."""

from __future__ import annotations

import hashlib
import inspect
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ganbench.errors import DataError, MeasurementError
from ganbench.registry import Registry

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import torch
    from torch import Tensor, nn

_NOWHERE = uuid.uuid4().hex  # for what has no source file
ROUNDING = 1e-4  # how far past 1 a value may be: much less than the 1/128 of a grey level


def _nothing() -> str | None:
    return None


@dataclass(frozen=True)
class Extractor:
    """A network by whose features images are compared.

    Example:
        >>> import torch
        >>> import ganbench
        >>> pixels = ganbench.Extractor(title="Pixels", build=torch.nn.Flatten, shape=(1, 8, 8))
        >>> network = pixels.build()
        >>> network(torch.zeros(5, 1, 8, 8)).shape
        torch.Size([5, 64])

    Attributes:
        title: What tables call it.
        build: Makes it with its weights, on the CPU: a module from images [n, c, h, w] in [-1, 1],
            float32, to features [n, d], or to features and unnormalised class scores [n, k].
        url: Where it comes from.
        shape: The only images that it takes, channels, height and width; `None` for colour images
            of any size, and for grey ones, which it sees as three equal channels.
        missing: Says why it cannot be had here and what to do; `None` if it is here.
        chunk: Images at a time, so that memory stays bounded.
    """

    title: str
    build: Callable[[], nn.Module]
    url: str = ""
    shape: tuple[int, int, int] | None = None
    missing: Callable[[], str | None] = _nothing
    chunk: int = 64


EXTRACTORS: Registry[Extractor] = Registry(
    "extractor",
    {
        "digits": "ganbench.features.small:DIGITS",
        "fashion": "ganbench.features.small:FASHION",
        "mnist": "ganbench.features.small:MNIST",
        "stacked-digits": "ganbench.features.stacked:STACKED_DIGITS",
        "stacked-fashion": "ganbench.features.stacked:STACKED_FASHION",
        "stacked-mnist": "ganbench.features.stacked:STACKED_MNIST",
        "efflite0": "ganbench.features.efflite0:EFFLITE0",
        "inception": "ganbench.features.inception:INCEPTION",
    },
    group="ganbench.extractors",
    holds=Extractor,
)


class Extraction(NamedTuple):
    """Features [n, d] and class probabilities [n, k] of n images, float64.

    The probabilities are `None` where the extractor has no classes.
    """

    features: npt.NDArray[np.float64]
    probabilities: npt.NDArray[np.float64] | None


def extract(name: str, images: Tensor) -> Extraction:
    """Maps images [n, c, h, w] in [-1, 1], on any device, to what extractor `name` sees in them.

    Raises:
        UnknownNameError: There is no such extractor.
        DataError: Its weights are missing or broken.
        MeasurementError: The images are not such as the extractor takes, or it does not give what
            an extractor must.
    """
    import torch

    extractor = EXTRACTORS[name]
    seen = accepted(name, extractor, images)
    with torch.no_grad():
        network = module(extractor, images.device)
        pairs = [applied(name, network, chunk) for chunk in torch.split(seen, extractor.chunk)]
    features, scores = zip(*pairs, strict=True)
    known = [part for part in scores if part is not None]
    probabilities = _joined(known).softmax(dim=1).numpy() if known else None
    return Extraction(_joined(features).numpy(), probabilities)


def identity(name: str) -> str:
    """Returns the sha256 over the names, types, shapes and bytes of the weights and buffers in use.

    Raises:
        DataError: The weights are missing or broken.
    """
    import torch

    return _identity(EXTRACTORS[name], torch.device("cpu"))


def fingerprint(name: str) -> str:
    """Returns a name, the hash of the weights, and one of the sources that make the network.

    Two networks that differ in their code alone have the same weights. What comes without a source
    file has no fingerprint that lasts: it is another one in every process.

    Raises:
        DataError: The weights are missing or broken.
    """
    import torch

    extractor = EXTRACTORS[name]
    parts = {type(part) for part in module(extractor, torch.device("cpu")).modules()}
    own = [part for part in parts if part.__module__.partition(".")[0] != "torch"]
    build: Any = extractor.build
    while isinstance(build, partial):
        build = build.func
    sources = [_source(thing) for thing in (build, *sorted(own, key=repr))]
    return hashlib.sha256("\n".join([name, identity(name), *sources]).encode()).hexdigest()


def accepted(name: str, extractor: Extractor, images: Tensor) -> Tensor:
    """Returns images as an extractor takes them, [n, c, h, w], float32.

    Args:
        name: The extractor's, for messages.
        extractor: The extractor.
        images: What should be images [n, c, h, w] in [-1, 1].

    Raises:
        MeasurementError: The images are of another shape, type or range.
    """
    shape = tuple(images.shape)
    wanted = extractor.shape
    fits = shape[1:] == wanted if wanted else len(shape) == 4 and shape[1] in (1, 3)
    if not fits or 0 in shape:
        size = " x ".join(map(str, wanted)) if wanted else "1 or 3 x height x width"
        raise MeasurementError(
            f"The extractor '{name}' expected images of {size}, found an array of shape "
            f"{shape}. `ganbench list extractors` shows which extractor takes which images."
        )
    if not images.is_floating_point():
        raise MeasurementError(
            f"The extractor '{name}' expected images as floats in [-1, 1], found {images.dtype}. "
            "Convert bytes b by b / 127.5 - 1."
        )
    low, high = (bound.item() for bound in images.aminmax())
    if not (low >= -1 - ROUNDING and high <= 1 + ROUNDING):  # false for NaN as well
        raise MeasurementError(
            f"The extractor '{name}' expected images with values in [-1, 1], found "
            + ("NaN" if low != low else f"[{low:.6g}, {high:.6g}]")
            + ". End the generator in a tanh, or scale by constants that no sample changes."
        )
    seen = images.float()
    return seen.expand(-1, 3, -1, -1) if wanted is None and shape[1] == 1 else seen


def applied(name: str, network: nn.Module, images: Tensor) -> tuple[Tensor, Tensor | None]:
    """Returns features [n, d], and class scores [n, k] or `None` where there are no classes.

    Args:
        name: The extractor's, for messages.
        network: The extractor's network.
        images: Images as the extractor takes them [n, c, h, w].

    Raises:
        MeasurementError: The network does not give what an extractor must.
    """
    found = network(images)
    features, scores = found if isinstance(found, tuple) and len(found) == 2 else (found, None)
    for part in (features,) if scores is None else (features, scores):
        if getattr(part, "ndim", None) != 2 or len(part) != len(images):
            told = tuple(getattr(part, "shape", ())) or type(part).__name__
            raise MeasurementError(
                f"The extractor '{name}' is expected to map {len(images)} images to features "
                f"[{len(images)}, d], or to a pair of features and class scores "
                f"[{len(images)}, k]; found {told}."
            )
    return features, scores


@lru_cache(maxsize=8)
def module(extractor: Extractor, device: torch.device) -> nn.Module:
    """Returns the network of an extractor on a device, ready to use, made once in a process.

    Raises:
        DataError: The weights are missing or broken.
    """
    import torch

    problem = extractor.missing()
    if problem:
        raise DataError(problem)
    with torch.random.fork_rng(devices=[]):  # initialisation may draw; a trial's stream stays
        network = extractor.build()
    return network.requires_grad_(False).eval().to(device)


@lru_cache(maxsize=8)
def _identity(extractor: Extractor, device: torch.device) -> str:
    digest = hashlib.sha256()
    network = module(extractor, device)
    named = dict(network.named_parameters()) | dict(network.named_buffers())  # kept or not
    for name, weights in sorted(named.items()):
        digest.update(f"{name} {weights.dtype} {tuple(weights.shape)}\n".encode())
        digest.update(weights.contiguous().numpy().tobytes())
    return digest.hexdigest()


def _source(thing: Any) -> str:
    """The name of a function or a class, and a hash of the file that it stands in."""
    try:
        file = inspect.getsourcefile(inspect.unwrap(thing))
        code = hashlib.sha256(Path(str(file)).read_bytes()).hexdigest()
    except (TypeError, OSError):
        code = _NOWHERE
    return f"{thing.__module__}.{thing.__qualname__} {code}"


def _joined(parts: list[Tensor] | tuple[Tensor, ...]) -> Tensor:
    import torch

    return torch.cat([part.double().cpu() for part in parts])
