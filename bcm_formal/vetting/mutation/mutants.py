"""Mutants: the same policy with one clause a little different, one small change each.

Thresholds move one step up and down, `at least` becomes `more than` (where that is not a moved threshold anyway),
requirements and alternatives are dropped, limits are moved by a step, rules are removed. A mutant is described here and
made when it is wanted. Changes that leave all rules as they are, and such that give the same policy as an earlier one,
are no mutants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from typing import assert_never

from bcm_formal.diagnostics import Span
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import joined
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import OfReform
from bcm_formal.language.writing.clauses import takes_text
from bcm_formal.language.writing.terms import expression_text
from bcm_formal.model.as_read import as_of
from bcm_formal.model.expressions import Number, total
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.model import TIME_IN_STATUS, Limit, Model
from bcm_formal.model.priority import with_priority
from bcm_formal.model.to_text import term_text
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.vetting.leaving_out import without_rule
from bcm_formal.vetting.mutation.edits import Neighbours, replaced


class Change(Enum):
    """What is done to a clause."""

    THRESHOLD = "threshold moved"
    COMPARISON = "comparison changed"
    REQUIREMENT = "requirement dropped"
    ALTERNATIVE = "alternative dropped"
    LIMIT = "limit moved"
    REMOVED = "rule removed"


Make = Callable[[], Model | None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one clause. `make` gives the changed policy; None: it is no sound policy."""

    change: Change
    clause: str
    """the name of the declaration"""
    says: str
    span: Span
    make: Make


def mutants_of(model: Model) -> Iterator[Mutant]:
    """All changes of the text of a model in its order; some of them may leave the rules as they are."""
    author = _Author(model)
    for declaration in author.tree.declarations:
        yield from author.changes(declaration)


_STRICTER: dict[syntax.CompareOp, syntax.CompareOp] = {
    "at least": "more than",
    "more than": "at least",
    "at most": "less than",
    "less than": "at most",
}


class _Author:
    def __init__(self, model: Model) -> None:
        self.tree, self.model = joined(parse(model.source)).tree, model
        self.neighbours = Neighbours(model)

    def changes(self, declaration: syntax.Declaration) -> Iterator[Mutant]:
        """The mutants of one declaration."""
        match declaration:
            case syntax.TransitionDecl() | syntax.EventDecl():
                yield from self._event(declaration)
            case syntax.DefineDecl():
                for line in declaration.body:
                    yield from self._condition(declaration, line.condition, declaration.name.text)
                if len(declaration.body) > 1:
                    yield from (self._dropped(declaration, line) for line in declaration.body)
            case syntax.ScoreDecl():
                yield from self._score(declaration)
            case syntax.ParameterDecl():
                yield from self._parameter(declaration)
            case syntax.ClockDecl():
                for clause in (declaration.runs, declaration.zero):
                    if clause is not None and clause.condition is not None:
                        yield from self._thresholds(declaration, clause.condition, declaration.name.text)
            case syntax.WindowDecl():
                if declaration.condition is not None:
                    yield from self._thresholds(declaration, declaration.condition, declaration.name.text)
            case syntax.LimitDecl():
                yield from self._limit(declaration)
            case syntax.StatusDecl():
                yield from self._status(declaration)
            case (
                syntax.PolicyDecl()
                | syntax.IncludeDecl()
                | syntax.PropertiesDecl()
                | syntax.SourceDecl()
                | syntax.LayerDecl()
                | syntax.ActorDecl()
                | syntax.AttributeDecl()
                | syntax.EffortDecl()
                | syntax.StartDecl()
                | syntax.PropertyDecl()
                | syntax.ScenarioDecl()
                | OfReform()
            ):
                return
            case _:
                assert_never(declaration)

    # --- declarations ---

    def _status(self, declaration: syntax.StatusDecl) -> Iterator[Mutant]:
        if declaration.acts is not None:
            name, span = declaration.name.text, declaration.acts.span
            without = replace(declaration, acts=None)
            yield self._mutant(declaration, without, Change.REMOVED, name, "`acts at once` is dropped", span)
        if declaration.limit is not None:
            name, bound = f"{declaration.name.text}_limit", declaration.limit.bound
            yield from self._moved(name, bound.span)
            yield from self._without_priority(declaration, name, declaration.limit.yields)
            yield self._removed(name, declaration.limit.span)

    def _event(self, declaration: syntax.TransitionDecl | syntax.EventDecl) -> Iterator[Mutant]:
        name = declaration.name.text
        for line in (*declaration.when, *declaration.unless):
            yield from self._condition(declaration, line.condition, name)
        yield from (self._dropped(declaration, line) for line in declaration.when)
        if len(declaration.unless) > 1:
            yield from (self._dropped(declaration, line) for line in declaration.unless)
        if declaration.unless:
            first = declaration.unless[0]
            words = "unless " + " and ".join(expression_text(line.condition) for line in declaration.unless)
            without = replace(declaration, unless=())
            yield self._mutant(declaration, without, Change.REQUIREMENT, name, f"`{words}` is dropped", first.span)
        if declaration.takes is not None:
            yield from self._longer(declaration, declaration.takes)
        yield from self._without_priority(declaration, name, declaration.yields)
        yield self._removed(name, declaration.span)

    def _longer(self, declaration: syntax.TransitionDecl | syntax.EventDecl, takes: syntax.Takes) -> Iterator[Mutant]:
        """The time an event takes, a step longer and a step shorter; and an event that takes none."""
        name = declaration.name.text
        for literal in syntax.subexpressions(takes.length):
            for other in self.neighbours.of(literal):
                changed = replace(takes, length=replaced(takes.length, literal, other))
                says = f"`{takes_text(takes)}` becomes `{takes_text(changed)}`"
                mutated = replace(declaration, takes=changed)
                yield self._mutant(declaration, mutated, Change.THRESHOLD, name, says, takes.span)
        without = replace(declaration, takes=None)
        yield self._mutant(
            declaration, without, Change.REQUIREMENT, name, f"`{takes_text(takes)}` is dropped", takes.span
        )

    def _score(self, declaration: syntax.ScoreDecl) -> Iterator[Mutant]:
        name = declaration.name.text
        for line in declaration.lines:
            for points in (line.points + 1, line.points - 1):
                changed = replaced(declaration, line, replace(line, points=points))
                words = expression_text(line.condition)
                says = f"`{line.points} when {words}` becomes `{points} when …`"
                yield self._mutant(declaration, changed, Change.THRESHOLD, name, says, line.span)
            yield from self._condition(declaration, line.condition, name)
            if len(declaration.lines) > 1:
                says = f"`{line.points} when {expression_text(line.condition)}` is dropped"
                without = replaced(declaration, line)
                yield self._mutant(declaration, without, Change.REQUIREMENT, name, says, line.span)

    def _parameter(self, declaration: syntax.ParameterDecl) -> Iterator[Mutant]:
        """The bounds that a parameter may be given do not count: a mutant is no proposal."""
        name, value = declaration.name.text, declaration.value
        if name in dict(self.model.given):
            return
        free = replace(declaration, between=None)
        values = [row.value for row in value.rows] if isinstance(value, syntax.Table) else [value]
        for written in values:
            for literal in syntax.subexpressions(written):
                levels = self.neighbours.of_level(literal, None) if isinstance(literal, syntax.Name) else ()
                for other in (*self.neighbours.of(literal), *levels):
                    after = expression_text(replaced(written, literal, other))
                    says = f"`{name} = {expression_text(written)}` becomes `{after}`"
                    changed = replaced(free, literal, other)
                    yield self._mutant(declaration, changed, Change.THRESHOLD, name, says, written.span)

    def _limit(self, declaration: syntax.LimitDecl) -> Iterator[Mutant]:
        name, condition = declaration.name.text, declaration.rule.condition
        parts = condition.operands if isinstance(condition, syntax.And) else (condition,)
        for part in parts:
            if self._reads_a_clock(part):
                yield from self._moved(name, part.span)
                continue
            yield from self._thresholds(declaration, part, name)
            yield self._without_part(declaration, condition, part, name)
        yield from self._without_priority(declaration, name, declaration.yields)
        yield self._removed(name, declaration.span)

    def _without_priority(
        self, declaration: syntax.Declaration, name: str, clause: syntax.Yields | None
    ) -> Iterator[Mutant]:
        if clause is not None:
            says = f"`yields to {', '.join(rule.text for rule in clause.rules)}` is dropped"
            changed = replaced(declaration, clause, None)
            yield self._mutant(declaration, changed, Change.REQUIREMENT, name, says, clause.span)

    def _reads_a_clock(self, expression: syntax.Expression) -> bool:
        names = (part.text for part in syntax.subexpressions(expression) if isinstance(part, syntax.Name))
        return any(name in self.model.clock or name == TIME_IN_STATUS for name in names)

    # --- conditions ---

    def _condition(self, declaration: syntax.Declaration, condition: syntax.Expression, name: str) -> Iterator[Mutant]:
        """Everything that can be done to a condition apart from dropping it whole."""
        yield from self._thresholds(declaration, condition, name)
        for part in syntax.subexpressions(condition):
            if isinstance(part, syntax.And | syntax.Or):
                yield from (self._without_part(declaration, part, operand, name) for operand in part.operands)

    def _thresholds(self, declaration: syntax.Declaration, condition: syntax.Expression, name: str) -> Iterator[Mutant]:
        for part in syntax.subexpressions(condition):
            if isinstance(part, syntax.Compare):
                found = tuple(self._compared(part))
                for change, other in found:
                    yield self._altered(declaration, part, other, change, name)

    def _compared(self, compare: syntax.Compare) -> Iterator[tuple[Change, syntax.Compare]]:
        """A comparison with its thresholds moved; if it names none, with its words changed."""
        plain = False
        for side in (compare.left, compare.right):
            other = compare.right if side is compare.left else compare.left
            attribute = self.neighbours.is_level_attribute(other) if compare.op in _STRICTER else None
            if isinstance(side, syntax.Name) and attribute is not None:
                for level in self.neighbours.of_level(side, attribute):
                    plain = True
                    yield Change.THRESHOLD, replaced(compare, side, level)
            for literal in syntax.subexpressions(side):
                for further in self.neighbours.of(literal):
                    plain = True
                    yield Change.THRESHOLD, replaced(compare, literal, further)
        if not plain and compare.op in _STRICTER:
            yield Change.COMPARISON, replace(compare, op=_STRICTER[compare.op])

    # --- mutants ---

    def _altered(
        self,
        declaration: syntax.Declaration,
        before: syntax.Expression,
        after: syntax.Expression,
        change: Change,
        name: str,
    ) -> Mutant:
        says = f"`{expression_text(before)}` becomes `{expression_text(after)}`"
        return self._mutant(declaration, replaced(declaration, before, after), change, name, says, before.span)

    def _dropped(
        self, declaration: syntax.TransitionDecl | syntax.EventDecl | syntax.DefineDecl, line: syntax.Requirement
    ) -> Mutant:
        says = f"`{expression_text(line.condition)}` is dropped"
        without = replaced(declaration, line)
        return self._mutant(declaration, without, Change.REQUIREMENT, declaration.name.text, says, line.span)

    def _without_part(
        self, declaration: syntax.Declaration, whole: syntax.Expression, part: syntax.Expression, name: str
    ) -> Mutant:
        """With one part of a conjunction or disjunction left out; alone it leaves *yes*."""
        rest: syntax.Expression = syntax.YesNo(True, whole.span)
        if isinstance(whole, syntax.And | syntax.Or):
            kept = tuple(item for item in whole.operands if item is not part)
            rest = kept[0] if len(kept) == 1 else replace(whole, operands=kept)
        change = Change.ALTERNATIVE if isinstance(whole, syntax.Or) else Change.REQUIREMENT
        says = f"`{expression_text(part)}` is dropped"
        return self._mutant(declaration, replaced(declaration, whole, rest), change, name, says, part.span)

    def _mutant(
        self,
        before: syntax.Declaration,
        after: syntax.Declaration,
        change: Change,
        name: str,
        says: str,
        span: Span,
    ) -> Mutant:
        def make() -> Model | None:
            declarations = tuple(after if item is before else item for item in self.tree.declarations)
            return from_syntax(replace(self.tree, declarations=declarations), as_of(self.model))[0]

        return Mutant(change, name, says, span, make)

    def _removed(self, name: str, span: Span) -> Mutant:
        """Without a rule: it stays as one that never acts, so that scenarios can still name it."""

        def make() -> Model | None:
            found = without_rule(self.model, name)
            return None if isinstance(found, str) else found

        return Mutant(Change.REMOVED, name, f"`{name}` is removed", span, make)

    def _moved(self, name: str, span: Span) -> Iterator[Mutant]:
        limit = self.model.limit.get(name)
        for step in (1, -1) if limit is not None else ():
            assert limit is not None
            bound = total((limit.bound, Number(step, Duration())))
            says = f"`{name}` ends one step {'later' if step > 0 else 'sooner'}"
            if isinstance(bound, Number):
                says += f", after {term_text(self.model, bound)}"
            yield Mutant(Change.LIMIT, name, says, span, self._with_limit(replace(limit, bound=bound)))

    def _with_limit(self, changed: Limit) -> Make:
        limits = tuple(changed if item.name == changed.name else item for item in self.model.limits)
        return lambda: with_priority(replace(self.model, limits=limits))
