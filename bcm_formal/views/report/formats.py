"""Every format by its name."""

from __future__ import annotations

from enum import Enum
from typing import assert_never

from bcm_formal.records import dataclass
from bcm_formal.views.report.contents import Result
from bcm_formal.views.report.page import Page, to_colour, to_plain
from bcm_formal.views.report.text import Detail, page_of


class Format(Enum):
    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"
    MARKDOWN = "markdown"


FOR_PEOPLE = frozenset({Format.TEXT, Format.CONCISE})
"""the others are read by programs, and are UTF-8 with line feeds everywhere"""


@dataclass(frozen=True, slots=True)
class Look:
    """How text is set: `symbols` off means plain words only, for screen readers."""

    width: int = 100
    colour: bool = False
    symbols: bool = True
    verbose: bool = False


def set_page(page: Page, look: Look) -> str:
    """The page as text of this look."""
    return to_colour(page, look.width) if look.colour else to_plain(page, look.width, symbols=look.symbols)


def written(
    results: tuple[Result, ...],
    form: Format,
    exit_code: int,
    look: Look = Look(),  # frozen
    timings: dict[str, float] | None = None,
) -> str:
    """The results in a format, ending in a line end."""
    match form:
        case Format.TEXT | Format.CONCISE:
            page = page_of(results, Detail(verbose=look.verbose, brief=form is Format.CONCISE))
            return set_page(page, look)
        case Format.JSON:
            from bcm_formal.views.report.json_form import to_json

            return to_json(results, exit_code, timings)
        case Format.JUNIT:
            from bcm_formal.views.report.markup import to_junit

            return to_junit(results)
        case Format.GITHUB:
            from bcm_formal.views.report.markup import to_github

            return to_github(results)
        case Format.MARKDOWN:
            from bcm_formal.views.report.markup import to_markdown

            return to_markdown(results)
        case _:
            assert_never(form)
