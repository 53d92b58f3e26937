"""Which words begin which lines, and how each kind of line is built: what the reader and its remedies know."""

from __future__ import annotations

MAX_REPORTED = 200
"""So many errors of one file are shown; reading stops soon after."""

MAX_DECLARATIONS = 20_000
"""So many declarations of one file are read."""

COMMON_CLAUSES = ("title", "in force", "repealed", "source", "quote", "confidence", "note")

LEVELS_OF_CONFIDENCE = ("high", "medium", "low", "assumed")
"""How far what is written can be relied on, best first."""

FORMS: dict[str, str] = {
    "policy": 'policy NAME "title"',
    "include": 'include "FILE"',
    "properties": 'properties NAME ["title"]',
    "source": 'source ID "title" [url "https://…"] [checked DATE]',
    "layer": 'layer NAME ["title"]',
    "actor": 'actor NAME ["title"]',
    "parameter": "parameter NAME = VALUE [between VALUE and VALUE], or parameter NAME by ATTRIBUTE: VALUE VALUE, …",
    "attribute": "attribute NAME: TYPE[, fixed], starts VALUE",
    "clock": 'clock NAME ["title"][, fixed]',
    "effort": 'effort NAME ["title"]',
    "window": 'window NAME ["title"]: counts [in STATUS, …] [while CONDITION] over DURATION in NUMBER parts',
    "status": 'status NAME in LAYER ["title"]',
    "define": "define NAME = EXPRESSION",
    "score": 'score NAME ["title"]',
    "transition": "transition NAME from STATUS, … to STATUS by ACTOR[, adverse]",
    "event": "event NAME [in STATUS, …] by ACTOR[, adverse]",
    "limit": "limit NAME [in STATUS, …]",
    "start": "start in STATUS, … [with CONDITION]",
    "property": 'property NAME ["title"]: SENTENCE',
    "scenario": 'scenario NAME ["title"]',
    "reform": 'reform NAME "title" of "FILE"',
    "amend": "amend KIND NAME",
    "replace": "replace before a whole declaration, as replace limit NAME in STATUS",
    "repeal": "repeal KIND NAME",
    "renamed": "renamed KIND NAME to NAME",
    "move": "move [in STATUS, …] [with CONDITION] [to STATUS]",
    "transitional": 'transitional NAME ["title"]',
}
"""The keywords of declarations, each with the form of its first line; those from `reform` on stand in reforms."""

NAMED_KINDS = (
    "source",
    "layer",
    "actor",
    "parameter",
    "attribute",
    "clock",
    "effort",
    "window",
    "status",
    "define",
    "score",
    "transition",
    "event",
    "limit",
    "property",
    "scenario",
)
"""The keywords of the declarations that a reform can name."""

_GUARDS = ("when", "unless", "takes", "set", "yields")

OWN_CLAUSES: dict[str, tuple[str, ...]] = {
    "policy": ("time", "calendar", "covers"),
    "include": (),
    "properties": ("for",),
    "source": (),
    "layer": (),
    "actor": (),
    "parameter": (),
    "attribute": (),
    "clock": ("runs", "zero", "starts"),
    "effort": (),
    "window": (),
    "status": ("acts", "at most"),
    "define": (),
    "score": (),
    "transition": _GUARDS,
    "event": _GUARDS,
    "limit": ("while", "set", "yields"),
    "time limit": ("yields",),
    "start": (),
    "property": (),
    "scenario": ("start", "after", "expect"),
    "reform": (),
    "amend": ("add", "drop", "replace"),
    "replace": (),
    "repeal": (),
    "renamed": (),
    "move": ("set", "credit"),
    "transitional": ("for",),
}
"""The clauses of each kind of declaration, and of the time limit of a status, beyond the common ones."""

WITHOUT_CLAUSES = frozenset({"include", "renamed"})

REPEATABLE = frozenset({"for", "title", "source", "quote", "note", "set", "add", "drop", "replace"})

CLAUSE_FORMS: dict[str, str] = {
    "title": 'title LANGUAGE "text"',
    "in force": "in force [from DATE] [until DATE, or before DATE]",
    "repealed": "repealed DATE",
    "for": "for POLICY, …[: KIND NAME is NAME, …]",
    "keep": "for [in STATUS, …] [with CONDITION]: keep NAME, …, or keep all[, let PARAMETER = VALUE] [until DATE]",
    "credit": "credit DURATION of CLOCK for DURATION of CLOCK up to DURATION",
    "add": "add when CONDITION, add unless CONDITION, add from STATUS, or add before another clause",
    "drop": "drop when CONDITION, drop unless CONDITION, drop from STATUS, drop set NAME, or drop takes and the like",
    "replace": "replace when CONDITION with CONDITION, replace to STATUS, or replace before another clause",
    "source": 'source ID ["pinpoint"]',
    "quote": 'quote "text"',
    "confidence": "confidence high, medium, low, or assumed",
    "note": 'note "text"',
    "time": "time in months",
    "calendar": "calendar 1 year is 365 days, 1 month is 30 days",
    "covers": "covers DATE to DATE",
    "runs": "runs [in STATUS, …] [while CONDITION]",
    "zero": "zero [in STATUS, …] [while CONDITION]",
    "starts": "starts DURATION, or DURATION to DURATION, or at least DURATION, or any",
    "acts": "acts at once",
    "at most": "at most DURATION, then STATUS",
    "when": "when CONDITION",
    "unless": "unless CONDITION",
    "while": "while [CONDITION and] CLOCK at most DURATION, then STATUS",
    "takes": "takes DURATION [of EFFORT]",
    "set": "set NAME = VALUE",
    "yields": "yields to RULE, …",
    "start": "start in STATUS [with CONDITION]",
    "after": "after DURATION[: EVENT]",
    "expect": "expect CONDITION, or expect EVENT possible",
}
"""The form of each clause."""

SCORE_LINE_FORM = "POINTS when CONDITION"
HAPPENING_FORM = "NAME [with ATTRIBUTE is VALUE], or after DURATION[: NAME]"

SENTENCE_FORMS = (
    "no person COND",
    "every person COND has EXPRESSION",
    "every person entering STATUS [from STATUS] [by ACTOR, …] has EXPRESSION",
    "every person leaving STATUS [by ACTOR, …] has EXPRESSION",
    "every person COND can reach STATUS [within DURATION] [by ACTOR, …] [despite 2 adverse events]",
    "every person COND can reach STATUS [within DURATION] [by ACTOR, …] even by adverse events",
    "every person COND must reach STATUS [within DURATION]",
    "some person COND can reach STATUS [within DURATION] [by ACTOR, …]",
    "no person COND can reach STATUS [within DURATION] [by ACTOR, …]",
    "STATUS only after EXPRESSION",
    "better ATTRIBUTE never blocks STATUS [within DURATION] [by ACTOR, …]",
    "better ATTRIBUTE never delays STATUS [by more than DURATION] [by ACTOR, …]",
    "better ATTRIBUTE always hastens STATUS by at least DURATION [by ACTOR, …]",
    "changing ATTRIBUTE from VALUE to VALUE never blocks, never delays, or always hastens STATUS …",
    "path to STATUS [within DURATION] [by ACTOR, …] does not depend on ATTRIBUTE",
    "time from STATUS to STATUS is at most DURATION, or at least DURATION",
    "time to STATUS [by ACTOR, …] does not depend on ATTRIBUTE",
    "for every person COND: better …, changing …, path to …, time to …",
    "no dead ends",
    "ctl FORMULA",
)

CONTINUES_HEAD: dict[str, frozenset[str]] = {
    "parameter": frozenset({"by", "between"}),
    "source": frozenset({"url", "checked"}),
    "status": frozenset({"in"}),
    "window": frozenset({"counts", "in", "while", "over"}),
    "transition": frozenset({"from", "to", "by"}),
    "event": frozenset({"in", "by"}),
    "limit": frozenset({"in"}),
    "start": frozenset({"in", "with"}),
    "reform": frozenset({"of"}),
    "renamed": frozenset({"to"}),
    "move": frozenset({"in", "with", "to"}),
}
"""Words which at the start of an indented line go on with the first line of a declaration."""

RESERVED = frozenset(
    "and or not is at least most more less than in if then else yes no next previous implies any".split()  # noqa: SIM905  # easier to read
)
"""Words of expressions; nothing may be named like that."""

LIST_ENDERS = frozenset({"then", "fixed", "starts", "adverse", "let"})
"""Words that a comma leads to at the end of a list of names."""

PHRASES = frozenset(
    {
        ("at", "least"),
        ("at", "most"),
        ("more", "than"),
        ("less", "than"),
        ("one", "of"),
        ("larger", "of"),
        ("smaller", "of"),
        ("in", "force"),
        ("time", "from"),
        ("time", "to"),
    }
)
"""Two words that are read as one."""


def clauses_of(keyword: str) -> tuple[str, ...]:
    """All clauses that a declaration of this kind may carry."""
    return () if keyword in WITHOUT_CLAUSES else (*OWN_CLAUSES[keyword], *COMMON_CLAUSES)
