"""From the evidence of a formula to text: what was guessed, and the answer to each question with its certificate.

Which questions there are is not written, for the checker makes them again from the formula. What only a search finds
is: the conditions that stand for inner parts, and the measures that fall. Each answer bears the number of its question
and the recipe of the model that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bcm_formal.model.expressions import Condition, Term
from bcm_formal.system.asked import Asked
from bcm_formal.system.ctl.plans import Propose
from bcm_formal.system.ctl.rewritten import Opposite, Rewritten, opposite_of, rebuilt
from bcm_formal.system.derived.recipe import recipe_of
from bcm_formal.system.questions import CtlQuestion, per_status
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import StateSet
from bcm_formal.trust.verdict import Computed, OppositeEverywhere, Shown, all_shown
from bcm_formal.vault.certificate_text import LAST_LINE, CertificateWriter
from bcm_formal.vault.kinds import kind_of
from bcm_formal.vault.outline import Line, UnreadableCertificateError, written
from bcm_formal.vault.recipe_text import recipe_text

QUESTIONS, OPPOSITE = "questions", "opposite"
FORMULA_KINDS = (QUESTIONS, OPPOSITE)
"""by questions about the formula itself, or about its opposite"""
CONDITION, MEASURES, ANSWER, SUBJECT = "condition", "measures", "answer", "subject"
"""the parts of such a certificate; `subject` is the answer to what makes the formula empty talk"""
NONE, FOUND_BY, ABOUT = "none", ", found by ", "about "

Measures = Mapping[str, tuple[Term, ...]]


def formula_kind(evidence: Computed | OppositeEverywhere) -> str:
    """How the header calls the evidence."""
    return QUESTIONS if isinstance(evidence, Computed) else OPPOSITE


def formula_body(
    asked: Asked, question: CtlQuestion, evidence: Computed | OppositeEverywhere, subject: Shown | None
) -> str:
    """What stands below the header. Raises `UnreadableCertificateError` if something is too large to be written out."""
    proposed = _Proposed(evidence.by.propose)
    conditions: tuple[Condition, ...] = ()
    again: Rewritten | Opposite | None
    if isinstance(evidence, Computed):
        conditions = tuple(put.where for put in evidence.by.all_put)
        again = rebuilt(question, conditions, proposed)
    else:
        again = opposite_of(question, proposed)
    if again is None or len(again.questions) != len(evidence.by.questions):
        raise UnreadableCertificateError("its questions cannot be made again")
    answers = _answers(evidence, subject)
    lines = [*_conditions(asked.system, conditions), *proposed.lines, *answers, Line(LAST_LINE)]
    return written(lines)


class _Proposed:
    """Proposes measures and keeps them, for each question that is new, in order."""

    def __init__(self, propose: Propose) -> None:
        self._propose = propose
        self._found: dict[tuple[TransitionSystem, Condition, Condition], Measures | None] = {}
        self.lines: list[Line] = []

    def __call__(self, system: TransitionSystem, where: Condition, goal: Condition) -> Measures | None:
        about = system, where, goal
        if about not in self._found:
            self._found[about] = found = self._propose(system, where, goal)
            self._keep(system, found)
        return self._found[about]

    def _keep(self, system: TransitionSystem, found: Measures | None) -> None:
        line = Line(f"{MEASURES} {len(self.lines)}")
        if found is None:
            line.text += f" {NONE}"
        else:
            writer = CertificateWriter(system.model)
            for status in system.statuses:
                terms = "; ".join(writer.parts.term(term) for term in found[status])
                line.add(f"in {status}: {terms or NONE}")
            if writer.shared():
                raise UnreadableCertificateError("a measure is too large")
        self.lines.append(line)


def _conditions(system: TransitionSystem, conditions: tuple[Condition, ...]) -> Iterator[Line]:
    writer = CertificateWriter(system.model)
    for number, where in enumerate(conditions):
        yield writer.part(f"{CONDITION} {number}", StateSet, StateSet(tuple(per_status(system, where).items())))
    yield from writer.shared()


def _answers(evidence: Computed | OppositeEverywhere, subject: Shown | None) -> Iterator[Line]:
    numbers = {id(question): number for number, question in reversed(list(enumerate(evidence.by.questions)))}
    shown = {numbers[id(item.question)]: item for item in all_shown(evidence)}
    for number, item in sorted(shown.items()):
        yield _answer(f"{ANSWER} {number}", item)
    if subject is not None:
        yield _answer(SUBJECT, subject)


def _answer(name: str, shown: Shown) -> Line:
    """An answer with all that shows it."""
    line = Line(f"{name} {shown.outcome.value} by {kind_of(shown.certificate)}{FOUND_BY}{shown.engine}")
    writer = CertificateWriter(shown.question.system.model)
    line.add(f"{ABOUT}{recipe_text(recipe_of(shown.question.system))}")
    line.children += writer.parts_of(shown.certificate)
    line.children += writer.shared()
    return line
