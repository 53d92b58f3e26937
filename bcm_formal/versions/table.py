"""A law while it is changed: its declarations by kind and name, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcm_formal.diagnostics import Label, did_you_mean
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.vocabulary import NAMED_KINDS
from bcm_formal.versions.change import Clause
from bcm_formal.versions.findings import RefusedError, absent, listed
from bcm_formal.versions.kinds import Key, Named, key_of

_OTHER_WORDS = {"definition": "define", "rule": "transition", "value": "attribute"}


class Table:
    """The declarations of a law; what has no name stands apart. Order is kept, what is new comes last."""

    def __init__(self, declarations: Iterable[syntax.Declaration]) -> None:
        self.before = tuple(declarations)
        self.named: dict[Key, Named] = {}
        self.added: list[syntax.Declaration] = []
        """those without a name"""
        self._touched: dict[Key, dict[str, Clause]] = {}
        for item in self.before:
            key = key_of(item)
            if key is not None and isinstance(item, Named):
                self.named[key] = item
        self.old = dict(self.named)

    def declarations(self) -> tuple[syntax.Declaration, ...]:
        """The law as it is now."""
        return law_of(self.before, self.old, self.named, self.added)

    def changed(self) -> dict[Key, None]:
        """What is not as it was, in order."""
        keys = dict.fromkeys((*self.old, *self.named))
        return {key: None for key in keys if self.old.get(key) != self.named.get(key)}

    # --- finding ---

    def find(self, kind: syntax.Name, name: syntax.Name) -> Named:
        """The declaration. Raises `RefusedError` (BCM163, BCM165)."""
        key = (kind.text, name.text)
        if kind.text not in NAMED_KINDS:
            meant = _OTHER_WORDS.get(kind.text)
            remedy = f"write `{meant}`" if meant else did_you_mean(kind.text, NAMED_KINDS)
            message = f"`{kind.text}` is no kind of declaration"
            raise RefusedError("BCM163", message, kind.span, remedy or f"there are {listed(NAMED_KINDS)}")
        if key in self.named:
            return self.named[key]
        if key in self._touched:
            self._refuse_twice(self._touched[key][""], name)
        for other in NAMED_KINDS:
            if (other, name.text) in self.named:
                message, place = f"`{name.text}` is no {kind.text}", self.named[other, name.text].name.span
                raise RefusedError(
                    "BCM163", message, kind.span, f"write `{other} {name.text}`", Label(place, "declared here")
                )
        status = self.named.get(("status", name.text.removesuffix("_limit")))
        if kind.text == "limit" and isinstance(status, syntax.StatusDecl) and status.limit is not None:
            message = f"`{name.text}` is the limit on the time in the status `{status.name.text}`"
            remedy = f"write `amend status {status.name.text}` and below it `replace at most …` or `drop at most`"
            raise RefusedError("BCM163", message, name.span, remedy, Label(status.limit.span, "here"))
        there = {item.name.text: item.name.span for (one, _), item in self.named.items() if one == kind.text}
        message = f"the policy has no {kind.text} `{name.text}`"
        raise absent(message, name.span, name.text, there, f"it has {listed(there)}")

    # --- changing ---

    def touch(self, key: Key, what: str, clause: Clause) -> None:
        """Say that a clause changes that part of a declaration, or all of it if `what` is empty.

        Raises `RefusedError` (BCM165) if another one has done so.
        """
        seen = self._touched.setdefault(key, {})
        other = seen.get("") or seen.get(what) or (next(iter(seen.values()), None) if not what else None)
        if other is not None:
            message = f"two clauses change `{f'{key[1]}: {what}' if what else key[1]}`"
            remedy = "keep one of them, or say both in one"
            raise RefusedError("BCM165", message, clause.span, remedy, Label(other.span, "changed here"))
        seen[what] = clause

    def add(self, item: Named, clause: Clause) -> None:
        """Raises `RefusedError` (BCM164, BCM165) if there is one of that kind and name."""
        key = (kind, name) = key_of(item) or ("", "")
        if key in self.old:
            remedy = f"write `replace {kind} {name} …` to put this in its place, or choose another name"
            place = Label(self.old[key].name.span, "declared here")
            raise RefusedError("BCM164", f"the policy has a {kind} `{name}` already", item.name.span, remedy, place)
        if key in self.named:
            place = Label(self.named[key].name.span, "first declared here")
            remedy = "keep one of them, or give one another name"
            raise RefusedError("BCM165", f"`{name}` is added twice", item.name.span, remedy, place)
        self.named[key] = item

    def put(self, item: Named) -> None:
        """In the place of the one of its kind and name."""
        self.named[key_of(item) or ("", "")] = item

    def remove(self, key: Key) -> None:
        """Nothing if it is not there."""
        self.named.pop(key, None)

    def _refuse_twice(self, other: Clause, name: syntax.Name) -> None:
        remedy = "keep one of the two"
        raise RefusedError("BCM165", f"`{name.text}` is repealed", name.span, remedy, Label(other.span, "here"))


def law_of(
    before: Iterable[syntax.Declaration],
    old: dict[Key, Named],
    named: dict[Key, Named],
    added: Iterable[syntax.Declaration],
) -> tuple[syntax.Declaration, ...]:
    """The declarations in their order, each as it is named now, then what is new."""

    def kept() -> Iterator[syntax.Declaration]:
        for item in before:
            key = key_of(item)
            if key is None:
                yield item
            elif key in named:
                yield named[key]

    return (*kept(), *(item for key, item in named.items() if key not in old), *added)
