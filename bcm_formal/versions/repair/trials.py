"""Policies with some changes."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.diagnostics import Source, has_errors
from bcm_formal.language.from_text import parse
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.engine import Budget
from bcm_formal.versions.applying import applied
from bcm_formal.versions.change import Law
from bcm_formal.versions.repair.edits import Edit
from bcm_formal.versions.repair.wording import reform_text
from bcm_formal.vetting.scenarios import run_scenario

ONE = Budget(work=200_000)
"""for one question about a changed policy"""


@dataclass(frozen=True, slots=True)
class Subject:
    """The policy that is repaired: `law` with the property, which stands in `more` where the text does not state it;
    `of` is how a reform names its file."""

    law: Law
    item: syntax.PropertyDecl
    of: str
    more: str = ""

    @property
    def name(self) -> str:
        """The property's."""
        return self.item.name.text


@dataclass(frozen=True, slots=True)
class Changed:
    """A policy with some changes, read from the text of a reform."""

    text: str
    tree: syntax.PolicyFile
    model: Model


def changed(subject: Subject, edits: Sequence[Edit], number: int = 1) -> Changed | None:
    """The policy with the changes; None: they cannot be carried out together, or make no sound law."""
    name = f"repair_{number}"
    title = f"Repair {number} of {subject.name}"
    text = reform_text(name, title, subject.of, subject.law.day, edits, subject.more)
    read = parse(Source("<repair>", text))
    if not read.ok:
        return None
    done = applied(_without_what_is_added(subject), (read.tree,))
    if not done.ok:
        return None
    model, findings, _ = from_syntax(done.new, subject.law.day or done.day, subject.law.included)
    return None if model is None or has_errors(findings) else Changed(text, done.new, model)


def _without_what_is_added(subject: Subject) -> syntax.PolicyFile:
    tree = subject.law.tree
    if not subject.more:
        return tree
    kept = tuple(item for item in tree.declarations if item is not subject.item)
    return syntax.PolicyFile(kept, tree.span, tree.unread, tree.closing)


def passing(model: Model) -> tuple[str, ...]:
    """The scenarios that pass."""
    system = TransitionSystem(model)
    return tuple(item.name for item in model.scenarios if run_scenario(model, item, system).passed)
