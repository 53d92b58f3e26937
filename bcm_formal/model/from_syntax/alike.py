"""Names of a policy that look alike, or look like a word of the language, though their letters are not the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.diagnostics import Label, difference, looked_at
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.policy import Name
from bcm_formal.language.vocabulary import CLAUSE_FORMS, FORMS, RESERVED
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.attributes import label_names
from bcm_formal.model.from_syntax.versions import space_of
from bcm_formal.model.model import LAW, PERSON, TIME_IN_STATUS, TODAY

_WORDS = frozenset({*FORMS, *CLAUSE_FORMS, *RESERVED, LAW, PERSON, TODAY, TIME_IN_STATUS})


def report_look_alikes(declarations: Sequence[syntax.Declaration], findings: Findings) -> None:
    """BCM214 for each name that looks like an earlier one, or like a word, that it is not."""
    names = list(_declared(declarations))
    if all(name.text.isascii() for name in names):
        return
    words = {looked_at(word): word for word in _WORDS}
    seen: dict[str, list[Name]] = {}
    reported: set[str] = set()
    for name in names:
        look = looked_at(name.text)
        earlier = seen.setdefault(look, [])
        if any(other.text == name.text for other in earlier):
            continue
        other = next((o for o in earlier if not (o.text.isascii() and name.text.isascii())), None)
        word = None if name.text.isascii() else words.get(look)
        earlier.append(name)
        if name.text in reported:
            continue
        if other is not None:
            message = f"`{name.text}` looks like `{other.text}` and is another name"
            remedy = f"it has {difference(name.text, other.text)}: give one of them another name"
            findings.error("BCM214", message, name.span, remedy, Label(other.span, "the other name"))
        elif word is not None:
            message = f"`{name.text}` looks like the word `{word}` and is another"
            findings.error("BCM214", message, name.span, f"it has {difference(name.text, word)}: give it another name")
        reported.add(name.text)


def _declared(declarations: Sequence[syntax.Declaration]) -> Iterator[Name]:
    for declaration in declarations:
        named = space_of(declaration)
        if named is not None:
            yield named[1]
        match declaration:
            case syntax.PolicyDecl(name):
                yield name
            case syntax.AttributeDecl():
                yield from label_names(declaration)
            case _:
                continue
