"""Everything there is to tell about one verdict, put together once for all formats."""

from __future__ import annotations

from dataclasses import dataclass

from bcm_formal.model.model import Model
from bcm_formal.trust.certificate import Certificate, LassoProof, SetbackProof, TraceProof, TrapProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Verdict
from bcm_formal.views.avoidance import why_avoided
from bcm_formal.views.explanation import Explanation, why_no_path, why_unreachable
from bcm_formal.views.life import is_timed, life_of
from bcm_formal.views.offence import Offence, offence_of, why_vacuous
from bcm_formal.views.pairs import Twins, twins_of
from bcm_formal.views.pathways import NO_PATHWAYS, Pathways, pathways_of
from bcm_formal.views.setbacks import blow_of
from bcm_formal.views.story import Story, story_of


@dataclass(frozen=True, slots=True)
class Answer:
    """`trace` and its `story`: the life course that breaks the property, or, for `some person …`, shows it."""

    verdict: Verdict
    trace: Trace | None = None
    story: Story | None = None
    explanation: Explanation | None = None
    offence: Offence | None = None
    pathways: Pathways = NO_PATHWAYS
    twins: Twins | None = None


def model_of(verdict: Verdict) -> Model:
    """The policy that the verdict is about, as it was written."""
    return verdict.question.system.policy


def trace_of(certificate: Certificate | None) -> Trace | None:
    """The life course in a certificate, where it has one."""
    if isinstance(certificate, TraceProof | TrapProof | LassoProof | SetbackProof):
        return certificate.trace
    return None


def answer_to(verdict: Verdict) -> Answer:
    """The reading of a verdict. Verdicts without evidence have none."""
    if verdict.outcome in (Outcome.UNKNOWN, Outcome.ENGINE_FAULT):
        return Answer(verdict)
    trace, story = _told(verdict, trace_of(verdict.certificate))
    match verdict.outcome:
        case Outcome.VIOLATED if (blow := blow_of(verdict)) is not None:
            return Answer(verdict, *_told(verdict, blow.trace), blow.explanation, blow.offence)
        case Outcome.VIOLATED:
            offence = offence_of(verdict) or why_avoided(verdict)
            return Answer(verdict, trace, story, why_no_path(verdict), offence, twins=twins_of(verdict))
        case Outcome.VACUOUS:
            return Answer(verdict, None, None, why_unreachable(verdict), why_vacuous(verdict))
        case _:
            offence = why_avoided(verdict)
            return Answer(verdict, trace, story, offence=offence, pathways=pathways_of(verdict))


def _told(verdict: Verdict, trace: Trace | None) -> tuple[Trace | None, Story | None]:
    """A trace of the question as a life of the policy, and its story."""
    life = None if trace is None else life_of(verdict, trace)
    if life is None:
        return None, None
    return life.trace, story_of(model_of(verdict), life.trace, life.begins, timed=is_timed(verdict))
