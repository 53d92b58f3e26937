"""From the text of a formula's certificate back to what it claims. Nothing of it is believed.

The questions are made again from the formula and the guesses in the text. The text says of each answer how the model
was made that it is about; that has to be the model of the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.expressions import Condition, InStatus, Term, conjunction, disjunction
from bcm_formal.system.asked import Asked
from bcm_formal.system.ctl.rewritten import Opposite, Rewritten, opposite_of, rebuilt
from bcm_formal.system.derived.recipe import recipe_of
from bcm_formal.system.questions import CtlQuestion, Question
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.formulas import FormulaClaim
from bcm_formal.vault.certificate_from_text import CertificateReader, evidence_in, wrong
from bcm_formal.vault.certificate_text import LAST_LINE
from bcm_formal.vault.formula_text import (
    ABOUT,
    ANSWER,
    CONDITION,
    FOUND_BY,
    MEASURES,
    NONE,
    OPPOSITE,
    SUBJECT,
    Measures,
)
from bcm_formal.vault.header import HEADER_LINES, Header
from bcm_formal.vault.outline import Line, UnreadableCertificateError, outline_of
from bcm_formal.vault.recipe_text import recipe_text

MAX_ANSWERS = 2_000
"""that are read of one formula"""
MAX_CONDITIONS = 50
"""that may stand for inner parts"""
_ANSWER = re.compile(rf"(?:{ANSWER} (\d{{1,6}})|{SUBJECT}) (HOLDS|VIOLATED) by (\w+){FOUND_BY}([^\n]{{1,200}})")


def formula_from_text(text: str, header: Header, asked: Asked) -> FormulaClaim:
    """What the certificate says of the formula that is asked about. Raises `UnreadableCertificateError`."""
    if not isinstance(asked.question, CtlQuestion):
        raise UnreadableCertificateError("it is about a formula, and the property is none")
    try:
        return _read(text, header, asked, asked.question)
    except DiagnosticError as error:
        raise UnreadableCertificateError(error.diagnostics[0].message) from None
    except RecursionError:
        raise UnreadableCertificateError("it is nested too deeply") from None
    except EndlessChoiceError as error:
        raise UnreadableCertificateError(f"a condition in it computes with {error}") from None


def _read(text: str, header: Header, asked: Asked, question: CtlQuestion) -> FormulaClaim:
    lines = outline_of(text)[HEADER_LINES:]
    if not lines or lines[-1].text != LAST_LINE or lines[-1].children:
        raise UnreadableCertificateError("its end is missing")
    rest, conditions = _conditions(lines[:-1], asked.system)
    measures = _Measures(rest)
    rest = rest[len(measures) :]
    by: Rewritten | Opposite | None
    if header.kind == OPPOSITE:
        by = None if conditions else opposite_of(question, measures)
    else:
        by = rebuilt(question, conditions, measures)
    if by is None:
        raise UnreadableCertificateError("the formula has no such questions")
    questions = by.questions
    if measures.are_left:
        raise UnreadableCertificateError("it holds more measures than are asked for")
    if len(rest) > MAX_ANSWERS:
        raise wrong(rest[MAX_ANSWERS], "it holds more answers than are read")
    return FormulaClaim(header.outcome, by, tuple(_answer(line, questions, asked) for line in rest))


def _conditions(lines: Sequence[Line], system: TransitionSystem) -> tuple[Sequence[Line], list[Condition]]:
    """The lines after those that are about conditions, and the conditions."""
    count = next((n for n, line in enumerate(lines) if line.text != f"{CONDITION} {n}"), len(lines))
    if count > MAX_CONDITIONS:
        raise wrong(lines[MAX_CONDITIONS], "it holds more conditions than a formula has parts")
    reader, rest = CertificateReader(system.model), lines[count:]
    if rest and rest[0].text == "where":
        reader.where(rest[0])
        rest = rest[1:]
    sets = [reader.states(line) for line in lines[:count]]
    return rest, [disjunction(conjunction((InStatus((s,)), c)) for s, c in states.conditions) for states in sets]


class _Measures:
    """Proposes the measures of the text: for each question that is new, the next."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = list(takewhile(lambda line: line.text.partition(" ")[0] == MEASURES, lines))
        self._read: dict[tuple[TransitionSystem, Condition, Condition], Measures | None] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def are_left(self) -> bool:
        """True iff not all were asked for."""
        return len(self._read) < len(self._lines)

    def __call__(self, system: TransitionSystem, where: Condition, goal: Condition) -> Measures | None:
        about = system, where, goal
        if about not in self._read:
            if not self.are_left:
                raise UnreadableCertificateError("measures are missing")
            number = len(self._read)
            self._read[about] = _measures(self._lines[number], number, system)
        return self._read[about]


def _measures(line: Line, number: int, system: TransitionSystem) -> Measures | None:
    if line.text == f"{MEASURES} {number} {NONE}" and not line.children:
        return None
    reader = CertificateReader(system.model)
    if line.text != f"{MEASURES} {number}" or len(line.children) != len(system.statuses):
        raise wrong(line, f"here should stand `{MEASURES} {number}` and below it a line for each status")
    found: dict[str, tuple[Term, ...]] = {}
    for below, status in zip(line.children, system.statuses, strict=True):
        before, _, words = below.text.partition(": ")
        if before != f"in {status}":
            raise wrong(below, f"here should stand `in {status}: …`")
        found[status] = tuple(reader.term(item, None, below) for item in words.split("; ") if item != NONE)
    if len({len(terms) for terms in found.values()}) > 1:
        raise wrong(line, "there are more measures in one status than in another")
    return found


def _answer(line: Line, questions: Sequence[Question], asked: Asked) -> tuple[Question, Claim]:
    found = _ANSWER.fullmatch(line.text)
    question: Question | None = None
    if found is not None:
        number = len(questions) if found[1] is None else int(found[1])
        question = asked.vacuity if found[1] is None else (questions[number] if number < len(questions) else None)
    if found is None or question is None or not line.children:
        raise wrong(line, "this is no answer to a question about the formula")
    made = f"{ABOUT}{recipe_text(recipe_of(question.system))}"
    if line.children[0].text != made:
        raise wrong(line.children[0], f"the question is {made}")
    evidence = evidence_in(line.children[1:], found[3], question.system.model)
    return question, Claim(Outcome(found[2]), evidence, found[4])
