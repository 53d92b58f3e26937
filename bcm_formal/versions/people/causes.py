"""Which clauses of a change cause what becomes of a class of persons.

Clauses are undone, one after the other, as long as the effect stays: somebody of the class is later (or sooner) by as
much, loses or gains what they did. Each step is a question about a change with fewer clauses, which the checker
decides. So of the clauses that are left, undoing any one, the others being undone that were, undoes the effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.model.expressions import Condition, InStatus, attributes_of, clocks_of, walk
from bcm_formal.model.model import PERSON, Model
from bcm_formal.model.sentences import Among, BetterNeverBlocks, BetterNeverDelays, Change, PairSentence
from bcm_formal.system.encode import names_of
from bcm_formal.system.questions import question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions import Regions
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.change import ClauseId
from bcm_formal.versions.people.accepting import Asker, NotShownError, answered
from bcm_formal.versions.people.burden import still_asked
from bcm_formal.versions.people.common import Asked, Common
from bcm_formal.versions.people.effects import Effect, Rung, What
from bcm_formal.versions.people.place import still_elsewhere
from bcm_formal.versions.people.renamed import renamed
from bcm_formal.versions.people.steering import still_secure

NAME = "regions"
MOST_CLAUSES = 60
"""so many are tried to be undone one by one"""


class Causes:
    """Looks for the clauses that cause effects; keeps what was asked about each set of them."""

    def __init__(self, common: Common, budget: Budget, solvers: Sequence[str]) -> None:
        self.common, self.bridge, self.budget, self.solvers = common, common.bridge, budget, tuple(solvers)
        self._proved = common.proved
        self._engines: dict[frozenset[ClauseId], Regions] = {}
        self._known: dict[tuple[frozenset[ClauseId], PairSentence], bool | None] = {}

    def of(self, effect: Effect) -> Effect:
        """The effect with a smallest set of clauses that causes it, or why none is named; as it is where none is to be
        looked for."""
        clauses = self.bridge.change.clauses
        is_affected = effect.what not in (What.UNAFFECTED, What.UNDECIDED) and effect.who is not None
        if self.common.undone is None or not clauses or not is_affected:
            return effect
        if len(clauses) > MOST_CLAUSES:
            return replace(effect, note=f"which of the {len(clauses)} clauses cause it was not looked for")
        gone: frozenset[ClauseId] = frozenset()
        open_ = False
        found = True
        while found:  # until of those that are left none can be undone: fewer clauses may do more
            found = open_ = False
            for clause in clauses:
                if clause.id not in gone:
                    stays = self._stays(effect, gone | {clause.id})
                    open_, found = open_ or stays is None, found or bool(stays)
                    gone = gone | {clause.id} if stays else gone
        left = tuple(clause for clause in clauses if clause.id not in gone)
        note = "some of these clauses could not be undone alone" if open_ else None
        return replace(effect, clauses=left, note=note)

    def _stays(self, effect: Effect, gone: frozenset[ClauseId]) -> bool | None:
        """True iff somebody of the class meets the same effect without the clauses; None: that is not decided."""
        if len(gone) == len(self.bridge.change.clauses):  # both laws are the same
            return False
        made = self.common.without(gone)
        if made is None:
            return None
        bridge, engine = made.bridge, self._engines.setdefault(gone, Regions())
        if effect.rung in (Rung.ROBUST, Rung.BURDEN, Rung.PLACE):
            return self._stays_on_the_day(effect, made, engine)
        sentence = self._asked(effect, bridge)
        if sentence is None:
            return None
        key = gone, sentence
        if key not in self._known and self._still_shown(effect, made, sentence):
            self._known[key] = True
        if key not in self._known:
            try:
                found = answered(made.system, sentence, engine, self.budget, self.solvers, self._proved)
            except NotShownError:
                self._known[key] = None
            else:
                self._known[key] = found.outcome is Outcome.VIOLATED
        return self._known[key]

    def _still_shown(self, effect: Effect, made: Asked, sentence: PairSentence) -> bool:
        """True iff what shows the effect shows it without the clauses as well: their rules have no part in it."""
        if effect.pair is None:
            return False
        question, asked = question_of(made.system, sentence), question_of(self.common.system, sentence)
        if _names(question.system) != _names(asked.system):  # its states would not be those of this system
            return False
        claim = Claim(Outcome.VIOLATED, renamed(effect.pair, self.bridge, made.bridge), NAME)
        return isinstance(check(claim, question, None, self.solvers, proved=self._proved), Shown)

    def _stays_on_the_day(self, effect: Effect, made: Asked, engine: Regions) -> bool | None:
        """The same on the rungs that compare no two persons; under the old law all of the class fare alike."""
        if not self._is_said_of(effect, made.bridge):
            return None
        assert effect.who is not None
        day = made.day
        conditions = (effect.target.condition, effect.who, *(item.condition for item in effect.asked))
        needed = frozenset({day.mark}).union(*map(names_of, conditions))
        asker = Asker(needed, engine, self.budget, self.solvers, self._proved)
        try:
            match effect.rung:
                case Rung.ROBUST:
                    return still_secure(effect, day, asker)
                case Rung.BURDEN:
                    return still_asked(effect, day, asker)
                case _:
                    return still_elsewhere(effect, day, asker)
        except (NotShownError, Inexact, BudgetExceededError):
            return None

    def _is_said_of(self, effect: Effect, bridge: Bridge) -> bool:
        """True iff the law of the bridge has words for the class, and puts the same law in force for it."""
        assert effect.who is not None
        return effect.regime in bridge.regimes and all(
            _has_words(bridge.model, self.bridge.model, condition)
            for condition in (effect.who, effect.target.condition, *(item.condition for item in effect.asked))
        )

    def _asked(self, effect: Effect, bridge: Bridge) -> PairSentence | None:
        """That nobody of the class meets the effect; None: the law without the clauses has no words for it."""
        assert effect.who is not None
        target = effect.target.condition
        if not self._is_said_of(effect, bridge):
            return None
        back = effect.what in (What.SOONER, What.GAINS)
        laws = 0, bridge.regimes.index(effect.regime)
        change = Change(*(laws[::-1] if back else laws))
        among = Among(effect.who, (PERSON,) if effect.rung is Rung.OWN_STEPS else None)
        if effect.rung is Rung.TIME:
            assert effect.most is not None
            return BetterNeverDelays(bridge.regime, target, effect.most - 1, among, change)
        within = 0 if effect.rung is Rung.ENTITLEMENT else None
        return BetterNeverBlocks(bridge.regime, target, within, among, change)


def _names(system: TransitionSystem) -> tuple[tuple[str, object], ...]:
    """What a state has, in order."""
    model = system.model
    return (*((item.name, item.kind) for item in model.attributes), *((clock.name, None) for clock in model.clocks))


def _has_words(model: Model, other: Model, condition: Condition) -> bool:
    """True iff the condition, of another model, means the same in this one."""
    statuses = (node.statuses for node in walk(condition) if isinstance(node, InStatus))
    return (
        all(name in model.status for names in statuses for name in names)
        and clocks_of(condition) <= model.clock.keys()
        and all(
            name in model.attribute and model.attribute[name].kind == other.attribute[name].kind
            for name in attributes_of(condition)
        )
    )
