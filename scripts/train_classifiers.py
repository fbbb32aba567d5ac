"""Trains the classifiers whose features ganbench measures images with, on training splits only.

Usage: python scripts/train_classifiers.py digits fashion mnist

One thread and a fixed seed: run again with the same torch on the same kind of processor, it writes
the same weights. Elsewhere sums are rounded in another way, and an accuracy of .985 becomes .982.
"""

import hashlib
import json
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import save as serialise
from torch import Tensor, nn
from torch.nn import functional

from ganbench.datasets import digits, fashion_mnist, mnist_10k
from ganbench.datasets.labelled import Labelled
from ganbench.features.classifier import Classifier, build

FOLDER = Path(__file__).parents[1] / "ganbench" / "features" / "weights"
DATA = {"digits": digits.splits, "fashion": fashion_mnist.splits, "mnist": mnist_10k.splits}
EPOCHS = {"digits": 120, "fashion": 10, "mnist": 30}
BATCH = {"digits": 50, "fashion": 128, "mnist": 50}


def main(names: list[str]) -> None:
    torch.set_num_threads(1)
    for name in names:
        splits = DATA[name]()
        start = time.perf_counter()
        model = train(name, splits["train"])
        print(f"{name}: trained in {time.perf_counter() - start:.0f} s")
        scores = {split: accuracy(model, splits[split]) for split in ("validation", "test")}
        print(f"{name}: accuracy {scores}")
        normalise(model, splits["train"])
        save(name, model, scores)


def train(name: str, data: Labelled) -> Classifier:
    torch.manual_seed(0)
    model = build(name)
    size, epochs = BATCH[name], EPOCHS[name]
    steps = len(data.images) // size
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs * steps)
    for epoch in range(epochs):
        for rows in torch.randperm(len(data.images))[: steps * size].view(steps, size):
            _, logits = model(shifted(data.images[rows]))
            loss = functional.cross_entropy(logits, data.labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        if (epoch + 1) % max(1, epochs // 10) == 0:
            print(f"{name}: epoch {epoch + 1} of {epochs}, loss {loss.item():.3f}", flush=True)
    return model.eval()


@torch.no_grad()
def normalise(model: Classifier, data: Labelled) -> None:
    """Scales the features to a mean square of 1; the logits stay the same.

    A kernel distance grows with the sixth power of the features' scale, which says nothing.
    """
    features, _ = model(data.images)
    scale = features.square().mean().sqrt()
    hidden = [layer for layer in model.body if isinstance(layer, nn.Linear)][-1]
    hidden.weight /= scale  # what follows it is a ReLU, which lets a factor through
    hidden.bias /= scale
    model.head.weight *= scale


def shifted(images: Tensor) -> Tensor:
    """Moves the whole batch by at most a pixel, so that features do not hang on exact places."""
    side = images.shape[-1]
    top, left = torch.randint(3, (2,)).tolist()
    padded = functional.pad(images, (1, 1, 1, 1), value=-1.0)
    return padded[..., top : top + side, left : left + side]


@torch.no_grad()
def accuracy(model: Classifier, data: Labelled) -> float:
    _, logits = model(data.images)
    return round((logits.argmax(1) == data.labels).double().mean().item(), 4)


def save(name: str, model: Classifier, scores: dict[str, float]) -> None:
    path = FOLDER / f"{name}.safetensors"
    weights = serialise(model.state_dict())
    path.write_bytes(weights)
    facts = {
        "accuracy": scores,
        "sha256": hashlib.sha256(weights).hexdigest(),
        "bytes": len(weights),
        "torch": torch.__version__,
        "command": f"python scripts/train_classifiers.py {name}",
    }
    path.with_suffix(".json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or list(DATA))
