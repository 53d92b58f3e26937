"""SMT solvers that discharge obligations. Only `unsat` is a proof; everything else is not.

Trusted: that a solver's `unsat` is right, which a second, unrelated solver can confirm, and that what is asked is
the text of the obligations. Z3 and cvc5 are both used as libraries and are imported only here, when needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from bcm_formal.trust.obligations import Obligations


class Answer(Enum):
    UNSAT = "unsat"
    SAT = "sat"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Discharge:
    """The answers in order of the obligations; `detail` explains the first that is not `unsat`."""

    solver: str
    answers: tuple[Answer, ...]
    detail: str | None

    @property
    def first_open(self) -> int | None:
        """The first obligation that is not proved."""
        return next((i for i, answer in enumerate(self.answers) if answer is not Answer.UNSAT), None)


class SolverMissingError(Exception):
    """The solver is not installed."""


RLIMIT = 20_000_000
"""Z3's work units for one obligation"""
CVC5_RLIMIT = 5_000_000
"""cvc5's resource units for one obligation"""


def with_z3(obligations: Obligations, rlimit: int = RLIMIT) -> Discharge:
    """Ask Z3, every obligation for itself, the shared text read once."""
    try:
        import z3
    except ImportError as error:
        raise SolverMissingError("z3") from error
    items = list(obligations)
    text = "\n".join((obligations.prelude(), *(f"(assert {item.formula})" for item in items)))
    try:
        context = z3.Context()
        assertions = z3.parse_smt2_string(text, ctx=context)
    except z3.Z3Exception as error:
        return Discharge("z3", (Answer.UNKNOWN,) * max(len(items), 1), f"z3 cannot read the obligations: {error}")
    shared = len(assertions) - len(items)
    if shared < 0:
        return Discharge("z3", (Answer.UNKNOWN,) * len(items), "z3 read fewer formulas than were written")
    solver = z3.SimpleSolver(ctx=context)
    solver.set("rlimit", rlimit)
    for index in range(shared):
        solver.add(assertions[index])
    answers: list[Answer] = []
    detail: str | None = None
    for index in range(len(items)):
        solver.push()
        solver.add(assertions[shared + index])
        answer = Answer(str(solver.check()))
        if answer is not Answer.UNSAT and detail is None:
            detail = str(solver.model()) if answer is Answer.SAT else solver.reason_unknown()
        solver.pop()
        answers.append(answer)
    return Discharge("z3", tuple(answers), detail)


def with_cvc5(obligations: Obligations, rlimit: int = CVC5_RLIMIT) -> Discharge:
    """Ask cvc5, every obligation for itself, each as its stand-alone text."""
    try:
        import cvc5  # noqa: F401
    except ImportError as error:
        raise SolverMissingError("cvc5") from error
    answers: list[Answer] = []
    detail: str | None = None
    for item in obligations:
        answer, reason = cvc5_answer(obligations.standalone(item), rlimit)
        if answer is not Answer.UNSAT and detail is None:
            detail = reason
        answers.append(answer)
    return Discharge("cvc5", tuple(answers), detail)


def cvc5_answer(text: str, rlimit: int = CVC5_RLIMIT) -> tuple[Answer, str | None]:
    """cvc5's answer to one stand-alone text, and why it is not `unsat` where it is not."""
    import cvc5

    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setOption("rlimit-per", str(rlimit))
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "obligation")
    symbols = parser.getSymbolManager()
    said = ""
    try:
        while not (command := parser.nextCommand()).isNull():
            said += command.invoke(solver, symbols)
    except RuntimeError as error:
        return Answer.UNKNOWN, f"cvc5 cannot read the obligation: {error}"
    word = said.strip().splitlines()[-1] if said.strip() else ""
    if word in ("unsat", "sat", "unknown"):
        return Answer(word), None if word == "unsat" else f"cvc5 answers {word}"
    return Answer.UNKNOWN, f"cvc5 says: {said.strip()}"


SOLVERS: Mapping[str, Callable[[Obligations], Discharge]] = {"z3": with_z3, "cvc5": with_cvc5}
