"""Writes the whole report of a results folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from ganbench.analysis.frame import frame, histories, metrics
from ganbench.analysis.leaderboard import leaderboard, overall, references
from ganbench.errors import GanbenchError
from ganbench.metrics.sized import unsized
from ganbench.report import curves, dots, gallery
from ganbench.report.measures import directions, measure
from ganbench.report.page import Section, page
from ganbench.report.style import Picture, looks, save, style
from ganbench.report.summary import outcome, skips
from ganbench.report.table import tables
from ganbench.report.texts import latex, markdown
from ganbench.store import Record, Store
from ganbench.suite.document import parse

COVERAGE = ("modes", "classes")


def write(path: str | Path) -> list[Path]:
    """Writes leaderboard.md, .csv, .tex, index.html and figures/ into a results folder.

    The same records give the same bytes.

    Args:
        path: A folder that `ganbench run` wrote.

    Returns:
        The files, index.html first.

    Raises:
        GanbenchError: It is not a results folder, holds no finished trial or is not writable.
    """
    store = Store.open(path, create=False)
    records = current_records(store)
    trials = frame(records)
    board = leaderboard(trials, directions(metrics(trials)))
    perfect = references(trials)
    shown = tables(board, perfect)
    planned = len(store.current()) - int((trials["status"] == "skipped").sum())
    sentences = [*outcome(board, perfect, planned), *skips(trials)]
    folder, title = store.path, _title(store)
    try:
        sections = []
        for table in shown:
            here = trials[trials["workload"] == table.workload]
            with style():
                pictures = list(_pictures(store, records, here, board, perfect))
                files = [save(picture, _figures(folder)) for picture in pictures]
            sections.append(Section(table, tuple(zip(pictures, files, strict=True))))
        texts = {
            "index.html": page(title, store, records, trials, sections, sentences, overall(board)),
            "leaderboard.md": markdown(title, sentences, shown),
            "leaderboard.tex": latex(shown),
            "leaderboard.csv": board.to_csv(index=False, lineterminator="\n"),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise GanbenchError(f"{folder}: the report cannot be written: {error}") from error
    drawn = [file for section in sections for _, files in section.pictures for file in files]
    for stale in set(_figures(folder).glob("*.*")) - set(drawn):
        stale.unlink()  # of a workload that the suite no longer names
    return [folder / name for name in texts] + drawn


def current_records(store: Store) -> list[Record]:
    """Returns the newest run's finished records without samples; all, if no run was noted."""
    records = store.records(store.current() or None, samples=False)
    if not records:
        raise GanbenchError(
            f"{store.path} holds no finished trial of its newest run. "
            "Run the suite first: `ganbench run SUITE --out DIR`."
        )
    return records


def _title(store: Store) -> str:
    """Returns the suite's name; the folder's where no suite was noted."""
    try:
        return str(parse(store.suite(), "the noted suite").data["name"])
    except (GanbenchError, KeyError):
        return store.path.resolve().name


def _pictures(
    store: Store,
    records: Sequence[Record],
    trials: pd.DataFrame,
    board: pd.DataFrame,
    perfect: pd.DataFrame,
) -> Iterator[Picture]:
    """Yields the pictures of the workload that `trials` are of."""
    styles = looks(list(dict.fromkeys(record.method for record in records)))
    workload = str(trials["workload"].iloc[0])
    here = [record for record in records if record.workload == workload]
    history = histories(here)
    rows = board[board["workload"] == workload]
    ranked = {str(method): styles[str(method)] for method in rows["method"]}
    primary = rows["primary"].iloc[0]
    coverage = [name for name in metrics(trials) if name.startswith(COVERAGE) and name != primary]
    looked = {unsized(str(column)): str(column) for column in history}
    for name in [looked.get(unsized(str(metric))) for metric in [primary, *coverage]]:
        if name is not None and history[name].notna().any():
            metric = unsized(name)
            known = perfect.loc[workload].get(metric) if metric in perfect else None
            yield curves.training(workload, trials, history, measure(name), ranked, known)
    if primary is not None and trials[f"final_{primary}"].notna().any():
        yield dots.seeds(workload, trials, rows, measure(primary), styles)
    first = {record.method: record for record in sorted(here, key=lambda r: -r.seed)}
    picture = gallery.samples(
        workload, [store.read(first[method].trial) for method in ranked], styles
    )
    if picture is not None:
        yield picture


def _figures(folder: Path) -> Path:
    path = folder / "figures"
    path.mkdir(exist_ok=True)
    return path
