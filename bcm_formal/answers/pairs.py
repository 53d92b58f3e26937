"""Two persons equal but for one attribute: how each came to be so, how one goes on, why the other cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from bcm_formal.answers.explanation import Explanation, names_missed, why_stuck
from bcm_formal.answers.goals import set_title
from bcm_formal.answers.phrases import attribute_text, span_of_time
from bcm_formal.answers.relevance import Relevance, names_of
from bcm_formal.answers.story import Moment, moments_between, story_of
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Pairs, Path
from bcm_formal.system.semantics import Interpreter
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
    """`first` and `second`: what the attribute is for each of them. `onward`: the first's path to `goal`,
    timed from that moment."""

    attribute: str
    first: str
    second: str
    status: str
    """where both are when they differ in the attribute alone"""
    rows: tuple[Row, ...]
    onward: tuple[Moment, ...]
    goal: str
    stuck: Explanation


def compared_pair_of(verdict: Answered) -> ComparedPair | None:
    """The two persons of a verdict that names some."""
    question, proof = verdict.question, verdict.certificate
    if not isinstance(question, Pairs) or not isinstance(proof, PairProof):
        return None
    model = question.system.model
    interpreter = Interpreter(model)
    states = replay(interpreter, proof.trace)
    person = states[proof.index]
    others = replay(interpreter, proof.twin)
    other = others[-1]
    place = [attribute.name for attribute in model.attributes].index(question.attribute)
    before = Trace(proof.trace.start, proof.trace.steps[: proof.index])
    onward = moments_between(model, states[proof.index :], proof.trace.steps[proof.index :])
    stuck = why_stuck(Path(question.system, {}, question.goal, question.help), proof.trap, other)
    asked = names_of(verdict.property.sentence) | names_missed(stuck)
    relevance = Relevance(interpreter)
    asked = relevance.on_the_way(states, proof.trace.steps, asked)
    asked = relevance.on_the_way(others, proof.twin.steps, asked)
    later = {item.elapsed: f"{span_of_time(model, item.elapsed)} later" if item.elapsed else "now" for item in onward}
    return ComparedPair(
        question.attribute,
        attribute_text(model, question.attribute, person.attributes[place]),
        attribute_text(model, question.attribute, other.attributes[place]),
        person.status,
        tuple(_rows(story_of(model, before, asked=asked).moments, story_of(model, proof.twin, asked=asked).moments)),
        tuple(replace(item, when=later[item.elapsed]) for item in onward),
        set_title(model, question.goal),
        stuck,
    )


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
