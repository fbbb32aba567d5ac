import json

from ganbench.cli.main import main


def test_the_schema_is_json_that_knows_keys_and_names(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    required = {"name", "workloads", "methods", "seeds", "budget", "evaluate"}
    assert set(schema["required"]) == required
    assert schema["additionalProperties"] is False
    assert "wgan-gp" in json.dumps(schema["$defs"]["Method"])
    assert "gradient-penalty" in json.dumps(schema["$defs"]["Method"])
    assert "ring8" in json.dumps(schema["$defs"]["Variation"])
    assert schema["$defs"]["Budget"]["properties"]["generator_steps"]["description"]
