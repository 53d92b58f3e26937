"""What the checker accepts about a class of persons, and the lives of its members."""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.model.expressions import ClockTerm, Condition
from bcm_formal.model.sentences import CanReach, Sentence
from bcm_formal.system.questions import Pairs, Question, question_of
from bcm_formal.system.state import State, Take, time_of
from bcm_formal.trust.certificate import ComparisonProof, PairProof
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.cone import Rest, without_the_rest
from bcm_formal.verify.regions.compared import FinitePairs, one_side
from bcm_formal.verify.regions.evidence import ConditionWriter, joined
from bcm_formal.verify.regions.federation import Federation
from bcm_formal.verify.regions.in_time import PathsSooner, PathsWithin
from bcm_formal.verify.regions.reachable import ConcreteCourse
from bcm_formal.versions.people.accepting import Asker, Found, NotShownError, accepted, claimed, denied
from bcm_formal.versions.people.effects import TwoLives
from bcm_formal.versions.people.on_the_day import OnTheDay
from bcm_formal.versions.people.sides import Sides

NAME = "regions"


class Prover:
    """Shows what is said of persons with one target, under two laws."""

    def __init__(self, sides: Sides, day: OnTheDay, laws: tuple[str, str], asker: Asker) -> None:
        """`day`: the model of which is asked what is said of people under one of the laws, the old one and the new."""
        self.sides, self.day, self.laws, self.asker = sides, day, laws, asker
        self.enters = day.bridge.enters

    # --- times ---

    def never_later(self, who: Condition, by: int, *, back: bool = False) -> Found:
        """That the new law makes nobody of them later by more than a number; `back`: the old one. Raises
        `NotShownError`."""
        small, rest = self.sides.smaller(by, back=back, who=who)
        sentence = self.sides.delays(by, back=back, who=who)
        return self._compared(sentence, small, rest, self._paths(small), back=back)

    def _compared(
        self, sentence: Sentence, small: Pairs, rest: Rest, paths: PathsSooner | PathsWithin, *, back: bool
    ) -> Found:
        """What is known of times and of who can be met shows it, or else the engine."""
        relation, unreachable = FinitePairs(paths.compiled, small), Federation()
        if paths.disagreeing(relation, unreachable, self.asker.budget):
            unreachable = self.sides.people.reachable.unreachable
        if pairs := paths.disagreeing(relation, unreachable, self.asker.budget):
            if self.sides.somebody_at_some_time(one_side(pairs, is_first=not back)) is not None:
                raise NotShownError("somebody of them is")
            if paths.disagreeing(relation, unreachable, self.asker.budget):
                return self._asked(sentence, small, rest)
        regions, trap = paths.regions_and_trap()
        proof = ComparisonProof(ConditionWriter(paths.compiled).outside_of(unreachable), regions, trap)
        return self._checked(sentence, small, rest, Claim(Outcome.HOLDS, proof, NAME))

    def is_later(self, who: Condition, by: int, person: State, *, back: bool = False) -> Found:
        """That somebody of them, this person, is made later by more than a number. Raises `NotShownError`."""
        small, rest = self.sides.smaller(by, back=back, who=who)
        sentence = self.sides.delays(by, back=back, who=who)
        old, new = self._courses(person)
        found = self._paths(small).shown(*((new, old) if back else (old, new)), self.sides.people.reachable)
        if found is None:
            raise NotShownError("the life of a person who is affected could not be told")
        return self._checked(sentence, small, rest, Claim(Outcome.VIOLATED, PairProof(*found), NAME))

    def _paths(self, small: Pairs) -> PathsSooner:
        within = small.within
        assert within is not None
        assert isinstance(within.bound, ClockTerm)
        return PathsSooner(self.sides.timed, small, within.clock, within.bound)

    # --- paths ---

    def never_blocks(self, who: Condition, within: int | None, *, back: bool = False) -> Found:
        """That nobody of them has a path (in a time) under the old law and none under the new one; `back`: the other
        way round. Raises `NotShownError`."""
        sentence, asked, rest = self._blocked(who, within, back)
        if within is None:
            return self._asked(sentence, asked, rest)
        return self._compared(
            sentence, asked, rest, PathsWithin(self.sides.timed_within(within), asked, within), back=back
        )

    def pair(self, who: Condition, within: int, person: State, *, back: bool) -> PairProof | None:
        """What would show that this person, one of them, has a path in a time under the old law and none under the new
        one; `back`: the other way round."""
        _, asked, rest = self._blocked(who, within, back)
        old, new = self._courses(person)
        paths = PathsWithin(self.sides.timed_within(within), asked, within)
        found = paths.shown(*((new, old) if back else (old, new)), self.sides.people.reachable)
        proof = None if found is None else rest.claim(Claim(Outcome.VIOLATED, PairProof(*found), NAME)).certificate
        return proof if isinstance(proof, PairProof) else None

    def _blocked(self, who: Condition, within: int | None, back: bool) -> tuple[Sentence, Pairs, Rest]:
        """The sentence that this is so of nobody of them, asked of the system without the rest."""
        sides, sentence = self.sides, self.sides.blocks(within, who, back=back)
        question = question_of(sides.system, sentence)
        assert isinstance(question, Pairs)
        small = without_the_rest(question.system, sides.needed, with_all_that_changes=True)
        return sentence, replace(question, system=small), Rest(small, question.system)

    def have_path(self, who: Condition, *, new: bool, within: int | None) -> Found:
        """That all of them have a path under one of the laws. Raises `NotShownError`."""
        return self.asker.holds(self.day.system, self._path(who, new, within))

    def have_none(self, who: Condition, *, new: bool, within: int | None) -> Found:
        """That none of them has a path under one of the laws. Raises `NotShownError`."""
        return self.asker.holds(self.day.system, denied(self._path(who, new, within)))

    def _path(self, who: Condition, new: bool, within: int | None) -> CanReach:
        sentence = self.sides.sentence
        those = self.day.those(who, self.laws[new])
        return CanReach(those, sentence.target, within, sentence.among.actors or self.day.actors)

    # --- both ---

    def _asked(self, sentence: Sentence, small: Question, rest: Rest) -> Found:
        claim = claimed(self.asker.engine, small, self.asker.budget)
        if claim.outcome is not Outcome.HOLDS:
            raise NotShownError("the engine found somebody of whom it is not true")
        return self._checked(sentence, small, rest, claim)

    def _checked(self, sentence: Sentence, small: Question, rest: Rest, claim: Claim) -> Found:
        return self.sides.system, sentence, accepted(small, rest, claim, self.asker.solvers, self.asker.proved)

    # --- lives ---

    def _courses(self, person: State) -> tuple[ConcreteCourse, ConcreteCourse]:
        """The life up to the change, and with it."""
        start, steps, end = self.sides.people.course_to(person)
        after = self.sides.people.concretizer.interpreter.step(end, Take(self.enters))
        if after is None:
            raise NotShownError("the change does not enter into force for a person")
        return (start, steps, end), (start, [*steps, Take(self.enters)], after)

    def lives_on_the_day(self, person: State) -> tuple[Trace, Trace]:
        """The life up to the change, and with it, in the model with the mark of the day. Raises `NotShownError`."""
        old, new = (self._rest().trace(self._unobserved(joined(*course[:2]))) for course in self._courses(person))
        return self._unmarked(old), self._unmarked(new)

    def _unmarked(self, trace: Trace) -> Trace:
        """The life, which begins without the mark."""
        return Trace(trace.start._replace(attributes=(*trace.start.attributes, False)), trace.steps)

    def lives(self, person: State) -> TwoLives:
        """Both lives of somebody who was met. Raises `NotShownError`."""
        old, new = self._courses(person)
        before, time_before = self._onward(old, new=False)
        after, time_after = self._onward(new, new=True)
        common = len(joined(old[0], old[1]).steps)
        rest = self._rest()
        return TwoLives(rest.trace(before), rest.trace(after), common, time_before, time_after)

    def _onward(self, course: ConcreteCourse, *, new: bool) -> tuple[Trace, int | None]:
        start, steps, end = course
        timed, concretizer = self.sides.begun, self.sides.people.concretizer
        needed = self.sides.time(end, new=new)
        if needed is None:
            return self._unobserved(joined(start, steps)), None
        onward = timed.onward(end, needed, concretizer)
        if onward is None:
            raise NotShownError("the quickest path of a person could not be told")
        assert time_of(onward) == needed
        return self._unobserved(joined(start, steps, onward)), needed

    def _unobserved(self, trace: Trace) -> Trace:
        """The life without the observer's clock."""
        place = self.sides.begun.place
        clocks = trace.start.clocks
        return Trace(trace.start._replace(clocks=(*clocks[:place], *clocks[place + 1 :])), trace.steps)

    def _rest(self) -> Rest:
        """How to say of the whole bridge what was found of the smaller one."""
        return Rest(
            without_the_rest(self.sides.system, self.sides.needed, with_all_that_changes=True), self.sides.system
        )
