import json
import subprocess
import sys

import pytest

from ganbench.cli.main import main


def test_the_schema_is_json_that_knows_keys_and_names(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    required = {"name", "workloads", "methods", "seeds", "budget", "evaluate"}
    assert set(schema["required"]) == required
    assert schema["additionalProperties"] is False
    assert "wgan-gp" in json.dumps(schema["$defs"]["MethodEntry"])
    assert "gradient-penalty" in json.dumps(schema["$defs"]["MethodEntry"])
    assert "ring8" in json.dumps(schema["$defs"]["Variation"])
    assert schema["$defs"]["Budget"]["properties"]["generator_steps"]["description"]


@pytest.fixture
def properties(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)

    def properties(model, key, name):
        """What a part's parameters may be, where a suite's model has it under a key."""
        _, model = schema["$defs"][model]["anyOf"]
        found = json.dumps(model["properties"][key])
        [long] = [
            each["properties"][name]
            for each in walk(json.loads(found))
            if name in each.get("properties", {})
        ]
        values = long["anyOf"][0] if "anyOf" in long else long
        assert ("required" in values) == (long is values)  # else it may be left out altogether
        return values["properties"]

    return properties


def walk(value):
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from walk(each)


def test_parameters_have_types_defaults_and_bounds(properties):
    beta1 = properties("MethodEntry", "generator_optimizer", "adam")["beta1"]
    assert beta1["anyOf"][0] == {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
    assert beta1["default"] == 0.9
    assert set(beta1["anyOf"][1]["properties"]) == {"linear", "cosine"}
    linear = beta1["anyOf"][1]["properties"]["linear"]
    assert linear["properties"]["end"] == {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
    assert linear["not"] == {"required": ["steps", "share"]}
    rate = properties("MethodEntry", "generator_optimizer", "adam")["lr"]["anyOf"]
    assert rate[0] == {"type": "number", "exclusiveMinimum": 0}
    assert rate[1]["properties"]["cosine"]["properties"]["end"] == {"type": "number", "minimum": 0}
    noise = properties("MethodEntry", "stabilizers", "instance-noise")
    assert noise.pop("sigma")["anyOf"][0] == {"type": "number", "minimum": 0}
    assert noise == {
        "anneal": {"type": "integer", "minimum": 0, "default": 0},
        "schedule": {
            "type": "string", "enum": ["linear", "cosine", "exponential"], "default": "linear"
        },
    }  # fmt: skip
    assert properties("MethodEntry", "loss", "least-squares")["real"]["default"] == 1.0
    assert properties("Variation", "dataset", "gaussian-mixture")["sigma"]["type"] == "number"


@pytest.mark.parametrize("role", ["generator", "discriminator"])
def test_a_network_is_a_part_or_changes_of_the_workloads(capsys, properties, role):
    assert properties("Variation", role, "mlp")["sizes"]["type"] == "array"
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    own = schema["$defs"]["Variation"]["anyOf"][1]["properties"][role]
    [changes] = [each for each in walk(own) if "hidden" in each.get("properties", {})]
    assert list(changes["properties"]) == ["hidden", "width", "activation", "normalization"]
    assert changes["additionalProperties"] is False
    assert changes["minProperties"] == 1
    assert "required" not in changes
    hidden, activation = changes["properties"]["hidden"], changes["properties"]["activation"]
    assert {"type": "array", "items": {"type": "integer", "minimum": 1}} in hidden["anyOf"]
    assert "leaky-relu" in activation["anyOf"][0]["enum"]


def test_the_schema_is_made_without_torch():
    code = (
        "import sys; from ganbench.cli.main import main; assert main(['schema']) == 0; "
        "sys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
