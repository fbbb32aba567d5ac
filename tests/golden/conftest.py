"""Golden files are read here, and written anew by `pytest tests/golden --write-golden`."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def golden(request):
    """Compares what a test found with a golden file by `equal`, or writes the file."""

    def compare(name, found, equal=lambda a, b: a == b):
        path = Path(__file__).with_name(f"{name}.json")
        known = json.loads(path.read_text()) if path.exists() else {}
        if request.config.getoption("--write-golden"):
            known.update(found)
            path.write_text(json.dumps(known, indent=1) + "\n")
        differing = [key for key in found if key not in known or not equal(known[key], found[key])]
        assert not differing, {key: (known.get(key), found[key]) for key in differing[:3]}

    return compare
