import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganbench.errors import GanbenchError
from ganbench.suite import document
from ganbench.suite.document import parse


def test_values_have_their_places():
    found = parse("name: a\nmethods:\n  - x\n  - {name: y, loss: z}\n", "s.yaml")
    assert found.data == {"name": "a", "methods": ["x", {"name": "y", "loss": "z"}]}
    assert found.place(("methods",)) == (2, 1)
    assert found.place(("methods", 1)) == (4, 5)
    assert found.place(("methods", 1, "loss")) == (4, 15)


def test_what_is_not_there_has_the_place_of_what_it_would_be_in():
    found = parse("name: a\nbudget: {}\n", "s.yaml")
    assert found.place(("budget", "generator_steps", "deeper")) == (2, 1)
    assert found.place(("seeds",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 1e-3),
        ("1E5", 1e5),
        (".5", 0.5),
        ("-2", -2),
        ("no", "no"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("010", "010"),
        ("2020-01-01", "2020-01-01"),
        ("true", True),
        ("~", None),
        ("'1e-3'", "1e-3"),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text, value):
    found = parse(f"x: {text}", "s.yaml").data["x"]
    assert found == value
    assert type(found) is type(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_prints_is_read_as_that_number(number):
    assert parse(f"x: {number!r}", "s.yaml").data["x"] == number


def test_an_alias_is_what_it_stands_for():
    assert parse("a: &a [1]\nb: *a", "s.yaml").data == {"a": [1], "b": [1]}


BILLION_LAUGHS = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "s.yaml:1: expected a suite .*, found nothing"),
        ("- a", "s.yaml:1: expected a suite .*, found a list"),
        ("just words", "s.yaml:1: expected a suite .*, found a single value"),
        ("a: 1\nb: [1\nc: 2", "s.yaml:3: this is not YAML"),
        ("a: !!python/object/apply:os.system [ls]", "s.yaml:1: expected plain YAML"),
        ("a: !!python/name:os.system x", "s.yaml:1: this is not YAML"),
        ("a: &a {x: 1}\nb: {<<: *a}", "s.yaml:2: merge keys .* Use `extends`"),
        ("? [a]\n: 1", "s.yaml:1: expected a word as key, found a list"),
        ("a: 1\n---\nb: 2", "s.yaml:2: this is not YAML"),
        ("a: \x00", "s.yaml: this is not YAML"),
        ("a: &a [*a]", "too large or too deep"),
        ("a: " + "[" * 500, "nested too deeply"),
        (BILLION_LAUGHS, "too large or too deep"),
    ],
)
def test_what_is_no_suite_is_one_clear_error(text, message):
    with pytest.raises(GanbenchError, match=message):
        parse(text, "s.yaml")


def test_keys_that_are_there_twice_are_noted_with_their_lines():
    document = parse("a: 1\nb: {c: 1, c: 2}\na: 3", "s.yaml")
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert document.repeated == (
        "s.yaml:2: the key 'c' is here twice. Remove one.",
        "s.yaml:3: the key 'a' is here twice. Remove one.",
    )


def test_a_binary_file_is_told_from_text(tmp_path):
    file = tmp_path / "s.yaml"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(GanbenchError, match="found a binary file"):
        document.read(file)


def test_a_huge_file_is_not_read(tmp_path):
    file = tmp_path / "s.yaml"
    file.write_bytes(b"#" * (document.MAX_BYTES + 1))
    with pytest.raises(GanbenchError, match="found more than 1,000,000 bytes"):
        document.read(file)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(GanbenchError, match="cannot be read"):
        document.read(tmp_path / "none.yaml")


def test_a_byte_order_mark_does_no_harm(tmp_path):
    file = tmp_path / "s.yaml"
    file.write_text("name: a", encoding="utf-8-sig")
    assert document.read(file).data == {"name": "a"}
