"""What is written below a verdict: the life course, why there is no path, the pathways."""

from __future__ import annotations

from bcm_formal.answers.answer import Answer
from bcm_formal.answers.explanation import Blocked, Exit, Explanation, Place
from bcm_formal.answers.failures import ToldFailure
from bcm_formal.answers.life_in_words import LifeInWords
from bcm_formal.answers.misses import Miss, Points
from bcm_formal.answers.pairs import ComparedPair
from bcm_formal.answers.pathways_told import Pathway, Pathways, Stage
from bcm_formal.answers.phrases import counted, listed
from bcm_formal.answers.setbacks import Recovery
from bcm_formal.answers.story import Change, Moment, Story
from bcm_formal.answers.violation import Violation
from bcm_formal.diagnostics import cells, padded
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.decided import STORED, Tried
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.views.report.compared_pair import tell_compared_pair
from bcm_formal.views.report.page import Page, Styled

_LIVES, _RECOVERIES, _PLACES, _EXITS, _EXITS_ELSEWHERE = 6, 6, 4, 8, 4


def tell_evidence(page: Page, answer: Answer, *, verbose: bool, tried: Tried = ()) -> None:
    """All of the answer's evidence, indented below its headline; `tried`: the engines that had no answer."""
    verdict = answer.verdict
    if answer.shown or verdict.reason:
        page.line(6, answer.shown or verdict.reason or "", hang=8)
    for engine, reason in tried if verbose or verdict.outcome is Outcome.ENGINE_FAULT else ():
        if engine == STORED:
            page.line(6, Styled(f"{engine} is of no use: {reason}", "dim"), hang=8)
        elif f"{engine}: {reason}" not in (verdict.reason or ""):
            page.line(6, Styled(f"{engine}: {reason}", "dim"), hang=8)
    if answer.story:
        title = "A life course that breaks it" if verdict.outcome is Outcome.VIOLATED else "A life course that shows it"
        page.line(6, Styled(title, "strong"))
        tell_story(page, answer.story, verbose=verbose)
    if answer.violation:
        tell_violation(page, answer.violation)
    if verdict.outcome is Outcome.VACUOUS and not answer.violation:
        page.line(6, "Nobody can ever meet the condition, so the property says nothing.")
    if answer.pair:
        _compared_pair(page, answer.pair, verbose)
    if answer.explanation:
        tell_explanation(page, answer.explanation, had_story=answer.story is not None, verbose=verbose)
    if answer.note:
        page.line(6, answer.note, hang=8)
    tell_pathways(page, answer.pathways, verbose=verbose)
    for number, part in enumerate(answer.parts, 1):
        many = len(answer.parts) > 1
        page.line(6, Styled(f"Part {number} of {len(answer.parts)}" if many else "A part of it", "strong"))
        tell_evidence(page, part, verbose=verbose)


def _compared_pair(page: Page, pair: ComparedPair, verbose: bool) -> None:
    """Two life courses side by side, then the first person's path, and the second's or why there is none."""
    tell_compared_pair(page, pair, verbose=verbose)
    for person in (pair.first, pair.second):
        page.line(6, Styled(person.says, "strong"), hang=8)
        if person.onward:
            tell_story(page, Story(person.onward, ()), verbose=verbose)
        elif person is pair.first:
            page.line(8, "already there")
    if pair.stuck is not None:
        tell_explanation(page, pair.stuck, had_story=True, verbose=verbose)


def tell_story(page: Page, story: Story, *, verbose: bool, indent: int = 8) -> None:
    """The moments, one below the other, and what is true at the end."""
    stamps = _stamps(story.moments)
    column = max(cells(stamp) for stamp in stamps)
    for stamp, item in zip(stamps, story.moments, strict=True):
        words: list[str | Styled] = [Styled(padded(stamp, column) + "  ", "dim")]
        if item.rule is None and item.changes and item.changes[0].before is None:
            words.append(_start(item.changes, verbose))
        else:
            words.append(Styled(item.what, "strong" if item.rule else "text"))
            words.append(item.again)
            words.append(f" {_by(item)}" if item.by else "")
            words.append(f": {'; '.join(change.words for change in item.changes)}" if item.changes else "")
        if item.counts_from_here:
            what = "the time asked for" if story.timed else "what is asked"
            words.append(Styled(f"  ({what} begins here)", "warning"))
        page.line(indent, *words, hang=indent + column + 2)


def _by(item: Moment) -> str:
    return f"({item.by}, adverse)" if item.adverse else f"({item.by})"


def _stamps(moments: tuple[Moment, ...]) -> list[str]:
    """When each moment is; nothing where it is the same moment as the one before."""
    stamps: list[str] = []
    before: int | None = None
    for item in moments:
        stamp = f"{item.date}, {item.when}" if item.date else item.when
        stamps.append("" if item.elapsed == before else stamp)
        before = item.elapsed
    return stamps


def _start(changes: tuple[Change, ...], verbose: bool) -> str:
    status, *others = changes
    shown = others if verbose else [item for item in others if item.own]
    text = ", ".join(f"{item.name} {item.after}" for item in shown)
    return f"{status.after}; {text}" if text else status.after


def tell_violation(page: Page, violation: Violation) -> None:
    """What was asked of the person and what the person has."""
    page.line(6, violation.says, hang=8)
    for miss in violation.misses:
        _miss(page, 8, miss)
    for source in violation.sources:
        page.line(8, Styled(f"source of {violation.rule}: {source}", "dim"), hang=10)


def tell_explanation(page: Page, explanation: Explanation, *, had_story: bool, verbose: bool) -> None:
    """Why there is no path to the goal, or that it comes too late."""
    who = "from there" if had_story else "for anybody"
    if explanation.late:
        page.line(6, Styled("Too late", "strong"), f": {explanation.late.says}", hang=8)
        if explanation.late.moments:
            tell_story(page, Story(explanation.late.moments, ()), verbose=verbose)
        return
    page.line(6, Styled(f"Why there is no path {who} to {explanation.goal}", "strong"), hang=8)
    places = explanation.places if verbose else explanation.places[:_PLACES]
    for place in places:
        _place(page, place, had_story, verbose)
    left = len(explanation.places) - len(places)
    if left:
        page.line(8, Styled(f"… and the exits of {counted(left, 'more status', 'more statuses')}: -v", "dim"))
    page.line(8, _reached(explanation), hang=10)


def _reached(explanation: Explanation) -> str:
    """What can still be reached, said as far as it is known."""
    if not explanation.reached:
        return "Nobody whom the property speaks of was met in a look around, so no exits are listed."
    only = explanation.only
    if len(explanation.reached) == 1:
        if explanation.complete:
            return f"No other status can be reached{only}."
        return f"No other status was reached{only} in a look around; this was not proved for all that can happen."
    if explanation.complete:
        return f"All that can still be reached{only}: {listed(explanation.reached)}."
    return f"What can still be reached{only}, as far as was looked: {listed(explanation.reached)}."


def _place(page: Page, place: Place, had_story: bool, verbose: bool) -> None:
    here = " (where the person is)" if had_story else " (where it begins)"
    page.line(8, "from ", Styled(place.title, "strong"), here if place.here else " (can be reached)")
    counting = [way for way in place.exits if not way.not_counted]
    useless = [way for way in counting if way.also_asked]
    closed = [way for way in counting if way.blocked and not way.also_asked]
    opened = [way for way in counting if way.is_open and not way.also_asked]
    full = verbose or place.here
    shown = closed if verbose else closed[: _EXITS if place.here else _EXITS_ELSEWHERE]
    for way in shown:
        _exit(page, way, full)
    if len(shown) < len(closed):
        names = ", ".join(way.title for way in closed[len(shown) :])
        page.line(10, Styled(f"… also blocked: {names}", "dim"), hang=12)
    if useless:
        asked = listed(dict.fromkeys(miss.asks for way in useless for miss in way.also_asked))
        page.line(10, f"no help, because the goal asks {asked} as well: {_ways(useless)}", hang=12)
    others = [way for way in place.exits if way.not_counted and not way.adverse]
    if others:
        page.line(10, f"in the hands of others than the property allows, so not counted: {_ways(others)}", hang=12)
    if opened:
        page.line(10, f"open, but no way on from there: {_ways(opened)}", hang=12)
    luck = [way for way in place.exits if way.would_lead_on]
    if luck:
        page.line(10, f"would lead on, but adverse events are no help: {_ways(luck)}", hang=12)
    harm = [way for way in place.exits if way.adverse and not way.would_lead_on and not way.blocked]
    if harm:
        page.line(10, f"adverse, so no help: {_ways(harm)}", hang=12)
    if place.closed:
        page.line(10, "there is no exit at all")


def _ways(exits: list[Exit]) -> str:
    """`leave → Outside Japan; resign`, several to one status together."""
    by_target: dict[str | None, list[str]] = {}
    for way in exits:
        by_target.setdefault(way.to, []).append(way.title)
    return "; ".join(f"{', '.join(names)} → {to}" if to else ", ".join(names) for to, names in by_target.items())


def _exit(page: Page, way: Exit, full: bool) -> None:
    to = f" → {way.to}" if way.to else ""
    head = (Styled("✗ ", "bad"), Styled(f"{way.title}{to}", "strong"))
    looked = "" if way.certain else ", closed as far as was looked"
    if not full:
        asked = "; ".join(_asked(blocked) for blocked in way.blocked)
        page.line(10, *head, f"{looked}: {asked}", hang=14)
        return
    page.line(10, *head, f" ({way.by}){looked}", hang=12)
    for blocked in way.blocked:
        _blocked(page, blocked)


def _asked(blocked: Blocked) -> str:
    """A requirement and what is missing, on one line."""
    first = blocked.misses[0] if len(blocked.misses) == 1 else None
    if first is None or first.asks != blocked.text:
        return f"asks {blocked.text}{_note(blocked)}"
    return f"asks {_with_known(first)}, {first.has}{f' ({first.short})' if first.short else ''}{_note(blocked)}"


def _with_known(miss: Miss) -> str:
    return f"{miss.asks} ({miss.known})" if miss.known else miss.asks


def _note(blocked: Blocked) -> str:
    if blocked.never:
        return ": never possible from here"
    return ": possible, but not together with the rest" if blocked.met_elsewhere else ""


def _blocked(page: Page, blocked: Blocked) -> None:
    if len(blocked.misses) == 1 and blocked.misses[0].asks == blocked.text:
        _miss(page, 14, blocked.misses[0], _note(blocked))
    else:
        page.line(14, "asks ", Styled(blocked.text, "strong"), Styled(_note(blocked), "warning"), hang=16)
        for miss in blocked.misses:
            _miss(page, 16, miss, word="that is ")
    for source in blocked.sources:
        page.line(16, Styled(f"source: {source}", "dim"), hang=18)


def _miss(page: Page, indent: int, miss: Miss, note: str = "", word: str = "asks ") -> None:
    short = f" ({miss.short})" if miss.short else ""
    said = f"; {miss.has}{short}"
    page.line(indent, word, Styled(_with_known(miss), "strong"), said, Styled(note, "warning"), hang=indent + 2)
    for what, lines in _points(miss):
        page.line(
            indent + 2, f"{what}: {'; '.join(f'{line.points} when {line.when}' for line in lines)}", hang=indent + 4
        )


def _points(miss: Miss) -> list[tuple[str, list[Points]]]:
    """The lines of the scores: those that count for the person, that could, that never will."""
    counts = [line for line in miss.points if line.given]
    could = [line for line in miss.points if not line.given and not line.never]
    never = [line for line in miss.points if line.never]
    told = [("counted", counts), ("would count", could), ("would count, but is never possible from here", never)]
    return [(what, lines) for what, lines in told if lines]


def tell_pathways(page: Page, pathways: Pathways, *, verbose: bool) -> None:
    """A life for each way that people go; with `verbose` all of them in full, and the ways of the proof in short."""
    lives = pathways.told_apart if verbose else pathways.different[:_LIVES]
    if lives:
        page.line(6, Styled("Pathways", "strong"), ", each told as one life that was replayed")
    for told in lives:
        _life(page, told, verbose)
    left = len(pathways.different) - len(lives) + pathways.untold
    if pathways.untold and verbose:
        where = "the proof leads further kinds of people to the goal, of whom none was met by looking around"
        page.line(8, Styled(f"… {where}: {pathways.untold}", "dim"), hang=10)
    elif left and not verbose:
        page.line(8, Styled(f"… and {counted(left, 'more way')}: -v", "dim"))
    if pathways.recoveries:
        _recoveries(page, pathways.recoveries, pathways.further_setbacks, verbose)
    if verbose and pathways.merged:
        _merged(page, pathways.merged)


def _life(page: Page, told: LifeInWords, verbose: bool) -> None:
    who = f" with {listed(told.who)}" if told.who else ""
    page.line(8, "▸ ", Styled(told.status, "strong"), f"{who}: {_legs(told)}", hang=12)
    if verbose:
        tell_story(page, told.story, verbose=False, indent=12)


def _legs(told: LifeInWords) -> str:
    """`study (2 times), wait until residence is 7 years (3 years), apply → Pending; then grant → Resident`."""
    legs = (f"{', '.join(leg.acts)}{f' → {leg.to}' if leg.to else ''}" for leg in told.legs)
    return "; then ".join(legs) + (f" ({told.takes} in all)" if told.takes else "")


def _recoveries(page: Page, recoveries: tuple[Recovery, ...], further: int, verbose: bool) -> None:
    """Where each setback leaves the person, and how to go on from there."""
    shown = recoveries if verbose else recoveries[:_RECOVERIES]
    page.line(6, Styled("Setbacks on the way", "strong"), ", and a life that is left after each")
    for item in shown:
        to = "" if item.to == item.status else f" → {item.to}"
        left = _legs(item.told) if item.told else "already there"
        who = f", then with {listed(item.told.who)}" if item.told and item.told.who else ""
        page.line(8, "▸ ", Styled(item.setback, "strong"), f" ({item.by}) in {item.status}{to}{who}: {left}", hang=12)
    more = len(recoveries) - len(shown) + further
    if more and not verbose:
        page.line(8, Styled(f"… and {counted(more, 'more setback')}: -v", "dim"))
    elif more:
        page.line(8, Styled(f"… and {counted(more, 'more setback')}, not followed: that would take long", "dim"))


def _merged(page: Page, ways: tuple[Pathway, ...]) -> None:
    rest = ", also for people whom the property does not ask about; each does and waits only"
    page.line(6, Styled("The ways of the proof", "strong"), f"{rest} as far as still needed", hang=8)
    for way in ways:
        who = f" with {way.condition}" if way.condition else ""
        stages = "; then ".join(_stage(stage) for stage in way.stages) or "already there"
        page.line(8, "▸ ", Styled(way.status, "strong"), f"{who}: {stages}", hang=12)


def _stage(stage: Stage) -> str:
    """`study or register, wait until residence is 7 years, apply → Pending`."""
    parts = [listed(stage.acts)] if stage.acts else []
    if stage.waits:
        until = listed((wait for wait in stage.waits if wait), "or")
        parts.append(f"wait until {until}" if until else "wait")
    if stage.by:
        parts.append(f"{listed(stage.by, 'or')} → {stage.to}")
    return ", ".join(parts)


def scenario_failure(page: Page, result: ScenarioResult, told: ToldFailure | None, path: str) -> None:
    """Which line of the scenario failed, why, and for whom; also of which file, if that is not the one of the path."""
    failure = result.failure
    if failure is None:
        return
    span = failure.step.span if failure.step else None
    file = f" of `{span.source.path}`" if span and span.source.path != path else ""
    page.line(6, f"line {span.line}{file}: {failure.reason}" if span else failure.reason, hang=8)
    if told is not None:
        tell_story(page, told.story, verbose=True)
        tell_violation(page, told.violation)
    page.blank()
