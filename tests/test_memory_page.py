"""docs/memory.md: what it writes is historical averaging, to the bit."""

import re
from pathlib import Path

import torch
from torch.utils import _pytree as pytree

from ganbench.stabilizers.historical_averaging import HistoricalAveraging

TEXT = (Path(__file__).parents[1] / "docs" / "memory.md").read_text(encoding="utf-8")


def test_what_the_page_writes_is_historical_averaging(small, cohort_of):
    (block,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    page = {"__name__": "page"}
    exec(block, page)

    def players(stabilizer):
        cohort = cohort_of("non-saturating", small, [0, 1], stabilizers=[stabilizer])
        state = cohort.init()
        for step in range(4):
            state = cohort.step(state, step)
        return pytree.tree_leaves(state.players)

    ours, theirs = players(page["ToTheMean"](0.3)), players(HistoricalAveraging(0.3))
    assert all(map(torch.equal, ours, theirs))
    assert not all(map(torch.equal, ours, players(HistoricalAveraging(0.2))))
