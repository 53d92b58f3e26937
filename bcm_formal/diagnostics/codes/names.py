"""BCM2xx: names and declarations."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

NAMES = (
    Code(
        "BCM201",
        "an unknown attribute, clock, parameter, definition or value",
        "Everything that is used is declared. The nearest declared name and its line are shown.",
        "define ready = empolyed",
        "attribute employed: yes or no, starts any, fixed\ndefine ready = employed",
    ),
    Code(
        "BCM202",
        "declared twice",
        "Attributes, clocks, parameters, definitions and scores share one set of names; so do statuses with "
        "layers, and "
        "transitions with events and limits (where the limit of a status `s` is called `s_limit`). Two "
        "declarations of one "
        "name must be versions for different times.",
        "layer outside\nlayer outside",
        "layer outside\nlayer inside",
    ),
    Code(
        "BCM203",
        "an unknown status or layer",
        "A place that is named must be declared with `status` or `layer`.",
        "start in abrod",
        "status abroad in l\nstart in abroad",
    ),
    Code(
        "BCM204",
        "an unknown actor",
        "Actors are declared, except `person` and `law`, which are built in.",
        "event hire by employer",
        "actor employer\nevent hire by employer",
    ),
    Code(
        "BCM205",
        "an unknown source",
        "A source that is cited is declared once, with its title.",
        'event hire by person\n  source ACT "5"',
        'source ACT "An act"\nevent hire by person\n  source ACT "5"',
    ),
    Code(
        "BCM206",
        "an unknown transition, event or limit",
        "A scenario speaks of transitions, events and limits by their declared names.",
        "scenario first\n  start in s\n  hier",
        "event hire by person\nscenario first\n  start in s\n  hire",
    ),
    Code(
        "BCM207",
        "not in force on that day",
        "The name is declared, but only for another time than the day whose law is read.",
    ),
    Code(
        "BCM208",
        "a name of another kind",
        "The name is declared, but not as what is needed here, such as an attribute.",
        "clock stay\nproperty p: better stay never blocks s",
        "attribute skill: 0 to 3, starts 0\nproperty p: better skill never blocks s",
    ),
    Code(
        "BCM209",
        "a built-in name is declared",
        "`person`, `law`, `today` and `time_in_status` are there without being declared.",
        "actor person",
        "actor authority",
    ),
    Code(
        "BCM210",
        "definitions go round in a circle",
        "A definition may use others, earlier or later ones, but not itself, not even by way of others.",
        "define a = not b\ndefine b = not a",
        "attribute c: yes or no, starts any, fixed\ndefine a = not b\ndefine b = not c",
    ),
    Code(
        "BCM211",
        "definitions grow too large",
        "Written out, definitions that use definitions can grow without end; there is a limit. A condition that is "
        "compared with a condition, or chosen by between conditions, stands twice in what is meant.",
    ),
    Code(
        "BCM212",
        "a value is named like something else",
        "Levels and choices are mentioned in expressions by their bare names, so these must not be the names of "
        "attributes, clocks, parameters or definitions.",
        "clock low\nattribute skill: low < high, fixed, starts any",
        "clock stay\nattribute skill: low < high, fixed, starts any",
    ),
    Code(
        "BCM213",
        "an expression nests too deeply",
        "With all definitions in it, an expression is too deep. Let definitions build less on one another.",
    ),
    Code(
        "BCM214",
        "two names that look alike",
        "Two names, or a name and a word of the language, are written with different letters that look the same, as "
        "the Katakana ロ and the character 口, or Latin and Cyrillic letters (Unicode's table of confusable letters). "
        "Nobody who reads the policy could tell which of them is meant.",
        "layer 口\nlayer ロ",
        "layer 口\nlayer 出口",
    ),
)
