"""What the parser reads becomes the first lines and the clauses of what stands in reforms only."""

from __future__ import annotations

from bcm_formal.diagnostics import Span
from bcm_formal.language.reading.from_parse import Actor, TreeBuilder
from bcm_formal.language.reading.from_parse_terms import Names, Parsed, every, find, whole
from bcm_formal.language.tree.policy import (
    NO_ORIGIN,
    ActsAtOnce,
    Assignment,
    ClockStart,
    Date,
    Name,
    Requirement,
    Runs,
    StatusLimit,
    Takes,
    Text,
    While,
    Who,
    Yields,
    Zero,
)
from bcm_formal.language.tree.reforms import (
    ACTIONS,
    AmendDecl,
    AmendedActor,
    AmendedPart,
    AmendedPlaces,
    AmendedTarget,
    Amendment,
    Credit,
    Keep,
    Let,
    MoveDecl,
    ReformDecl,
    RenamedDecl,
    RepealDecl,
    TransitionalDecl,
)
from bcm_formal.records import dataclass

_WORDS: tuple[tuple[type[AmendedPart], str], ...] = (
    (Assignment, "set"),
    (Takes, "takes"),
    (Yields, "yields"),
    (Runs, "runs"),
    (Zero, "zero"),
    (ClockStart, "starts"),
    (ActsAtOnce, "acts"),
    (StatusLimit, "at most"),
    (While, "while"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """None: all."""

    names: tuple[Name, ...] | None
    span: Span


@dataclass(frozen=True, slots=True)
class Lets:
    lets: tuple[Let, ...]
    span: Span


class ReformBuilder(TreeBuilder):
    """Callbacks of the rules for reforms, beside all others."""

    def reform_head(self, p: list[Parsed]) -> ReformDecl:
        title = p[2] if isinstance(p[2], Text) else None
        return ReformDecl(p[1], title, p[-1], None, NO_ORIGIN, whole(p))

    def amend_head(self, p: list[Parsed]) -> AmendDecl:
        return AmendDecl(p[1], p[2], (), NO_ORIGIN, whole(p))

    def replace_head(self, p: list[Parsed]) -> RepealDecl:
        """Of no use: what follows `replace` is read as the declaration that it is."""
        return self.repeal_head(p)

    def repeal_head(self, p: list[Parsed]) -> RepealDecl:
        return RepealDecl(p[1], p[2], NO_ORIGIN, whole(p))

    def renamed_head(self, p: list[Parsed]) -> RenamedDecl:
        return RenamedDecl(p[1], p[2], p[4], whole(p))

    def move_head(self, p: list[Parsed]) -> MoveDecl:
        who = p[1]
        return MoveDecl(who.places, who.condition, find(Name, p), (), None, NO_ORIGIN, whole(p))

    def transitional_head(self, p: list[Parsed]) -> TransitionalDecl:
        return TransitionalDecl(p[1], find(Text, p), (), NO_ORIGIN, whole(p))

    # --- clauses ---

    def keep_clause(self, p: list[Parsed]) -> Keep:
        who, kept, lets = find(Who, p), find(Kept, p), find(Lets, p)
        assert who is not None
        names = kept.names if kept else ()
        return Keep(who.places, who.condition, names, lets.lets if lets else (), find(Date, p), whole(p))

    def kept(self, p: list[Parsed]) -> Kept:
        return Kept(p[1].names if isinstance(p[1], Names) else None, whole(p))

    def lets(self, p: list[Parsed]) -> Lets:
        return Lets(every(Let, p), whole(p))

    def let(self, p: list[Parsed]) -> Let:
        return Let(p[1], p[3], whole(p))

    def credit_clause(self, p: list[Parsed]) -> Credit:
        return Credit(p[1], p[3], p[5], p[7], p[10], whole(p))

    def add_clause(self, p: list[Parsed]) -> Amendment:
        return _amendment(p)

    def drop_clause(self, p: list[Parsed]) -> Amendment:
        return _amendment(p)

    def replace_clause(self, p: list[Parsed]) -> Amendment:
        return _amendment(p)

    def added(self, p: list[Parsed]) -> Amendment:
        return Amendment("add", str(p[0]), AmendedPlaces(p[1].names, whole(p)), None, whole(p))

    def dropped_requirement(self, p: list[Parsed]) -> Amendment:
        return Amendment("drop", str(p[0]), Requirement(p[1], p[1].span), None, whole(p))

    def dropped_places(self, p: list[Parsed]) -> Amendment:
        return Amendment("drop", str(p[0]), AmendedPlaces(p[1].names, whole(p)), None, whole(p))

    def dropped_assignment(self, p: list[Parsed]) -> Amendment:
        return Amendment("drop", str(p[0]), AmendedPlaces((p[1],), whole(p)), None, whole(p))

    def dropped_clause(self, p: list[Parsed]) -> Amendment:
        return Amendment("drop", str(p[0]), None, None, whole(p))

    def replaced_requirement(self, p: list[Parsed]) -> Amendment:
        return Amendment("replace", str(p[0]), Requirement(p[3], p[3].span), p[1], whole(p))

    def replaced_places(self, p: list[Parsed]) -> Amendment:
        return Amendment("replace", str(p[0]), AmendedPlaces(p[1].names, whole(p)), None, whole(p))

    def replaced_target(self, p: list[Parsed]) -> Amendment:
        return Amendment("replace", "to", AmendedTarget(p[1], whole(p)), None, whole(p))

    def replaced_actor(self, p: list[Parsed]) -> Amendment:
        actor: Actor = p[0]
        return Amendment("replace", "by", AmendedActor(actor.name, actor.adverse, actor.span), None, whole(p))

    def replaced_while(self, p: list[Parsed]) -> While:
        rule: While = p[0]
        return rule


def _amendment(p: list[Parsed]) -> Amendment:
    """A line that begins with what is done; the rest is an amendment already, or a clause of a policy."""
    action = next(action for action in ACTIONS if action == str(p[0]))
    what = p[1]
    if isinstance(what, Amendment):
        return Amendment(action, what.clause, what.part, what.instead_of, whole(p))
    word = next(word for kind, word in _WORDS if isinstance(what, kind))
    return Amendment(action, word, what, None, whole(p))
