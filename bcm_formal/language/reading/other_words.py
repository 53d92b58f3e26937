"""Other words for what the language has words for: `greater than`, `between`, `boolean`, `all persons`."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Source, Span, nearest
from bcm_formal.language.reading.words import Word

_GREAT = ("greater", "bigger", "larger", "higher", "longer", "older")
_SMALL = ("smaller", "lower", "fewer", "shorter", "younger")
_PHRASES: dict[tuple[str, ...], str] = {
    ("equals",): "is",
    ("equal", "to"): "is",
    ("exceeds",): "more than",
    ("over",): "more than",
    ("above",): "more than",
    ("under",): "less than",
    ("below",): "less than",
    ("up", "to"): "at most",
    ("no", "less", "than"): "at least",
    ("not", "less", "than"): "at least",
    ("no", "more", "than"): "at most",
    ("not", "more", "than"): "at most",
    **{(word, "than"): "more than" for word in _GREAT},
    **{(word, "than"): "less than" for word in _SMALL},
    **{(word, "than", "or", "equal", "to"): "at least" for word in ("more", *_GREAT)},
    **{(word, "than", "or", "equal", "to"): "at most" for word in ("less", *_SMALL)},
}
_TYPES = {
    **dict.fromkeys(("boolean", "bool", "flag", "binary"), "yes or no"),
    **dict.fromkeys(("int", "number", "numeric", "whole"), "integer"),
}
_ALL_TYPES = "types are `yes or no`, `one of a, b`, `a < b < c` (levels), `0 to 10`, `integer`, `0 to 100 percent`"
_SENTENCES = {
    **dict.fromkeys(
        ("all", "everybody", "everyone", "each", "anyone", "whoever"), "every person in STATUS can reach STATUS"
    ),
    "always": "every person has CONDITION",
    **dict.fromkeys(("nobody", "never", "none", "noone"), "no person in STATUS with CONDITION"),
    **dict.fromkeys(("somebody", "someone", "sometimes", "any"), "some person can reach STATUS"),
}
_PERSONS = ("people", "one", "body", "individual", "human")
_VERBS = {
    **dict.fromkeys(("reaches", "gets", "reach", "could", "may"), "can reach"),
    **dict.fromkeys(("eventually", "finally", "will", "shall", "always"), "must reach"),
    **dict.fromkeys(("is", "are", "have"), "has"),
}
_OPERATORS = ("AG", "AF", "AX", "EG", "EF", "EX")
_VERBS_OF_SENTENCES = ("has", "can", "must")
CLAUSES = {
    **dict.fromkeys(("requires", "require", "if", "where", "given", "provided", "condition", "needs", "only"), "when"),
    **dict.fromkeys(("except", "excluding", "not"), "unless"),
    **dict.fromkeys(("then", "effect", "do", "assign", "update", "let"), "set"),
}
"""Words that begin a clause elsewhere, and the clause that means it here."""


def other_words(words: Sequence[Word], index: int, source: Source, form: str) -> Diagnostic | None:
    """The diagnostic for another word at the place where reading stopped, if it is one with a word of its own here."""
    if form.startswith("starts "):
        return _of_a_clock_start(words, index, source)
    if form.startswith("attribute "):
        return _of_an_attribute(words, index, source)
    return (
        _between(words, index, source)
        or _phrase(words, index, source)
        or _membership(words, index, source)
        or _bare_condition(words, index, source)
        or (_of_a_formula(words, index, source) or _of_a_sentence(words, index, source) if form == "sentence" else None)
        or _of_a_second_actor(words, index, source)
        or _of_a_line(words, index, source, form)
    )


def _replaced(words: Sequence[Word], source: Source, text: str, remedy: str | None = None) -> Diagnostic:
    span = Span(source, words[0].start, words[-1].end)
    fix = Fix(f"replace by `{text}`", (Edit(span, text),))
    message = f"`{span.text}` means nothing here"
    return Diagnostic("BCM114", message, span, remedy or f"write `{text}`", fix=fix)


def _phrase(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    for first in range(max(0, index - 3), index + 1):
        for length in range(5, 0, -1):
            part = words[first : first + length]
            meant = _PHRASES.get(tuple(word.text for word in part))
            if meant and first + length > index and (length > 1 or first == index):
                begins_with_is = first > 0 and words[first - 1].text in ("is", "are")
                return _replaced(words[first - 1 : first + length] if begins_with_is else part, source, meant)
    return None


def _between(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`x between a and b`, and `a <= x <= b`."""
    if not 0 < index < len(words):
        return None
    word, before = words[index], words[index - 1]
    if word.text == "between" and before.kind == "NAME":
        joint = next((i for i in range(index + 1, len(words)) if words[i].text == "and"), None)
        if joint is None or joint == index + 1 or joint + 1 >= len(words):
            return None
        last = joint + 3 if joint + 2 < len(words) and words[joint + 1].kind == "NUMBER" else joint + 2
        last = last if words[last - 1].kind in ("NAME", "NUMBER") and words[last - 1].text != "and" else joint + 2
        low = source.text[words[index + 1].start : words[joint - 1].end]
        high = source.text[words[joint + 1].start : words[last - 1].end]
        text = f"{before.text} at least {low} and {before.text} at most {high}"
        return _replaced(words[index - 1 : last], source, text)
    if word.text in ("<=", "<") and index >= 3 and words[index - 2].text in ("<=", "<") and index + 1 < len(words):
        least, name, most = words[index - 3], before, words[index + 1]
        signs = {"<=": ("at least", "at most"), "<": ("more than", "less than")}
        lower, upper = signs[words[index - 2].text][0], signs[word.text][1]
        text = f"{name.text} {lower} {least.text} and {name.text} {upper} {most.text}"
        return _replaced(words[index - 3 : index + 2], source, text) if least.kind == most.kind == "NUMBER" else None
    return None


def _membership(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`x in a, b`, `x not in a`, `is in a`."""
    if index >= len(words):
        return None
    if words[index].text == "in" and index > 0 and words[index - 1].text == "is":
        named = index > 1 and words[index - 2].kind == "NAME" and words[index - 2].text not in ("when", "unless", "and")
        return _replaced(words[index - 1 : index + 1], source, "is one of" if named else "in")
    if index > 0 and words[index - 1].kind == "NAME" and words[index].text == "in" and _is_value(words, index + 1):
        return _replaced(words[index : index + 1], source, "is one of")
    if words[index].text == "not" and index + 1 < len(words) and words[index + 1].text == "in":
        return _replaced(words[index : index + 2], source, "is not one of")
    return None


def _bare_condition(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`when is not employed`, `when has employed`, `when level N5`."""
    if not 0 < index < len(words) or words[0].text not in ("when", "unless", "and", "expect"):
        return None
    word, before = words[index], words[index - 1]
    if before.text in ("is", "has", "was") and index == 2:
        last = index + 1 if word.text == "not" and index + 1 < len(words) else index
        if words[last].kind == "NAME":
            return _replaced(words[index - 1 : last + 1], source, " ".join(w.text for w in words[index : last + 1]))
    if before.kind == word.kind == "NAME" and index == 2 and (len(words) == 3 or words[3].text in ("and", "or")):
        return _replaced(words[1:3], source, f"{before.text} is {word.text}")
    return None


def _is_value(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and words[index].kind == "NAME" and words[0].text in ("when", "unless", "and", "define")


def _of_an_attribute(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    name = words[1].text if len(words) > 1 else "NAME"
    if index < len(words) and words[index].text == "=":
        value = words[index + 1].text if index + 1 < len(words) else "no"
        kind = "yes or no" if value in ("yes", "no", "true", "false", "True", "False") else "integer"
        start = {"true": "yes", "True": "yes", "false": "no", "False": "no"}.get(value, value)
        return _replaced(words, source, f"attribute {name}: {kind}, starts {start}")
    if index < len(words) and words[index].text in ("default", "initially", "initial", "start", "begins"):
        return _replaced(words[index : index + 1], source, "starts")
    at = next((i for i, word in enumerate(words) if word.text == ":"), None)
    if at is None or at + 1 >= len(words) or index <= at + 1:
        return None
    word = words[at + 1]
    meant = _TYPES.get(word.text.lower())
    if meant:
        return _replaced([word], source, meant)
    if index == at + 2 and word.kind == "NAME" and word.text not in ("yes", "integer", "one"):
        span = Span(source, word.start, word.end)
        return Diagnostic("BCM114", f"`{word.text}` is no type of an attribute", span, _ALL_TYPES)
    return None


def _of_a_clock_start(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`starts from 18 years`, `starts between 1 year and 3 years`, `starts more than 1 year`."""
    texts = [word.text for word in words]
    if index < 2 or len(words) < 3 or texts[1] not in ("from", "between", "more", "less", "over", "under"):
        return None
    joint = next((i for i in range(2, len(words)) if texts[i] in ("and", "to")), None)
    if texts[1] in ("from", "between") and joint is not None and 2 < joint < len(words) - 1:
        low = source.text[words[2].start : words[joint - 1].end]
        high = source.text[words[joint + 1].start : words[-1].end]
        return _replaced(words[1:], source, f"{low} to {high}")
    last = 3 if texts[2] == "than" else 2
    return _replaced(words[1:last], source, "at most" if texts[1] in ("less", "under") else "at least")


def _of_a_sentence(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    first = words[0]
    if index <= 2 and first.text.lower() in _SENTENCES:
        count = 2 if len(words) > 1 and words[1].text in ("person", "persons", "people") else 1
        span = Span(source, first.start, words[count - 1].end)
        remedy = f"write a sentence such as `{_SENTENCES[first.text.lower()]}`"
        return Diagnostic("BCM114", f"no sentence begins with `{span.text}`", span, remedy)
    if (
        index == 1 < len(words) - 1
        and first.text in ("every", "no", "some")
        and words[1].kind == "NAME"
        and not nearest(words[1].text, ["person", "dead"])
    ):
        meant = "person" if words[1].text in _PERSONS else f"person in {words[1].text}"
        return _replaced([words[1]], source, meant)
    if 1 < index < len(words) and words[0].text == "time" and words[1].text == "from" and words[index].text == "with":
        span = Span(source, words[index].start, words[index].end)
        remedy = "write `every person in STATUS with CONDITION can reach STATUS within DURATION`"
        return Diagnostic("BCM114", "only statuses and layers can be named here", span, remedy)
    if (
        1 < index < len(words)
        and words[index].text == "within"
        and (first.text == "time" or "delays" in [word.text for word in words[:index]])
    ):
        span = Span(source, words[index].start, words[index].end)
        remedy = "leave it out, or compare who has a path in that time: `never blocks … within`, `path to … within`"
        return Diagnostic("BCM114", "least times are compared here, whatever they are", span, remedy)
    if not 0 < index < len(words) or "person" not in (words[1].text if len(words) > 1 else ""):
        return None
    word = words[index]
    if word.text in ("in", "after", "before") and index + 1 < len(words) and words[index + 1].kind == "NUMBER":
        return _replaced([word], source, "within")
    reached = any(other.text in ("can", "must", "has") for other in words[:index])
    if word.text == "without":
        return _replaced([word], source, "with not")
    if word.text == "always" and index + 1 < len(words) and words[index + 1].text in _VERBS_OF_SENTENCES:
        return _replaced(words[index : index + 2], source, words[index + 1].text)
    if word.text in _VERBS and not reached:
        span = Span(source, word.start, word.end)
        form = "has CONDITION" if _VERBS[word.text] == "has" else f"{_VERBS[word.text]} STATUS"
        return Diagnostic("BCM114", f"`{word.text}` means nothing here", span, f"write `{form}`")
    return None


def _of_a_second_actor(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`transition settle from worker to settled by employer, authority`."""
    texts = [word.text for word in words]
    joined = 2 < index < len(words) and texts[index - 3] == "by" and texts[index - 1] in (",", "and", "or")
    if texts[0] not in ("transition", "event") or not joined or nearest(texts[index], ["adverse"]):
        return None
    message = f"a rule has one actor, and `{texts[index]}` would be a second"
    remedy = "name one; where each of them may act alone, declare a rule for each"
    return Diagnostic("BCM114", message, Span(source, words[index].start, words[index].end), remedy)


def _of_a_formula(words: Sequence[Word], index: int, source: Source) -> Diagnostic | None:
    """`ctl ag (…)`, `ctl A(a U b)`."""
    if words[0].text != "ctl" or not 1 < index < len(words):
        return None
    before = words[index - 1]
    if before.text != before.text.upper() and before.text.upper() in _OPERATORS:
        return _replaced([before], source, before.text.upper())
    if before.text in ("A", "E") and words[index].text == "(":
        span = Span(source, before.start, words[index].end)
        remedy = f"write square brackets: `{before.text}[a U b]` or `{before.text}[a W b]`"
        return Diagnostic("BCM114", f"`{span.text}` means nothing here", span, remedy)
    return None


def _of_a_line(words: Sequence[Word], index: int, source: Source, form: str) -> Diagnostic | None:
    texts = [word.text for word in words]
    if texts[0] == "set" and texts[2:4] in (["+", "+"], ["-", "-"]) and len(texts) == 4:
        return _replaced(words, source, f"set {texts[1]} = {texts[1]} {texts[2]} 1")
    if texts[0] == "set" and texts[2:4] in (["+", "="], ["-", "="]) and len(texts) > 4:
        rest = source.text[words[4].start : words[-1].end]
        return _replaced(words, source, f"set {texts[1]} = {texts[1]} {texts[2]} {rest}")
    if texts[0] == "expect" and texts[index : index + 2] == ["not", "possible"]:
        return _replaced(words[index : index + 2], source, "impossible")
    if (
        "after DURATION" in form
        and texts[0] in ("wait", "pass", "sleep")
        and index == 1 < len(words)
        and words[1].kind == "NUMBER"
    ):
        return _replaced(words[:1], source, "after")
    return None
