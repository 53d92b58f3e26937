"""Everything there is to tell about one verdict, put together once for all formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bcm_formal.answers.pathways_told import NO_PATHWAYS, Pathways
from bcm_formal.answers.phrases import span_of_time
from bcm_formal.model.expressions import Number
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import BetterNeverBlocks, Ctl, DoesNotDepend, MustReach
from bcm_formal.model.to_text import term_text
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Safety
from bcm_formal.trust.certificate import InvariantProof, PursuitProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Answered, Fault, Holds, Part, Unknown, Verdict

if TYPE_CHECKING:
    from bcm_formal.answers.explanation import Explanation
    from bcm_formal.answers.pairs import ComparedPair
    from bcm_formal.answers.story import Story
    from bcm_formal.answers.violation import Violation
    from bcm_formal.trust.trace import Trace


@dataclass(frozen=True, slots=True)
class Answer:
    """`trace` and its `story`: the life course that breaks the property, or, for `some person …`, shows it."""

    verdict: Verdict | Part
    trace: Trace | None = None
    story: Story | None = None
    explanation: Explanation | None = None
    violation: Violation | None = None
    pathways: Pathways = NO_PATHWAYS
    pair: ComparedPair | None = None
    shown: str | None = None
    """for a formula: what was shown of the policy, and whether that is the formula or its opposite"""
    parts: tuple[Answer, ...] = ()
    """of the parts of a formula, which show it together"""

    @property
    def is_bare(self) -> bool:
        """True iff there is nothing to tell but the verdict."""
        more = (self.trace, self.story, self.explanation, self.violation, self.pair, self.shown, self.note, self.parts)
        return not any(more) and self.pathways == NO_PATHWAYS

    @property
    def note(self) -> str | None:
        """What a property that holds does not say: that times are not compared, or by when it is met."""
        if not isinstance(self.verdict, Holds):
            return None
        match self.verdict.property.sentence, self.verdict.certificate:
            case BetterNeverBlocks(within=None) | DoesNotDepend(within=None), _:
                return "This compares whether there is a path at all, not how long it takes."
            case MustReach(within=None), PursuitProof(_, _, Number(0)):
                return "Everybody gets there before any time passes."
            case MustReach(within=None), PursuitProof(_, _, Number(within)):
                return f"Everybody gets there at the latest after {span_of_time(model_of(self.verdict), within)}."
            case MustReach(within=None), PursuitProof(_, _, within):
                return f"Everybody gets there, each at the latest after {term_text(model_of(self.verdict), within)}."
            case _:
                return None


def model_of(verdict: Answered) -> Model:
    """The policy that the verdict is about, as it was written."""
    return verdict.question.system.policy


def answer_to(verdict: Verdict | Part) -> Answer:
    """The reading of a verdict. Verdicts without evidence have none, nor has one that nothing can go wrong."""
    if isinstance(verdict, Unknown | Fault) or _is_bare(verdict):
        return Answer(verdict)
    from bcm_formal.answers.reading import reading_of  # explains, for which much is imported

    return reading_of(verdict)


def _is_bare(verdict: Answered) -> bool:
    """True iff the evidence is a set that holds all reachable states: no life course, no pathway, no part."""
    is_set = isinstance(verdict.question, Safety) and isinstance(verdict.certificate, InvariantProof)
    return is_set and verdict.outcome is Outcome.HOLDS and not isinstance(verdict.property.sentence, Ctl)
