"""Classes of persons: conditions in the law's own words that have exactly the persons of a set who can be met.

First every affected person is put into a cell: a status and what is true of them of the conditions without clocks
that one law asks and another does not. Cells with the same effect are one set. It is covered by conjunctions, each made
from one person of it: all that is true of that person, of which is dropped what is not needed. A conjunction will do if
nobody who can be met has it and is not in the set; so whoever cannot be met makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.model.expressions import Condition, clocks_of, negation
from bcm_formal.records import dataclass
from bcm_formal.system.state import State
from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Piece
from bcm_formal.verify.regions.evidence import ConditionWriter, one_condition
from bcm_formal.verify.regions.federation import Federation, federation_of, widest
from bcm_formal.versions.people.named import Named
from bcm_formal.versions.people.sides import People

MOST_CELLS = 2_000


@dataclass(frozen=True)
class Cell:
    """The persons of a status for whom these conditions are true."""

    status: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Described:
    """The persons in one of the statuses with all of the conditions."""

    statuses: tuple[str, ...]
    conditions: tuple[Condition, ...]
    is_rest: bool = False
    """whether they are all who were left, so that the conditions are no words of the law"""


class _Others:
    """All who can be met and are no members of a set. Whoever was met already is asked about first: it is soon seen
    whether they meet conditions, while it takes a search to show that nobody does."""

    def __init__(self, people: People, law: Condition, members: Pieces) -> None:
        self._people, self._law = people, law
        every = federation_of(members)
        self._cover = federation_of({s: widest(people.diagrams, here) for s, here in every.pieces.items()})
        self._met: dict[str, list[State]] = {}
        self._interpreter = people.concretizer.interpreter

    def has_none(self, status: str, conditions: Sequence[Condition]) -> bool:
        """True iff none of them in the status meets all of the conditions. Raises `Inexact`, and
        `BudgetExceededError`."""
        people = self._people
        if status not in self._met:
            by_law = {status: people.with_all((self._law,), status)}
            self._met[status] = people.met_in(by_law, self._cover)
        tests = list(map(self._interpreter.test, conditions))
        if any(all(test(person) for test in tests) for person in self._met[status]):
            return False
        left = people.without({status: people.with_all((self._law, *conditions), status)}, self._cover)
        found = people.somebody(left) if left else None
        if found is not None:
            self._met[status].append(found)
        return found is None


class Partition:
    """Tells the persons of a model apart by what its rules name."""

    def __init__(self, people: People, named: Named, hidden: frozenset[str], law: Condition) -> None:
        """`hidden`: attributes that no class speaks of; `law`: what is true of all persons that are told apart."""
        self.people, self.hidden, self.law = people, hidden, law
        self.interpreter = people.concretizer.interpreter
        self._telling = [atom for atom in named.differ if not clocks_of(atom)]
        self._timeless = [*self._telling, *(atom for atom in named.shared if not clocks_of(atom))]
        self._timed = [atom for atom in (*named.differ, *named.shared) if clocks_of(atom)]
        self._writer = ConditionWriter(people.compiled)
        self._implied: dict[tuple[str, Condition, Condition], bool] = {}

    def cells(self, affected: Pieces) -> Iterator[tuple[Pieces, Pieces]]:
        """The cells of all affected persons who can be met: all their persons, and the affected ones."""
        people, left = self.people, dict(affected)
        for _ in range(MOST_CELLS):
            person = people.somebody(left)
            if person is None:
                return
            cell = self.cell_of(person)
            whole = {cell.status: people.with_all(cell.conditions, cell.status)}
            yield whole, people.common(whole, affected)
            left = people.without(left, federation_of(whole))
        raise BudgetExceededError(f"the persons who are affected fall into more than {MOST_CELLS} cells")

    def cell_of(self, person: State) -> Cell:
        return Cell(person.status, tuple(self._of(person, self._telling)))

    def _of(self, person: State, atoms: Sequence[Condition]) -> Iterator[Condition]:
        for atom in atoms:
            yield atom if self.interpreter.holds(atom, person) else negation(atom)

    def described(self, members: Pieces, most: int) -> list[Described]:
        """Conjunctions that together have exactly the members who can be met; where more than so many would be needed,
        the last has all who are left. Raises `BudgetExceededError`."""
        people, gone, others = self.people, Federation(), _Others(self.people, self.law, members)
        found: list[Described] = []
        while (person := people.somebody_else(members, gone)) is not None:
            if len(found) >= most:
                found.append(self._rest(people.without(members, gone)))
                break
            conditions = self._shortest(person, members, others)
            statuses = [person.status]
            for status in people.compiled.system.statuses:
                if status != person.status and status in members and others.has_none(status, conditions):
                    mine = people.common({status: people.with_all(conditions, status)}, {status: members[status]})
                    if people.somebody_else(mine, gone) is not None:
                        statuses.append(status)
            order = {status: place for place, status in enumerate(people.compiled.system.statuses)}
            found.append(Described(tuple(sorted(statuses, key=order.__getitem__)), tuple(conditions)))
            for status in statuses:
                for piece in people.with_all(conditions, status):
                    gone.add(status, *piece)
        return found

    def _rest(self, members: Pieces) -> Described:
        """All of the members, told by where they are alone."""
        bits = [bit for name in self.hidden for bit in self.people.diagrams.bits.get(name, ())]
        algebra, left = self.people.diagrams.algebra, {}
        for status, here in members.items():
            if self.people.somebody({status: here}) is not None:
                left[status] = [(zone, algebra.exists(bdd, bits)) for zone, bdd in here]
        whole = one_condition(self._writer.set_of(left))
        return Described(tuple(s for s in self.people.compiled.system.statuses if s in left), (whole,), is_rest=True)

    def _shortest(self, person: State, members: Pieces, others: _Others) -> list[Condition]:
        """Some of what is true of a person that none of the others meets and of which nothing can be left out: of what
        the law names, if that is enough, what reads no clock rather than what does."""
        status = person.status
        own = [
            condition
            for atoms in (self._timeless, self._timed)
            for condition in self._widest_first(status, list(self._of(person, atoms)))
        ]
        if not others.has_none(status, own):
            own = [*own, *self._of_piece(person, members)]
        kept = list(own)
        for condition in reversed(own):
            fewer = [other for other in kept if other is not condition]
            if others.has_none(status, fewer):
                kept = fewer
        return kept

    def _widest_first(self, status: str, conditions: Sequence[Condition]) -> list[Condition]:
        """The conditions, each before those that are more than it."""
        return sorted(conditions, key=lambda one: sum(self._implies(status, one, other) for other in conditions))

    def _implies(self, status: str, one: Condition, other: Condition) -> bool:
        """Whether everybody in a status who meets the one condition meets the other."""
        key = status, one, other
        if key not in self._implied:
            people = self.people
            cover = federation_of({status: people.of(other, status)})
            self._implied[key] = not people.without({status: people.of(one, status)}, cover)
        return self._implied[key]

    def _of_piece(self, person: State, members: Pieces) -> Iterator[Condition]:
        """What makes one piece of the members that has the person, one condition for each bound and attribute."""
        zone, bdd = next(piece for piece in members[person.status] if self._has(piece, person))
        yield from (self._writer.constraint(item) for item in self.people.zones.constraints(zone))
        diagrams, model = self.people.diagrams, self.people.compiled.system.model
        support = {diagrams.owner[bit] for bit in diagrams.algebra.support(bdd)} - self.hidden
        for attribute, value in zip(model.attributes, person.attributes, strict=True):
            if attribute.name in support:
                yield self._writer.values(attribute.name, [value])

    def _has(self, piece: Piece, person: State) -> bool:
        return self.people.concretizer.contains(*piece, person)
