"""The style sheet styles what there is, and nothing else."""

import re
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.(-?[a-z][a-z0-9_-]*)")
RULE = re.compile(r"(?:^|[{};])\s*([^{};@]+)\{", re.DOTALL)
PROPERTY = re.compile(r"(?<![\w-])(--[a-z0-9-]+)\s*:")
# htmx puts these on elements.
HTMX = {"htmx-request"}


def read_sheet() -> str:
    """The style sheet without its comments."""
    return COMMENT.sub("", (ROOT / "static" / "css" / "attest.css").read_text(encoding="utf-8"))


def find_classes(sheet: str) -> set[str]:
    """The classes that the selectors name."""
    return {name for selector in RULE.findall(sheet) for name in CLASS.findall(selector)}


def read_pages() -> str:
    """All that may put a class on an element."""
    files = [*(ROOT / "templates").rglob("*.*"), *(ROOT / "static" / "js").glob("*.js")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def is_used(name: str, pages: str) -> bool:
    """Whether a template names the class, whole or with an end that a value fills in ("verdict--{{ … }}")."""
    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", pages):
        return True
    stem, dashes, _end = name.partition("--")
    return bool(dashes) and f"{stem}--{{" in pages


def test_every_class_is_on_a_page() -> None:
    pages = read_pages()
    classes = find_classes(read_sheet())
    assert len(classes) > 100
    assert [name for name in sorted(classes - HTMX) if not is_used(name, pages)] == []


def test_a_class_on_no_page_is_found() -> None:
    assert find_classes(".left, .right:hover { margin: 0.5rem } @media print { .over > p { top: 0 } }") == {
        "left",
        "right",
        "over",
    }
    assert not is_used("left", '<p class="left-over">')
    assert is_used("left", '<p class="first left">')
    assert is_used("verdict--right", '<p class="verdict verdict--{{ verdict }}">')


def test_every_custom_property_is_used() -> None:
    sheet = read_sheet()
    assert [name for name in sorted(set(PROPERTY.findall(sheet))) if f"var({name})" not in sheet] == []


def test_every_part_of_the_sheet_is_closed() -> None:
    """What a bracket leaves open swallows all that follows: the style of other pages, for print alone."""
    deep = 0
    for number, line in enumerate(read_sheet().splitlines(), start=1):
        deep += line.count("{") - line.count("}")
        assert 0 <= deep <= 2, f"line {number} without comments: {line}"
    assert deep == 0
