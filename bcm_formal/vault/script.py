"""The obligations of a proof as one SMT-LIB 2 script, which any solver answers without this program.

Its SHA-256 stands in the header of the certificate: the script is made again whenever a proof is checked, and must be
what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from bcm_formal.model.model import Model, Property
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.obligations import Obligations
from bcm_formal.vault.header import NO_SCRIPT, one_line
from bcm_formal.vault.store import Store

_TITLE = "; bcm-formal obligations"
_ENDING = ".smt2"


@dataclass(frozen=True, slots=True)
class Script:
    """A text for solvers, which they must answer with so many `unsat`."""

    text: str
    questions: int


def digest_of(script: Script | None) -> str:
    """The SHA-256 of its text in hex, or `NO_SCRIPT`."""
    return NO_SCRIPT if script is None else hashlib.sha256(script.text.encode()).hexdigest()


def script_of(model: Model, item: Property, outcome: Outcome, obligations: Sequence[Obligations]) -> Script | None:
    """The script of the obligations that show this outcome, those about each model together; None where nothing is left
    to prove."""
    works = [work for work in obligations if list(work)]
    if not works:
        return None
    questions = sum(len(list(work)) for work in works)
    lines = [
        _TITLE,
        f"; policy {model.name}",
        f"; property {item.name}: {one_line(item.text)}",
        f"; shown: {outcome.value}",
        "; Each formula says the opposite of the sentence above it, so every answer must be: unsat",
        f"; questions: {questions}. To ask them: z3 FILE, or cvc5 --incremental FILE",
        "(set-logic QF_LIA)",
    ]
    if len(works) == 1:
        lines += _asked(works[0])
    else:
        for number, work in enumerate(works, 1):
            lines += [f"; part {number} of {len(works)}", "(push 1)", *_asked(work), "(pop 1)"]
    return Script("\n".join(lines) + "\n", questions)


def _asked(obligations: Obligations) -> Iterator[str]:
    yield obligations.prelude()
    for number, obligation in enumerate(obligations, 1):
        yield f"; {number}. {obligation.says}"
        yield "(push 1)"
        yield f"(assert {obligation.formula})"
        yield "(check-sat)"
        yield "(pop 1)"


def scripts_in(home: Path) -> Store:
    """The scripts in a folder of their own."""
    return Store(home, _TITLE, _ENDING)
