"""What a change of the law does to people, as a page, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bcm_formal.answers.pairs import from_now
from bcm_formal.answers.phrases import counted, listed, span_of_time
from bcm_formal.answers.story import Moment, moments_between, story_of
from bcm_formal.language.tree.policy import SourceReference
from bcm_formal.model.model import Citation, Model
from bcm_formal.model.to_json.expressions import Json
from bcm_formal.system.semantics import Interpreter
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.versions.people.effects import Effect, Rung, Target, TwoLives, What
from bcm_formal.views.report.escapes import in_markdown
from bcm_formal.views.report.exit_codes import EXIT_OK, EXIT_UNDECIDED, EXIT_VIOLATED
from bcm_formal.views.report.page import Page, Style, Styled

Object = dict[str, Json]

_WHAT = {
    Rung.ENTITLEMENT: "the right today",
    Rung.OWN_STEPS: "the path by own steps",
    Rung.ROBUST: "the path",
    Rung.PATH: "the path",
}
_STYLES: dict[What, Style] = {
    What.LOSES: "bad",
    What.LATER: "bad",
    What.GAINS: "good",
    What.SOONER: "good",
    What.MORE: "bad",
    What.LESS: "good",
    What.MOVED: "warning",
    What.STRANDED: "bad",
    What.FREED: "good",
    What.UNAFFECTED: "dim",
    What.UNDECIDED: "warning",
}


def effect_words(model: Model, effect: Effect) -> str:
    """`later by 1 month to 5 years`, `loses the path`, `unaffected`."""
    match effect.what:
        case What.LATER | What.SOONER:
            return f"{effect.what.value} by {_how_much(model, effect)}"
        case What.LOSES | What.GAINS:
            return _lost_or_gained(effect)
        case What.MORE | What.LESS:
            return f"{effect.what.value}: {'; '.join(item.words for item in effect.asked)}"
        case What.MOVED:
            return f"moved to {effect.place}"
        case What.STRANDED | What.FREED:
            return f"{effect.what.value}"
        case What.UNAFFECTED:
            return "unaffected"
        case What.UNDECIDED:
            return f"not decided: {effect.undecided}"


def _lost_or_gained(effect: Effect) -> str:
    despite = f" despite {counted(effect.setbacks, 'setback')}" if effect.setbacks else ""
    return f"{effect.what.value} {_WHAT[effect.rung]}{despite}"


def _how_much(model: Model, effect: Effect) -> str:
    least, most = effect.least or 0, effect.most or 0
    if least == most:
        return span_of_time(model, most)
    return f"{span_of_time(model, least)} to {span_of_time(model, most)}"


def who_words(effect: Effect) -> str:
    """Who the class is; under a transitional provision with its name."""
    under = "" if effect.regime == "new" else f", under `{effect.regime}`"
    return f"{effect.words}{under}"


def _is_told(effect: Effect) -> bool:
    return effect.what is not What.UNAFFECTED


def summary(effects: Sequence[Effect]) -> str:
    """`2 classes are later, 1 loses the right today; everybody else is unaffected`."""
    told = [effect for effect in effects if _is_told(effect)]
    if not told:
        return "nobody is affected"
    kinds: dict[str, int] = {}
    for effect in told:
        lost_or_gained = effect.what in (What.LOSES, What.GAINS)
        words = _lost_or_gained(effect) if lost_or_gained else effect.what.value
        kinds[words] = kinds.get(words, 0) + effect.merged
    return ", ".join(f"{count} {'class' if count == 1 else 'classes'}: {words}" for words, count in kinds.items())


def people_page(model: Model, effects: Sequence[Effect], *, verbose: bool = False) -> Page:
    """For each target the classes who are affected, and on which rungs nobody is; `verbose`: with the lives."""
    page = Page()
    for target, rows in _by_target(effects):
        page.line(0, Styled(f"On the way to {target.name}", "strong"))
        for effect in rows:
            if _is_told(effect):
                _row(page, model, effect, verbose)
        page.line(2, Styled(_rest(rows), "dim"))
        page.blank()
    return page


def _by_target(effects: Sequence[Effect]) -> Iterator[tuple[Target, list[Effect]]]:
    for target, rows in groupby(effects, key=lambda effect: effect.target):
        yield target, list(rows)


def _rest(rows: Sequence[Effect]) -> str:
    whole = [row.rung.value for row in rows if row.what is What.UNAFFECTED and row.words == "everybody"]
    some = [row.rung.value for row in rows if row.what is What.UNAFFECTED and row.words != "everybody"]
    parts = [f"everybody else is unaffected ({listed(dict.fromkeys(some))})"] if some else []
    parts += [f"nobody is affected ({listed(dict.fromkeys(whole))})"] if whole else []
    return "; ".join(parts)


def _row(page: Page, model: Model, effect: Effect, verbose: bool) -> None:
    page.line(2, Styled(f"{effect.rung.value}: ", "dim"), Styled(effect_words(model, effect), _STYLES[effect.what]))
    merged = f" ({effect.merged} classes with different effects)" if effect.merged > 1 else ""
    page.line(4, who_words(effect) + merged)
    for item in effect.asked:
        cited = f"  [{'; '.join(map(_cited, item.citations))}]" if item.citations else ""
        page.line(4, Styled("asked by ", "dim"), f"{', '.join(item.rules)}: {item.words}{cited}")
    for clause in effect.clauses or ():
        sources = f"  [{'; '.join(map(_source, clause.sources))}]" if clause.sources else ""
        page.line(4, Styled("from ", "dim"), f"{clause.words}{sources}")
    if effect.note:
        page.line(4, Styled(effect.note, "warning"))
    for number, lives in enumerate(effect.lives):
        luck = "as long as nothing adverse happens, " if effect.setbacks else ""
        page.line(4, Styled(("for example, " if not number else "the least: ") + luck + _times(model, lives), "dim"))
        if verbose:
            for line in life_lines(model, lives):
                page.line(6, line)


def _times(model: Model, lives: TwoLives) -> str:
    def words(time: int | None) -> str:
        return "no path" if time is None else "at once" if time == 0 else f"in {span_of_time(model, time)}"

    return f"old law: {words(lives.time_before)}; new law: {words(lives.time_after)}"


def life_lines(model: Model, lives: TwoLives) -> Iterator[str]:
    """One life up to the change, then how it goes on under each law."""
    common = Trace(lives.before.start, lives.before.steps[: lives.changes_after])
    yield f"until the change: {_told(story_of(model, common, asked=frozenset()).moments)}"
    for law, life, skipped in (("old law", lives.before, 0), ("new law", lives.after, 1)):
        states = replay(Interpreter(model), life)
        begin = lives.changes_after + skipped
        moments = from_now(model, moments_between(model, states[begin:], life.steps[begin:]))
        yield f"{law}: {_told(moments) or 'no path'}"


def _told(moments: Iterable[Moment]) -> str:
    return "; ".join(
        f"{item.when}: {item.what}{item.again}"
        + (f" ({listed(c.words for c in item.changes)})" if item.changes else "")
        for item in moments
    )


_GETS = {
    Rung.ENTITLEMENT: "get to {} at once",
    Rung.OWN_STEPS: "get to {} by steps of their own",
    Rung.ROBUST: "get to {}",
    Rung.PATH: "get to {}",
}


def sentence(model: Model, effect: Effect) -> str:
    """What becomes of a class that is affected, and by which clauses, as one sentence of release notes."""
    target, who = f"`{effect.target.name}`", _whoever(effect)
    if effect.what in (What.LATER, What.SOONER):
        says = f"{who} can get to {target} {effect.what.value}, by {_how_much(model, effect)}"
    elif effect.what in (What.LOSES, What.GAINS):
        can = "can no longer" if effect.what is What.LOSES else "can now"
        despite = f" despite {counted(effect.setbacks, 'setback')}" if effect.setbacks else ""
        says = f"{who} {can} {_GETS[effect.rung].format(target)}{despite}"
    elif effect.what in (What.MORE, What.LESS):
        must = "must now meet" if effect.what is What.MORE else "need no longer meet"
        says = f"{who} {must}, on the way to {target}: {'; '.join(item.words for item in effect.asked)}"
    elif effect.what is What.MOVED:
        says = f"{who} is moved to `{effect.place}`"
    elif effect.what in (What.STRANDED, What.FREED):
        own = "out of their status by steps of their own"
        stranded = f"{who} has no way on any more, neither to {target} nor {own}"
        says = stranded if effect.what is What.STRANDED else f"{who} now has a way on, to {target} or {own}"
    else:
        says = f"Of {who[0].lower()}{who[1:]} it is not decided ({effect.rung.value}, {target}): {effect.undecided}"
    return f"{says}{_caused_by(effect)}."


def _whoever(effect: Effect) -> str:
    under = "" if effect.regime == "new" else f", under `{effect.regime}`,"
    if effect.words.startswith("everybody"):
        return f"{effect.words.capitalize()}{under}"
    meets = "Whoever meets" if effect.words.startswith("with ") else "Whoever is"
    return f"{meets} {effect.words.removeprefix('with ')}{under}"


def _caused_by(effect: Effect) -> str:
    if not effect.clauses:
        return ""
    word = "clause" if len(effect.clauses) == 1 else "clauses"
    return f" ({word}: {'; '.join(clause.words for clause in effect.clauses)})"


def people_markdown(model: Model, effects: Sequence[Effect]) -> str:
    """A summary line, a sentence for each class, and the same as a table for each target, folded."""
    lines = [f"**People: {summary(effects)}**", ""]
    for target, rows in _by_target(effects):
        lines += [f"- {in_markdown(sentence(model, effect))}" for effect in rows if _is_told(effect)]
        lines += [f"- On the way to {in_markdown(f'`{target.name}`')} {_rest(rows)}."] if _rest(rows) else []
    lines += ["", "<details><summary>The same as a table</summary>", ""]
    for target, rows in _by_target(effects):
        lines += [f"On the way to `{target.name}`", "", "| rung | who | effect | from |", "|---|---|---|---|"]
        for effect in rows:
            clauses = "<br>".join(in_markdown(clause.words) for clause in effect.clauses or ())
            cells = (
                effect.rung.value,
                in_markdown(who_words(effect)),
                in_markdown(effect_words(model, effect)),
                clauses,
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join((*lines, "</details>"))


def _cited(item: Citation) -> str:
    return item.source if item.pinpoint is None else f"{item.source}, {item.pinpoint}"


def _source(item: SourceReference) -> str:
    return item.source.text if item.pinpoint is None else f"{item.source.text}, {item.pinpoint.value}"


def people_json(model: Model, effects: Sequence[Effect]) -> list[Json]:
    """One object for each class, target and rung; times are steps of the policy."""
    return [_object(model, effect) for effect in effects]


def _object(model: Model, effect: Effect) -> Object:
    return {
        "target": effect.target.name,
        "law": effect.regime,
        "rung": effect.rung.value,
        "who": effect.words,
        "effect": effect.what.value,
        "says": effect_words(model, effect),
        "least": effect.least,
        "most": effect.most,
        "classes": effect.merged,
        "asked": [
            {
                "says": item.words,
                "rules": list(item.rules),
                "sources": [_cited(each) for each in item.citations],
            }
            for item in effect.asked
        ],
        "place": effect.place,
        "setbacks": effect.setbacks,
        "clauses": None if effect.clauses is None else [_clause(effect, place) for place in range(len(effect.clauses))],
        "note": effect.note or effect.undecided,
        "proved": [
            {"says": item.says, "outcome": item.shown.outcome.value, "obligations": item.shown.obligations}
            for item in effect.shown
        ],
        "lives": [
            {"old": lives.time_before, "new": lives.time_after, "told": list(life_lines(model, lives))}
            for lives in effect.lives
        ],
    }


def _clause(effect: Effect, place: int) -> Object:
    assert effect.clauses is not None
    clause = effect.clauses[place]
    return {"id": clause.id, "says": clause.words, "sources": [_source(item) for item in clause.sources]}


FAILS_ON: dict[str, tuple[What, ...]] = {
    "loses": (What.LOSES, What.STRANDED),
    "delayed": (What.LOSES, What.STRANDED, What.LATER),
    "any": tuple(what for what in What if what not in (What.UNAFFECTED, What.UNDECIDED)),
}
"""what a run may be made to fail by"""


def exit_code(effects: Sequence[Effect], fail_on: str | None) -> int:
    """1 if a class meets what is asked for, else 3 if something is not decided, else 0."""
    met = {effect.what for effect in effects}
    if fail_on is not None and met.intersection(FAILS_ON[fail_on]):
        return EXIT_VIOLATED
    return EXIT_UNDECIDED if What.UNDECIDED in met or any(effect.undecided for effect in effects) else EXIT_OK
