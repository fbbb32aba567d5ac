import csv
import hashlib
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ganbench.benchmark.results import Results
from ganbench.errors import GanbenchError
from ganbench.report.build import write
from ganbench.store import Store


@pytest.fixture(scope="module")
def written(results: Path) -> list[Path]:
    store = Store.open(results, create=False)
    return write(Results(store).comparison, store)


def test_every_file_of_the_report_is_there(results: Path, written: list[Path]) -> None:
    names = {path.relative_to(results).as_posix() for path in written}
    assert {"index.html", "leaderboard.md", "leaderboard.csv", "leaderboard.tex"} <= names
    for workload, metric, coverage in (
        ("ring8", "sliced-w2", "modes"),
        ("digits", "kid-digits", "classes"),
    ):
        for kind in ("svg", "png"):
            assert f"figures/{workload}-{metric}-steps.{kind}" in names
            assert f"figures/{workload}-{metric}-seeds.{kind}" in names
            assert f"figures/{workload}-{coverage}-steps.{kind}" in names
            assert f"figures/{workload}-samples.{kind}" in names
    assert all(path.stat().st_size > 0 for path in written)
    assert written[0].name == "index.html"


def test_the_same_records_give_the_same_bytes(results: Path, written: list[Path]) -> None:
    def hashes() -> dict[Path, str]:
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in written}

    first = hashes()
    stale = results / "figures" / "a-workload-that-is-gone.png"
    stale.touch()
    Results.open(results).report()
    assert hashes() == first
    assert not stale.exists()


def test_the_page_needs_no_network_and_is_well_formed(results: Path, written) -> None:
    text = (results / "index.html").read_text()
    assert not re.findall(r'(?:src|href)="(?!data:|#)', text)
    assert "<script" not in text  # the suite's text is escaped

    class Balance(HTMLParser):
        open: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "img"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(text)
    assert parser.open == []


def test_the_page_says_what_happened(results: Path, written) -> None:
    text = (results / "index.html").read_text()
    assert "ring8: wgan-gp comes first" in text
    assert "1 diverged (gan_a&amp;b on ring8)" in text
    assert "1 of 9 planned trials has not run yet" in text
    assert "perfect generator" in text
    assert "left the finite numbers" in text
    assert "2.14.1" in text
    assert "of-an-older-run" not in text


def test_the_title_is_the_suites_name(results: Path, written) -> None:
    assert "<h1>a-suite</h1>" in (results / "index.html").read_text()
    assert (results / "leaderboard.md").read_text().startswith("# a-suite\n")


def test_without_a_suite_the_title_is_the_folders_name(results: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(results, tmp_path / "the-folder")
    shutil.rmtree(folder / "runs")
    assert Results.open(folder).report() == folder / "index.html"
    assert "<h1>the-folder</h1>" in (folder / "index.html").read_text()


def test_the_csv_has_a_row_a_workload_and_method(results: Path, written) -> None:
    rows = list(csv.DictReader((results / "leaderboard.csv").open()))
    assert [(row["workload"], row["method"]) for row in rows] == [
        ("ring8", "wgan-gp"),
        ("ring8", "gan_a&b"),
        ("digits", "wgan-gp"),
        ("digits", "gan_a&b"),
    ]
    assert float(rows[0]["final_sliced-w2"]) == pytest.approx(0.105)
    assert rows[1]["final_sliced-w2"] == "inf"


def test_the_latex_is_booktabs_with_everything_escaped(results: Path, written) -> None:
    text = (results / "leaderboard.tex").read_text()
    assert text.count(r"\toprule") == text.count(r"\bottomrule") == 2
    assert r"gan\_a\&b" in text
    assert r"\textbf{wgan-gp}" in text
    assert text.isascii()
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert len({len(re.findall(r"(?<!\\)&", row)) for row in rows[: len(rows) // 2]}) == 1


def test_markdown_tables_have_equal_rows(results: Path, written) -> None:
    lines = (results / "leaderboard.md").read_text().splitlines()
    table = [line for line in lines[: lines.index("## digits")] if line.startswith("|")]
    assert len(table) == 5  # header, rule, two methods, the perfect generator
    assert len({line.count("|") for line in table}) == 1


def test_nothing_finished_is_an_error(tmp_path: Path) -> None:
    Store.open(tmp_path / "empty")
    with pytest.raises(GanbenchError, match="no finished trial"):
        Results.open(tmp_path / "empty").report()
