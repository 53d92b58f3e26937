"""Sentences of a checked model in the words of the language."""

from __future__ import annotations

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.expressions import TRUE, Condition, InStatus
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    EveryHas,
    NoneCanReach,
    Sentence,
)
from bcm_formal.model.to_text import condition_text, value_text
from bcm_formal.model.types import Duration


def sentence_in_words(model: Model, sentence: Sentence) -> str:
    """The sentence as a property says it. Raises `DiagnosticError` (BCM804) for kinds of sentences that are never made
    by this program, and for targets that are no statuses."""
    return _Writer(model).sentence(sentence)


class _Writer:
    def __init__(self, model: Model) -> None:
        self.model = model

    def sentence(self, sentence: Sentence) -> str:
        match sentence:
            case EveryHas(condition, conclusion):
                return f"every person{self._who(condition)} has {self._condition(conclusion)}"
            case CanReach(condition, target, within, actors, despite, False):
                hit = "" if despite is None else f" despite {despite} adverse event{'' if despite == 1 else 's'}"
                way = f"{self._goal(target)}{self._within(within)}{_by(actors)}{hit}"
                return f"every person{self._who(condition)} can reach {way}"
            case NoneCanReach(condition, target, within, actors):
                way = f"{self._goal(target)}{self._within(within)}{_by(actors)}"
                return f"no person{self._who(condition)} can reach {way}"
            case BetterNeverBlocks(_, target, within):
                return f"{self._compared(sentence)} never blocks {self._goal(target)}{self._within(within)}" + _by(
                    sentence.among.actors
                )
            case BetterNeverDelays(_, target, later):
                goal, by = self._goal(target), _by(sentence.among.actors)
                if later < 0:
                    return f"{self._compared(sentence)} always hastens {goal} by at least {self._span(-later)}{by}"
                more = f" by more than {self._span(later)}" if later else ""
                return f"{self._compared(sentence)} never delays {goal}{more}{by}"
            case _:
                raise _refused(f"nothing writes a {type(sentence).__name__}")

    def _compared(self, sentence: BetterNeverBlocks | BetterNeverDelays) -> str:
        if sentence.change is None:
            raise _refused("which values are compared is not said")
        kind = self.model.attribute[sentence.attribute].kind
        before, after = (
            value_text(self.model, kind, value) for value in (sentence.change.before, sentence.change.after)
        )
        who = f"for every person{self._who(sentence.among.condition)}: " if sentence.among.condition != TRUE else ""
        return f"{who}changing {sentence.attribute} from {before} to {after}"

    def _who(self, condition: Condition) -> str:
        return "" if condition == TRUE else f" with {self._condition(condition)}"

    def _condition(self, condition: Condition) -> str:
        return condition_text(self.model, condition, expand=True)

    def _goal(self, target: Condition) -> str:
        if not isinstance(target, InStatus):
            raise _refused("a target is no status")
        return ", ".join(target.statuses)

    def _within(self, within: int | None) -> str:
        return "" if within is None else f" within {self._span(within)}"

    def _span(self, steps: int) -> str:
        return value_text(self.model, Duration(), steps)


def _by(actors: tuple[str, ...] | None) -> str:
    return "" if actors is None else f" by {', '.join(actors)}"


def _refused(reason: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM804", f"a sentence cannot be written: {reason}"),))
