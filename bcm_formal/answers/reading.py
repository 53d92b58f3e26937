"""The reading of verdicts: everything there is to tell about one, put together once for all formats."""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.answers.answer import Answer, answer_to, model_of
from bcm_formal.answers.avoidance import why_avoided
from bcm_formal.answers.explanation import Explanation, names_missed, why_no_path, why_unreachable
from bcm_formal.answers.formulas import how_shown, lemmas_shown
from bcm_formal.answers.life import Life, is_timed, life_of
from bcm_formal.answers.lives import witness_of
from bcm_formal.answers.pairs import compared_pair_of
from bcm_formal.answers.pathways import pathways_of
from bcm_formal.answers.relevance import Names, names_in, names_of
from bcm_formal.answers.setbacks import setback_story_of
from bcm_formal.answers.story import Story, story_of
from bcm_formal.answers.violation import violation_of, why_vacuous
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import NoDeadEnds, NoneCanReach, SomeCanReach
from bcm_formal.trust.certificate import Certificate, LassoProof, SetbackProof, TraceProof, TrapProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Answered


def trace_of(certificate: Certificate | None) -> Trace | None:
    """The life course in a certificate, where it has one."""
    if isinstance(certificate, TraceProof | TrapProof | LassoProof | SetbackProof):
        return certificate.trace
    return None


def reading_of(verdict: Answered) -> Answer:
    """All that there is to tell."""
    parts = tuple(map(answer_to, verdict.parts))
    lemmas = lemmas_shown(verdict)
    parts = *(replace(told, shown=words) for told, words in zip(parts, lemmas, strict=False)), *parts[len(lemmas) :]
    return replace(_read(verdict), shown=how_shown(verdict), parts=parts)


def _read(verdict: Answered) -> Answer:
    trace = trace_of(verdict.certificate)
    match verdict.outcome:
        case Outcome.VIOLATED if (setbacks := setback_story_of(verdict)) is not None:
            asked = _asked(verdict, setbacks.explanation)
            return Answer(verdict, *_told(verdict, setbacks.trace, asked), setbacks.explanation, setbacks.violation)
        case Outcome.VIOLATED:
            violation, why = violation_of(verdict) or why_avoided(verdict), why_no_path(verdict)
            return Answer(
                verdict, *_told(verdict, trace, _asked(verdict, why)), why, violation, pair=compared_pair_of(verdict)
            )
        case Outcome.VACUOUS:
            return Answer(verdict, None, None, why_unreachable(verdict), why_vacuous(verdict))
        case _:
            violation = violation_of(verdict) or why_avoided(verdict)
            why = why_no_path(verdict) if isinstance(verdict.certificate, TrapProof) else None
            return Answer(verdict, *_told(verdict, trace, _asked(verdict, why)), why, violation, pathways_of(verdict))


def _asked(verdict: Answered, why: Explanation | None) -> Names:
    """What the property speaks of, and what its explanation does."""
    names = names_of(verdict.property.sentence) | (names_missed(why) if why else frozenset())
    if isinstance(verdict.property.sentence, NoDeadEnds):
        names = names.union(*(names_in(move.guard) for move in verdict.question.system.moves))
    return names


def _told(verdict: Answered, trace: Trace | None, asked: Names) -> tuple[Trace | None, Story | None]:
    """A trace of the question as a life of the policy, and its story."""
    life = None if trace is None else life_of(verdict, trace)
    if life is None:
        return None, None
    timed = is_timed(verdict)
    sentence = verdict.property.sentence
    if isinstance(sentence, SomeCanReach | NoneCanReach) and isinstance(verdict.certificate, TraceProof):
        life = _without_detours(model_of(verdict), sentence, life, timed=timed)
    return life.trace, story_of(model_of(verdict), life.trace, life.begins, timed=timed, asked=asked)


def _without_detours(model: Model, sentence: SomeCanReach | NoneCanReach, life: Life, *, timed: bool) -> Life:
    """The life without steps that the sentence does not need."""
    found = witness_of(model, sentence, life.trace)
    if found is None:
        return life
    is_marked = timed or 0 < found.begins < len(found.trace.steps)
    return Life(found.trace, found.begins if is_marked else None)
