"""Whom each transitional provision saves, as a page, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.answers.phrases import span_of_time
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.versions.transitions import Saved, Saves, Transitions
from bcm_formal.views.report.escapes import in_markdown, json_text
from bcm_formal.views.report.page import Page, Style, Styled
from bcm_formal.views.report.people import effect_words

_STYLES: dict[Saves, Style] = {
    Saves.ALL: "good",
    Saves.SOME: "warning",
    Saves.IN_PART: "warning",
    Saves.NOT_ALL: "warning",
    Saves.NOBODY: "bad",
    Saves.UNDECIDED: "warning",
}
NOTHING = "no provision at all"


def saved_words(found: Transitions, saved: Saved) -> str:
    """`all`, `some; later by at most 2 years`, `nobody`."""
    if saved.later is None:
        return saved.saves.value
    return f"{saved.saves.value}; later by at most {span_of_time(found.model, saved.later)}"


def _classes(found: Transitions) -> list[str]:
    """Each class with what happens to it: `in skilled, to permanent: later by 1 month to 10 years`."""
    return [f"{item.words}, to {item.target.name}: {effect_words(found.model, item)}" for item in found.classes]


def transitions_page(found: Transitions) -> Page:
    """The classes who lose without any provision, and for each provision whom it saves."""
    page = Page()
    if not found.classes:
        page.line(0, "without any provision nobody loses anything")
    for number, words in enumerate(_classes(found), 1):
        page.line(0, Styled(f"{number}  ", "strong"), words)
    for item in found.undecided:
        page.line(0, Styled(f"not decided for {item.words}: {item.undecided}", "warning"))
    page.blank()
    for tried in found.tried:
        page.line(0, Styled(tried.clause.words, "strong"))
        for number, saved in enumerate(tried.saved, 1):
            page.line(2, Styled(f"{number}  saves ", "dim"), Styled(saved_words(found, saved), _STYLES[saved.saves]))
    if not found.tried:
        page.line(0, "the change has no transitional provision")
    return page


def transitions_markdown(found: Transitions) -> str:
    """The classes as a list, and the table of provisions and classes."""
    lines = [f"{number}. {in_markdown(words)}" for number, words in enumerate(_classes(found), 1)]
    heads = ["provision", *(str(number) for number in range(1, len(found.classes) + 1))]
    lines += ["", _row(heads), _row(["---"] * len(heads)), _row([NOTHING, *("nobody" for _ in found.classes)])]
    for tried in found.tried:
        cells = (in_markdown(saved_words(found, saved)) for saved in tried.saved)
        lines.append(_row([in_markdown(tried.clause.words), *cells]))
    return "\n".join([*lines, ""])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def transitions_json(found: Transitions) -> str:
    """Classes and provisions; times are steps of the policy."""
    classes: list[Json] = [
        {
            "target": item.target.name,
            "rung": item.rung.value,
            "who": item.words,
            "effect": item.what.value,
            "least": item.least,
            "most": item.most,
        }
        for item in found.classes
    ]
    provisions: list[Json] = [
        {
            "id": tried.clause.id,
            "says": tried.clause.words,
            "saves": [
                {"saves": saved.saves.value, "later": saved.later, "proofs": len(saved.shown)} for saved in tried.saved
            ],
        }
        for tried in found.tried
    ]
    undecided: list[Json] = [{"who": item.words, "reason": item.undecided} for item in found.undecided]
    return json_text({"classes": classes, "provisions": provisions, "undecided": undecided})


def is_undecided(found: Transitions) -> bool:
    """True iff something that was asked is not known."""
    open_cells = any(saved.saves is Saves.UNDECIDED for tried in found.tried for saved in tried.saved)
    return open_cells or bool(found.undecided)
