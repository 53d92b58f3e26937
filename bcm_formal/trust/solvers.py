"""SMT solvers that discharge obligations. Only `unsat` is a proof; everything else is not.

Trusted: that a solver's `unsat` is right, which a second, unrelated solver can confirm, and that what is asked is
the text of the obligations. Z3 and cvc5 are both used as libraries and are imported only here, when needed. Several
obligations are asked of one solver that reads their common definitions once, each between a `push` and a `pop`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from itertools import repeat

from bcm_formal.records import dataclass
from bcm_formal.system.smtlib import either
from bcm_formal.trust.obligations import Obligation, Obligations
from bcm_formal.trust.proved import Proved


class SatAnswer(Enum):
    UNSAT = "unsat"
    SAT = "sat"
    UNKNOWN = "unknown"


Reply = tuple[SatAnswer, str | None]
"""an answer, and what else is to be said where it is not `unsat`"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Formulas to be refuted one by one, and the declarations and definitions that they share."""

    shared: str
    formulas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one obligation may cost: a solver's own units of work, the same on every machine; beside them seconds."""

    z3: int = 20_000_000
    cvc5: int = 5_000_000
    seconds: int = 60
    eager: bool = False
    """whether the first that is not proved ends the matter; else only one that is wrong does"""
    total: int | None = None
    """what all together may cost, in units of Z3; None: as much as each by itself"""


LIMITS = Limits()
TOGETHER = 16
"""so many obligations are asked of Z3 at once"""


@dataclass(frozen=True, slots=True)
class Discharge:
    """The answers in order of the obligations; `detail` explains the first that is not `unsat`, number `first_open`."""

    answers: tuple[SatAnswer, ...]
    detail: str | None
    remembered: frozenset[int] = frozenset()
    """the numbers of those that were proved in earlier runs and not asked again"""

    @property
    def first_open(self) -> int | None:
        return next((i for i, answer in enumerate(self.answers) if answer is not SatAnswer.UNSAT), None)


class SolverMissingError(Exception):
    """The solver is not installed."""


def discharge(
    obligations: Obligations, solver: str, limits: Limits = LIMITS, proved: Proved | None = None
) -> Discharge:
    """What a solver says to the obligations. Those that are not asked any more, or not answered, count as unknown.

    Of those that say the same one is asked, and none that the solver has proved before, as `proved` says; what it
    proves is put down there.
    """
    proved = Proved() if proved is None else proved
    meanings, called = obligations.meanings(), with_version(solver)
    remembered = [number for number, meaning in enumerate(meanings) if proved.remembers(called, meaning)]
    asked: dict[str, Obligation] = {}
    for item, meaning in zip(obligations, meanings, strict=True):
        if not proved.holds(called, meaning):
            asked.setdefault(meaning, item)
    answers: dict[str, SatAnswer] = {}
    detail: str | None = None
    bundle = Bundle(obligations.prelude(list(asked.values())), tuple(item.formula for item in asked.values()))
    for meaning, (answer, reason) in zip(asked, SOLVERS[solver](bundle, limits), strict=False):
        answers[meaning] = answer
        if answer is SatAnswer.UNSAT:
            proved.add(called, meaning)
        elif detail is None:
            detail = reason
        if answer is SatAnswer.SAT or (answer is SatAnswer.UNKNOWN and limits.eager):
            break
    said = (answers.get(m, SatAnswer.UNKNOWN if m in asked else SatAnswer.UNSAT) for m in meanings)
    return Discharge(tuple(said), detail, frozenset(remembered))


def with_version(solver: str) -> str:
    """The name of a solver with its version. Raises `SolverMissingError`."""
    try:
        if solver == "z3":
            import z3

            return f"z3 {z3.get_full_version()}"
        import cvc5

        return f"cvc5 {cvc5.__version__}"
    except ImportError as error:
        raise SolverMissingError(solver) from error


def with_z3(bundle: Bundle, limits: Limits) -> Iterator[Reply]:
    """Z3's replies, one by one as they come. Fewer than there are formulas: it could not go on.

    Some are asked together: if their disjunction is unsatisfiable, so is each. Else each is asked on its own.
    """
    groups = [bundle.formulas[first : first + TOGETHER] for first in range(0, len(bundle.formulas), TOGETHER)]
    meter = _Meter(limits.total)
    together = _with_z3(Bundle(bundle.shared, tuple(either(group) for group in groups)), limits, meter)
    for group, reply in zip(groups, together, strict=False):
        alone = _with_z3(replace(bundle, formulas=group), limits, meter)  # which begins only if it is used
        yield from repeat(reply, len(group)) if reply[0] is SatAnswer.UNSAT else alone


class _Meter:
    """What is left of the work that all obligations together may cost."""

    def __init__(self, left: int | None) -> None:
        self.left = left

    def spend(self, units: int) -> bool:
        """True iff there was as much left."""
        self.left = None if self.left is None else self.left - units
        return self.left is None or self.left >= 0


def _with_z3(bundle: Bundle, limits: Limits, meter: _Meter) -> Iterator[Reply]:
    try:
        import z3

        from bcm_formal.z3_contexts import Context
    except ImportError as error:
        raise SolverMissingError("z3") from error
    text = "\n".join((bundle.shared, *(f"(assert {formula})" for formula in bundle.formulas)))
    try:
        context = Context()
        assertions = z3.parse_smt2_string(text, ctx=context)
        shared = len(assertions) - len(bundle.formulas)
        if shared < 0:
            raise z3.Z3Exception("it read fewer formulas than were written")
        solver = z3.SimpleSolver(ctx=context)
        solver.set("rlimit", limits.z3)
        solver.set("timeout", limits.seconds * 1000)
        for index in range(shared):
            solver.add(assertions[index])
        spent = -len(text)  # reading it costs work, too
        for index in range(len(bundle.formulas)):
            solver.push()
            solver.add(assertions[shared + index])
            answer = SatAnswer(str(solver.check()))
            before, spent = spent, solver.statistics().get_key_value("rlimit count")
            if not meter.spend(spent - before):
                yield SatAnswer.UNKNOWN, "all obligations together cost more work than they may"
                return
            if answer is SatAnswer.UNSAT:
                yield answer, None
            else:
                found = solver.model() if answer is SatAnswer.SAT else []  # its functions would take long to print
                values = ", ".join(f"{d} = {found[d]}" for d in found if not d.arity())
                yield answer, values or why_it_gave_up(solver.reason_unknown())
            solver.pop()
    except z3.Z3Exception as error:
        yield SatAnswer.UNKNOWN, f"z3 failed: {error}"


def why_it_gave_up(reason: str) -> str:
    """What Z3 gives as its reason for no answer, in words: it calls every limit of work or time `canceled`."""
    return "it reached its limit of work or time" if reason in ("canceled", "timeout") else reason


def with_cvc5(bundle: Bundle, limits: Limits) -> Iterator[Reply]:
    """cvc5's replies, likewise."""
    try:
        import cvc5
    except ImportError as error:
        raise SolverMissingError("cvc5") from error
    asked = (f"(push 1)\n(assert {formula})\n(check-sat)\n(pop 1)" for formula in bundle.formulas)
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("incremental", "true")
    solver.setOption("rlimit-per", str(limits.cvc5))
    solver.setOption("tlimit-per", str(limits.seconds * 1000))
    parser = cvc5.InputParser(solver)
    text = "\n".join(("(set-logic QF_LIA)", bundle.shared, *asked))
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "obligations")
    symbols = parser.getSymbolManager()
    try:
        while not (command := parser.nextCommand()).isNull():
            word = command.invoke(solver, symbols).strip()
            if word in ("unsat", "sat", "unknown"):
                yield SatAnswer(word), None if word == "unsat" else f"cvc5 answers {word}"
            elif word:
                raise RuntimeError(word)
    except RuntimeError as error:
        yield SatAnswer.UNKNOWN, f"cvc5 failed: {error}"


SOLVERS: Mapping[str, Callable[[Bundle, Limits], Iterator[Reply]]] = {"z3": with_z3, "cvc5": with_cvc5}
