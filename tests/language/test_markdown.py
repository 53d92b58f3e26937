"""Policies in fenced blocks of Markdown."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import DiagnosticError, source_of_text
from bcm_formal.language.from_text import parse
from bcm_formal.language.to_text import format_source

_PAGE = """# A policy

```bcm
layer   a
```

1. A list

   ~~~ bcm extra words
   layer b
     note   "n"
   ~~~

```
layer not_read
```
````bcm
layer c
"""


def _names(text: str) -> list[str]:
    return [getattr(d, "name").text for d in parse(source_of_text(text, "page.md")).tree.declarations]  # noqa: B009


def test_blocks_are_read_in_order_and_others_are_not() -> None:
    assert _names(_PAGE) == ["a", "b", "c"]


def test_only_the_blocks_are_formatted() -> None:
    expected = _PAGE.replace("layer   a", "layer a").replace('note   "n"', 'note "n"')
    assert expected == format_source(source_of_text(_PAGE, "page.md"))


def test_places_are_those_of_the_page() -> None:
    layer = parse(source_of_text(_PAGE, "page.md")).tree.declarations[1]
    assert layer.span.place == "page.md:10:4"


def test_a_page_without_a_block_says_so() -> None:
    found = parse(source_of_text("# Words\n", "page.md")).diagnostics
    assert [diagnostic.code for diagnostic in found] == ["BCM104"]


def test_a_declaration_over_two_blocks_is_read_but_not_formatted() -> None:
    page = source_of_text('```bcm\nlayer a\n```\n\n```bcm\n  note "n"\n```\n', "page.md")
    assert parse(page).ok
    with pytest.raises(DiagnosticError, match="goes on in another block"):
        format_source(page)
