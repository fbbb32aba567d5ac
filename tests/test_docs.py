"""What the pages name is there: files, folders, and the pages that they link to."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    page
    for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
    if page.name != "CHANGELOG.md"  # which names what is gone, too
]
CODE = re.compile(r"`([\w./-]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
HOMES = ("", "ganbench", "docs")


def named(page: Path) -> list[str]:
    """Paths in code, outside of code blocks: with a folder, and a suffix or a slash at the end."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [
        path
        for path in CODE.findall(text)
        if "/" in path
        and "NAME" not in path
        and (path.endswith((".py", ".md", ".yaml", "/")) or path.startswith("scripts/"))
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_are_there(page):
    missing = [
        path for path in named(page) if not any((ROOT / home / path).exists() for home in HOMES)
    ]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_and_pictures_that_a_page_links_to_are_there(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
