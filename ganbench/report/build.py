"""Writes the whole report of a results folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ganbench.analysis.board import Board
from ganbench.analysis.comparison import Comparison
from ganbench.analysis.curves import validation_metrics
from ganbench.analysis.frames import leaderboard_frame
from ganbench.analysis.measure import measure
from ganbench.errors import ResultsError
from ganbench.report import curves, dots, gallery
from ganbench.report.latex import latex
from ganbench.report.markdown import markdown
from ganbench.report.page import Section, page
from ganbench.report.style import Look, Picture, looks, save, style
from ganbench.report.summary import sentences
from ganbench.report.table import table
from ganbench.store import Record, Store

COVERAGE = ("modes", "classes", "classes-seen")
"""Metrics that are drawn over training besides the primary one."""


def write(comparison: Comparison, store: Store) -> list[Path]:
    """Writes leaderboard.md, .csv, .tex, index.html and figures/ into a results folder.

    The same records give the same bytes.

    Args:
        comparison: The trials and their boards.
        store: The folder, which has the trials' samples.

    Returns:
        The files, index.html first.

    Raises:
        ResultsError: The folder is not writable.
    """
    boards, folder, summary = comparison.boards.values(), store.path, sentences(comparison)
    styles = looks(list(dict.fromkeys(record.method for record in comparison.records)))
    try:
        sections = []
        for board in boards:
            with style():
                pictures = list(_pictures(board, comparison.on(board.workload), store, styles))
                files = [save(picture, _figures(folder)) for picture in pictures]
            sections.append(Section(table(board), tuple(zip(pictures, files, strict=True))))
        tables = [section.table for section in sections]
        texts = {
            "index.html": page(comparison, sections, summary),
            "leaderboard.md": markdown(comparison.title, summary, tables),
            "leaderboard.tex": latex(tables),
            "leaderboard.csv": leaderboard_frame(boards).to_csv(index=False, lineterminator="\n"),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResultsError(f"{folder}: the report cannot be written: {error}") from error
    drawn = [file for section in sections for _, files in section.pictures for file in files]
    for stale in set(_figures(folder).glob("*.*")) - set(drawn):
        stale.unlink()  # of a workload that the suite no longer names
    return [folder / name for name in texts] + drawn


def _pictures(
    board: Board, records: list[Record], store: Store, styles: dict[str, Look]
) -> Iterator[Picture]:
    """Yields the pictures of a workload.

    Args:
        board: The workload's board.
        records: The workload's trials.
        store: The folder, which has the trials' samples.
        styles: The look of each method.
    """
    validated = validation_metrics(records)
    coverage = [m for m in board.measures[1:] if m.name in COVERAGE]
    saturated = [board.saturated] if board.saturated else []
    for each in [*board.measures[:1], *saturated, *coverage]:
        if each.name in validated:
            key = validated[each.name]
            yield curves.training(board, records, measure(key, each.direction), styles)
    if (picture := dots.seeds(board, styles)) is not None:
        yield picture
    first = {record.method: record for record in sorted(records, key=lambda r: -r.seed)}
    drawn = [store.read(first[row.method].trial) for row in board.rows]
    if (picture := gallery.samples(board.workload, drawn, styles)) is not None:
        yield picture


def _figures(folder: Path) -> Path:
    path = folder / "figures"
    path.mkdir(exist_ok=True)
    return path
