"""Why words do not make a line: which word, what was expected, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Source, Span, nearest
from bcm_formal.language.reading.lines import is_known_clause
from bcm_formal.language.reading.mistakes import mistaken
from bcm_formal.language.reading.other_words import other_words
from bcm_formal.language.reading.words import Word
from bcm_formal.language.vocabulary import FORMS, LIST_ENDERS, SENTENCE_FORMS

_VALUE = frozenset({"NAME", "NUMBER", "LPAR"})
_VALUE_STARTS = frozenset(
    {"NAME", "NUMBER", "DATE", "YES", "NO", "LPAR", "MINUS", "NEXT", "PREVIOUS", "NOT", "IF", "IN", "ANY"}
)
_COMPARISONS = ("is", "is not", "at least", "at most", "more than", "less than")
_COMPARISON_SIGNS = frozenset({"=", "!=", ">=", "<=", "<", ">", "one of"})
_UNITS = frozenset(["year", "years", "quarter", "quarters", "month", "months", "week", "weeks", "day", "days"])
_SENTENCE_STARTS = frozenset({"every", "no", "some", "better", "path", "time", "ctl"})
_KINDS = {
    "NAME": "a name",
    "STRING": "text in quotes",
    "NUMBER": "a whole number",
    "DATE": "a date",
    "$END": "the end of the line",
}
_WORDS = frozenset({"NAME", "NUMBER", "DATE", "$END"})
_MAX_LISTED = 6


def complain(
    words: Sequence[Word],
    index: int,
    accepted: Iterable[str],
    spellings: Mapping[str, str],
    source: Source,
    form: str,
) -> Diagnostic:
    """The diagnostic for the word at `index` (the end of the line if there is none there).

    `words` are all words of the line, `form` is how such a line is built.
    """
    terminals = frozenset(accepted)
    keywords = frozenset(spellings[t] for t in terminals if t in spellings and t not in _KINDS)
    keywords -= {"to"} if any(word.text == "leaving" for word in words[:index]) else set()  # read only to be refused
    expected = _in_words(terminals, keywords)
    if index >= len(words):
        last = words[-1]
        span = Span(source, last.end, last.end)
        missing = _missing_unit(words, index, keywords, source) or other_words(words, index, source, form)
        message = f"the line ends after {_shown(last)}, where {expected} is expected"
        return missing or Diagnostic("BCM115", message, span, _form_remedy(form, words))
    word = words[index]
    span = Span(source, word.start, word.end)
    known = mistaken(words, index, keywords, source) or other_words(words, index, source, form)
    if known:
        return known
    missing = _missing_unit(words, index, keywords, source) or _misspelt_start(words, index, source, form)
    missing = missing or _title_without_quotes(words, index, terminals, source)
    if missing:
        return missing
    if _is_hyphen(words, index):
        joined = f"{words[index - 1].text}_{words[index + 1].text}"
        name = Span(source, words[index - 1].start, words[index + 1].end)
        message = f"`{name.text}` is not one name"
        fix = Fix("join the parts by `_`", (Edit(name, joined),))
        return Diagnostic("BCM123", message, name, f"write `{joined}` wherever it stands", fix=fix)
    message = f"expected {expected}, found {_shown(word)}"
    if "$END" in terminals and index > 0 and "\n" in source.text[words[index - 1].end : word.start]:
        remedy = "this line goes on with the clause above; indent it like that clause if it is one of its own"
        if word.text in FORMS or is_known_clause(word.text):
            return Diagnostic("BCM114", message, span, remedy)
    remedy, fix_to = _remedy(words, index, keywords, bool(terminals & _WORDS), "$END" in terminals, form)
    if fix_to is None:
        return Diagnostic("BCM114", message, span, remedy)
    fix = Fix(f"replace by `{fix_to[1]}`", (Edit(Span(source, word.start, fix_to[0]), fix_to[1]),))
    return Diagnostic("BCM114", message, span, remedy, fix=fix)


def _in_words(terminals: frozenset[str], keywords: frozenset[str]) -> str:
    """What is expected, for people: the few things that matter, joined by `or`."""
    said: list[str] = []
    rest = set(keywords)
    kinds = set(terminals) & set(_KINDS)
    if terminals >= _VALUE:
        said.append("an expression" if "NOT" in terminals else "a value")
        rest -= {"yes", "no", "(", "-", "next", "previous", "not", "if", "in", "any", "larger of", "smaller of"}
        kinds -= {"NAME", "NUMBER", "DATE"}
    if rest >= set(_COMPARISONS[2:]):
        said.append("a comparison such as `is` or `at least`" if "is not" in rest or "is" in rest else "a comparison")
        rest -= {*_COMPARISONS, *_COMPARISON_SIGNS}
    if rest >= _UNITS:
        said.append("a unit such as `months`")
        rest -= _UNITS
    if len(rest) + len(kinds) + len(said) > 2:
        rest -= {"+", "-", "*", "implies"}
    if ", " in rest:
        rest = (rest - {", "}) | {","}
    ordered = sorted(rest, key=lambda text: (not text[0].isalpha(), text))
    said += [_KINDS[kind] for kind in ("NAME", "STRING", "NUMBER", "DATE") if kind in kinds]
    said += [f"`{text}`" for text in ordered]
    if "$END" in kinds:
        said.append(_KINDS["$END"])
    if len(said) > _MAX_LISTED + 1:
        said = [*said[:_MAX_LISTED], "something else that fits"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"


def _shown(word: Word) -> str:
    return f"`{word.text if len(word.text) <= 40 else word.text[:37] + '…'}`"


def _missing_unit(words: Sequence[Word], index: int, keywords: frozenset[str], source: Source) -> Diagnostic | None:
    """Only a unit can follow a number here."""
    if index == 0 or words[index - 1].kind != "NUMBER":
        return None
    number = words[index - 1]
    if index < len(words) and words[index].kind == "NAME":
        near = nearest(words[index].text, _UNITS)
        if near:
            span = Span(source, words[index].start, words[index].end)
            fix = Fix(f"replace by `{near[0]}`", (Edit(span, near[0]),))
            message = f"`{words[index].text}` is not a unit of time"
            return Diagnostic("BCM126", message, span, f"did you mean `{near[0]}`?", fix=fix)
    if not keywords >= _UNITS or (not keywords <= _UNITS and index < len(words)):
        return None
    remedy = f"write `{number.text} years`, `{number.text} months`, `{number.text} days` or so"
    return Diagnostic("BCM126", f"`{number.text}` has no unit", Span(source, number.start, number.end), remedy)


def _misspelt_start(words: Sequence[Word], index: int, source: Source, form: str) -> Diagnostic | None:
    """A sentence whose first word was taken for a status, since it is not spelt like any beginning."""
    if form != "sentence" or index != 1 or words[0].text in _SENTENCE_STARTS:
        return None
    near = nearest(words[0].text, _SENTENCE_STARTS)
    if not near:
        return None
    span = Span(source, words[0].start, words[0].end)
    fix = Fix(f"replace by `{near[0]}`", (Edit(span, near[0]),))
    message = f"no sentence begins with `{words[0].text} {words[1].text}`"
    return Diagnostic("BCM114", message, span, f"did you mean `{near[0]}`?", fix=fix)


def _title_without_quotes(
    words: Sequence[Word], index: int, terminals: frozenset[str], source: Source
) -> Diagnostic | None:
    """`property p Every worker settles:`."""
    colon = next((i for i, word in enumerate(words) if word.text == ":"), None)
    if words[0].text != "property" or "STRING" not in terminals or index != 2 or colon is None or colon <= index:
        return None
    span = Span(source, words[index].start, words[colon - 1].end)
    fix = Fix("put it in quotes", (Edit(span, f'"{span.text}"'),))
    remedy = f'write `"{span.text}"`'
    return Diagnostic("BCM114", "a title stands in double quotes", span, remedy, fix=fix)


def _is_hyphen(words: Sequence[Word], index: int) -> bool:
    if words[index].text != "-" or not 0 < index < len(words) - 1:
        return False
    before, after = words[index - 1], words[index + 1]
    return before.kind == "NAME" == after.kind and before.end == words[index].start and words[index].end == after.start


def _remedy(
    words: Sequence[Word], index: int, keywords: frozenset[str], more: bool, may_end: bool, form: str
) -> tuple[str, tuple[int, str] | None]:
    """A remedy sentence; and the end and text of a replacement that begins at the word, if one is likely.

    `more`: other words than the keywords may stand there.
    """
    word = words[index]
    if form == "sentence" and may_end and word.text in _SENTENCE_STARTS:
        return "a property says one sentence: declare another property for the next", None
    if "," in keywords and word.text in LIST_ENDERS:
        return f"write a comma before `{word.text}`", None
    if word.kind == "NAME":
        if may_end and (word.text in FORMS or is_known_clause(word.text)) and word.text not in keywords:
            return f"begin a new line with `{word.text}`", None
        if index + 1 < len(words):
            pair = f"{word.text} {words[index + 1].text}"
            near = nearest(pair, [text for text in keywords if " " in text.strip()])
            if near:
                return f"did you mean `{near[0]}`?", (words[index + 1].end, near[0])
        near = nearest(word.text, [text for text in keywords if text[0].isalpha()])
        if near:
            return f"did you mean `{near[0]}`?", (word.end, near[0])
    if len(keywords) == 1 and not more:
        return f"write `{next(iter(keywords)).strip()}` here", None
    return _form_remedy(form, words), None


def _form_remedy(form: str, words: Sequence[Word]) -> str:
    if form == "sentence":
        alike = [text for text in SENTENCE_FORMS if text.split()[0] == words[0].text]
        listed = "; ".join(f"`{text}`" for text in alike or SENTENCE_FORMS)
        return f"the form is {listed}" if len(alike) == 1 else f"the forms are {listed}"
    return f"the form is `{form}`"
