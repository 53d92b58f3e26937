"""The obligations of a proof as one SMT-LIB 2 script, which any solver answers without this program.

Its SHA-256 stands in the header of the certificate: the script is made again whenever a proof is checked, and must be
what it was.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bcm_formal.model.model import Model, Property
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


def script_of(model: Model, item: Property, outcome: Outcome, obligations: Obligations | None) -> Script | None:
    """The script of the obligations that show this outcome; None where nothing is left to prove."""
    items = list(obligations or ())
    if obligations is None or not items:
        return None
    lines = [
        _TITLE,
        f"; policy {model.name}",
        f"; property {item.name}: {one_line(item.text)}",
        f"; shown: {outcome.value}",
        "; Each formula says the opposite of the sentence above it, so every answer must be: unsat",
        f"; questions: {len(items)}. To ask them: z3 FILE, or cvc5 --incremental FILE",
        "(set-logic QF_LIA)",
        obligations.prelude(),
    ]
    for number, obligation in enumerate(items, 1):
        lines += [
            f"; {number}. {obligation.says}",
            "(push 1)",
            f"(assert {obligation.formula})",
            "(check-sat)",
            "(pop 1)",
        ]
    return Script("\n".join(lines) + "\n", len(items))


def scripts_in(home: Path) -> Store:
    """The scripts in a folder of their own."""
    return Store(home, _TITLE, _ENDING)
