"""Two persons equal but for one attribute: how each came to be so, how one goes on, why the other cannot or is late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from bcm_formal.answers.explanation import Explanation, names_missed, why_stuck
from bcm_formal.answers.goals import set_title
from bcm_formal.answers.life import lived
from bcm_formal.answers.phrases import attribute_text, span_of_time
from bcm_formal.answers.quickest import NotFound, Quickest, quickest_from
from bcm_formal.answers.relevance import Relevance, names_of
from bcm_formal.answers.story import Moment, moments_between, story_of
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import BetterNeverBlocks, DoesNotDepend, PairSentence
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Pairs, Path, at_any_time
from bcm_formal.system.repeated import after
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Parts, State, time_of
from bcm_formal.trust.certificate import PairProof
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Answered


@dataclass(frozen=True, slots=True)
class Row:
    """A moment of both life courses, of the first alone or of the second alone."""

    first: Moment | None
    second: Moment | None

    @property
    def is_same(self) -> bool:
        """True iff the same happens to both, with the same result."""
        return self.first is not None and self.second is not None and told(self.first) == told(self.second)


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """`status`: where both are when they differ in the attribute alone, after the `rows` of their lives."""

    attribute: str
    status: str
    rows: tuple[Row, ...]
    goal: str
    first: Compared
    second: Compared
    stuck: Explanation | None
    """why the second has no path; None: there is one, which takes longer, or that is not known"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two: what the attribute is (`value`), the life, in which they differ in it alone after `met_after`
    steps, and the path from there in words, timed from that moment. No moments: already there, or no path is told."""

    value: str
    says: str
    life: Trace
    met_after: int
    onward: tuple[Moment, ...]
    time: int | None
    """how many steps of time that path takes; None: there is none, or it is not told"""
    path: Parts = ()
    """the steps of that path"""


def compared_pair_of(verdict: Answered) -> ComparedPair | None:
    """The two persons of a verdict that names some."""
    question, proof = verdict.question, verdict.certificate
    if not isinstance(question, Pairs) or not isinstance(proof, PairProof):
        return None
    before = lived(question.system, Trace(proof.trace.start, proof.trace.steps[: proof.index]))
    whole, twin = lived(question.system, proof.trace), lived(question.system, proof.twin)
    if before is None or whole is None or twin is None:
        return None
    return _Teller(verdict, question, proof).tell(before.trace, whole.trace, twin.trace)


@dataclass(frozen=True, slots=True)
class _Late:
    """That the second has no path, or one that takes longer, and that path."""

    says: str
    moments: tuple[Moment, ...] = ()
    time: int | None = None
    path: Parts = ()


class _Teller:
    """Tells of two persons as people of the policy."""

    def __init__(self, verdict: Answered, question: Pairs, proof: PairProof) -> None:
        self.question, self.proof, self.sentence = question, proof, verdict.property.sentence
        assert isinstance(self.sentence, PairSentence)
        self.target = self.sentence.target
        self.system = at_any_time(question).system
        self.model = self.system.model
        self.interpreter = Interpreter(self.model)
        self.goal = set_title(self.model, question.goal)

    def tell(self, before: Trace, whole: Trace, twin: Trace) -> ComparedPair:
        """`before` leads to the first person, `whole` on to the goal, `twin` to the second person."""
        states, others = replay(self.interpreter, whole), replay(self.interpreter, twin)
        index = len(before.steps)
        person, other = states[index], others[-1]
        onward = moments_between(self.model, states[index:], whole.steps[index:])
        time = time_of(whole.steps[index:])
        late, stuck = self._late(other, time)
        asked = names_of(self.sentence) | (names_missed(stuck) if stuck else frozenset())
        relevance = Relevance(self.interpreter)
        asked = relevance.on_the_way(states, whole.steps, asked)
        asked = relevance.on_the_way(others, twin.steps, asked)
        lives = (story_of(self.model, life, asked=asked).moments for life in (before, twin))
        first = Compared(
            self._value(person),
            self._first(time),
            whole,
            index,
            from_now(self.model, onward),
            time,
            whole.steps[index:],
        )
        second = Compared(self._value(other), late.says, twin, len(twin.steps), late.moments, late.time, late.path)
        return ComparedPair(
            self.question.attribute, person.status, tuple(_rows(*lives)), self.goal, first, second, stuck
        )

    def _value(self, state: State) -> str:
        place = [item.name for item in self.model.attributes].index(self.question.attribute)
        return attribute_text(self.model, self.question.attribute, state.attributes[place])

    def _first(self, time: int) -> str:
        if self.question.within is None:
            return f"The first has a path to {self.goal}"
        if (allowed := self._allowed) is not None:
            return f"The first has a path to {self.goal} within {span_of_time(self.model, allowed)}"
        if not time:
            return f"The first gets to {self.goal} at once"
        return f"The first gets to {self.goal} in {span_of_time(self.model, time)}"

    @property
    def _allowed(self) -> int | None:
        """The time that the sentence gives."""
        match self.sentence:
            case BetterNeverBlocks(_, _, within) | DoesNotDepend(_, _, within):
                return within
            case _:
                return None

    def _late(self, other: State, time: int) -> tuple[_Late, Explanation | None]:
        """How the second gets there, or why not."""
        if self.question.within is not None:
            sought = quickest_from(self.system, other, self.target, self.question.help)
            if isinstance(sought, Quickest):
                return self._slower(other, sought, time), None
            if isinstance(sought, NotFound):
                says = f"The second has none in that time; whether there is a longer one is not known: {sought.reason}"
                return _Late(says), None
        return _Late("The second has none"), self._stuck()

    def _slower(self, other: State, found: Quickest, time: int) -> _Late:
        states = tuple(_along(self.interpreter, other, found.onward))
        moments = moments_between(self.model, states, found.onward)
        takes = span_of_time(self.model, found.time)
        least = "needs" if found.is_exact else "is seen to need"
        allowed = self._allowed
        if allowed is not None:
            more = f"{span_of_time(self.model, found.time - allowed)} too long"
        elif found.time > time:
            more = f"{span_of_time(self.model, found.time - time)} more"
        else:
            more = f"{span_of_time(self.model, time - found.time)} less" if found.time < time else "as long"
        return _Late(f"The second {least} {takes}, {more}", from_now(self.model, moments), found.time, found.onward)

    def _stuck(self) -> Explanation:
        """Why the second has no path, said of the model of the question, in whose terms the trap is."""
        system = self.question.system
        other = replay(Interpreter(system.model), self.proof.twin)[-1]
        return why_stuck(Path(system, {}, self.question.goal, self.question.help), self.proof.trap, other)


def from_now(model: Model, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """The moments with the time since the two were compared."""
    later = {item.elapsed: f"{span_of_time(model, item.elapsed)} later" if item.elapsed else "now" for item in moments}
    return tuple(replace(item, when=later[item.elapsed]) for item in moments)


def _along(interpreter: Interpreter, state: State, steps: Parts) -> Iterator[State]:
    """The states that the steps, all of them possible, lead through."""
    yield state
    for step in steps:
        following = after(interpreter, state, step)
        assert following is not None, "the steps are a way that was played"
        yield (state := following)


def _rows(first: tuple[Moment, ...], second: tuple[Moment, ...]) -> Iterator[Row]:
    """The moments in order, those of both in one row."""
    matcher = SequenceMatcher(None, [_key(item) for item in first], [_key(item) for item in second], autojunk=False)
    for tag, begin, end, other_begin, other_end in matcher.get_opcodes():
        if tag == "equal":
            yield from map(Row, first[begin:end], second[other_begin:other_end])
            continue
        alone = [(item.elapsed, Row(item, None)) for item in first[begin:end]]
        alone += [(item.elapsed, Row(None, item)) for item in second[other_begin:other_end]]
        yield from (row for _, row in sorted(alone, key=lambda pair: pair[0]))


def _key(item: Moment) -> tuple[object, ...]:
    return item.rule, item.what, item.elapsed, item.times


def told(item: Moment) -> tuple[object, ...]:
    """All that is told of a moment."""
    return item.elapsed, item.what, item.times, item.changes
