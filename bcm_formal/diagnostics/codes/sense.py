"""BCM4xx: what a model must say to make sense. BCM5xx: versions of rules."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

_SECTOR = "attribute sector: one of care, farming, fixed, starts any\n"

SENSE = (
    Code(
        "BCM401",
        "this cannot be set",
        "Attributes that are not `fixed`, and clocks, can be set; parameters, definitions and scores cannot.",
        f"{_SECTOR}event go by person\n  set sector = care",
        "attribute sector: one of care, farming, starts any\nevent go by person\n  set sector = care",
    ),
    Code(
        "BCM402",
        "set twice",
        "All assignments of an event are read in the state before it and take effect at once, so each name "
        "is set once.",
        "attribute skill: 0 to 3, starts 0\nevent go by person\n  set skill = 1\n  set skill = 2",
        "attribute skill: 0 to 3, starts 0\nevent go by person\n  set skill = 2",
    ),
    Code(
        "BCM403",
        "a built-in clock is set",
        "`time_in_status` and `today` follow from time itself.",
        "event go by person\n  set time_in_status = 0 months",
        "clock since\nevent go by person\n  set since = 0 months",
    ),
    Code(
        "BCM404",
        "a limit that does not compare one clock",
        "A limit says how long: one of its conditions, joined by `and`, is `CLOCK at most BOUND`; the others "
        "speak of status "
        "and attributes.",
        "limit stop in s\n  while in s, then s",
        "clock stay\nlimit stop in s\n  while stay at most 3 months, then s",
    ),
    Code(
        "BCM405",
        "a requirement that can never be met",
        "No value of the attributes meets it, so the rule would never apply.",
        "attribute skill: 0 to 3, fixed, starts any\nevent go by person\n  when skill more than 3",
        "attribute skill: 0 to 3, fixed, starts any\nevent go by person\n  when skill more than 2",
    ),
    Code("BCM406", "no start", "A model says where life courses start, with at least one `start in STATUS`."),
    Code(
        "BCM407",
        "no person can start there",
        "The condition of a start contradicts itself or what attributes and clocks start with, or names no status.",
        "attribute skill: 0 to 3, starts 0\nevent go by person\n  set skill = 1\nstart in s with skill is 2",
        "attribute skill: 0 to 3, starts 0\nevent go by person\n  set skill = 1\nstart in s with skill is 0",
    ),
    Code(
        "BCM408",
        "an attribute without a start",
        "An attribute that can change starts with a value, or with any (`starts any`: for every such person).",
        "attribute skill: 0 to 3",
        "attribute skill: 0 to 3, starts 0",
    ),
    Code(
        "BCM409",
        "a table that is not complete",
        "A parameter table gives one value for every value of its attribute.",
        f"{_SECTOR}parameter wait by sector: care 1 year",
        f"{_SECTOR}parameter wait by sector: care 1 year, farming 2 years",
    ),
    Code(
        "BCM410",
        "a table over something that changes",
        "A parameter table is over a fixed attribute with few values.",
        "attribute sector: one of care, farming, starts any\nparameter wait by sector: care 1 year, farming 2 years",
        f"{_SECTOR}parameter wait by sector: care 1 year, farming 2 years",
    ),
    Code(
        "BCM411",
        "not a constant",
        "A value that is known beforehand is needed, made of numbers, durations and parameters.",
        "clock stay\nattribute skill: 0 to 3, fixed, starts any\nproperty p: every person in s can reach s within stay",
        "parameter soon = 2 years\nproperty p: every person in s can reach s within soon",
    ),
    Code(
        "BCM412",
        "a parameter outside its bounds",
        "The value lies between the bounds, and the smaller bound stands first.",
        "parameter wait = 5 years between 1 year and 3 years",
        "parameter wait = 2 years between 1 year and 3 years",
    ),
    Code(
        "BCM413",
        "a clock set to something else",
        "A clock is set to a duration, to a clock, to one clock plus or minus a duration, or to a choice of these.",
        "clock stay\nevent go by person\n  set stay = any",
        "clock stay\nevent go by person\n  set stay = 0 months",
    ),
    Code(
        "BCM414",
        "a value is chosen that is not free",
        "In a scenario, `NAME with x is V` chooses the value where the event says `set x = any`.",
        "attribute skill: 0 to 3, starts 0\nevent go by person\n  set skill = 1\nscenario z\n  start in s\n"
        "  go with skill is 2",
        "attribute skill: 0 to 3, starts 0\nevent go by person\n  set skill = any\nscenario z\n  start in s\n"
        "  go with skill is 2",
    ),
    Code(
        "BCM415",
        "no policy or no step of time",
        "A file declares one policy, and the policy says `time in` which unit.",
    ),
    Code(
        "BCM416",
        "a wrong calendar",
        "A calendar says how many days a year, quarter or month is taken to be, once each, and only where "
        "time is in days or "
        "weeks.",
        "policy p\n  time in months\n  calendar 1 year is 365 days",
        "policy p\n  time in days\n  calendar 1 year is 365 days",
    ),
    Code(
        "BCM417",
        "wrong values of an attribute",
        "The values of an attribute are all names or all durations, each once; a range goes from the smaller "
        "number up.",
        "attribute skill: one of low, high, low, fixed",
        "attribute skill: one of low, high, fixed",
    ),
    Code("BCM418", "no status", "A model declares at least one status."),
    Code(
        "BCM419",
        "a limit that chooses",
        "What happens when a limit runs out is not anybody's choice, so it sets each attribute to one value. Where "
        "there is a choice, an event in the limit's target makes it.",
        "attribute luck: yes or no, starts no\n"
        "limit stop in s\n  while time_in_status at most 3 months, then s\n  set luck = any",
        "attribute luck: yes or no, starts no\n"
        "limit stop in s\n  while time_in_status at most 3 months, then s\n  set luck = yes",
    ),
    Code(
        "BCM424",
        "too large together",
        "A rule is one step for each status it can begin in, and a clock or limit is looked at in each status. A "
        "policy has at most 200,000 of either.",
    ),
    Code(
        "BCM425",
        "an address that is none of a page",
        "Reports may make a link of a source's address, so it begins with `https://` or `http://`.",
        'source ACT "The Act" url "javascript:alert(1)"',
        'source ACT "The Act" url "https://law.example/act"',
    ),
    Code(
        "BCM426",
        "a rule that cannot yield",
        "`yields to` says which of two rules of the law goes first where both are possible: limits, and transitions "
        "and events `by law`. What others do is their choice, and rules that never meet in a status need no order.",
        "status t in l\nevent help by person\nlimit stop in s\n  while time_in_status at most 3 months, then t\n"
        "  yields to help",
        "status t in l\ntransition help from s to t by law\nlimit stop in s\n"
        "  while time_in_status at most 3 months, then t\n  yields to help",
    ),
    Code(
        "BCM427",
        "no order among rules that yield",
        "A rule yields to another, which may yield to a third; where they come back to the first, none could ever go "
        "first. A rule yields to 50 others in a row at most.",
        "event one by law\n  yields to two\nevent two by law\n  yields to one",
        "event one by law\n  yields to two\nevent two by law",
    ),
    Code(
        "BCM428",
        "a fixed clock that moves",
        "A clock that is `fixed` starts with a reading, any one unless it says which, and keeps it: it neither runs "
        "nor goes back to zero.",
        "attribute employed: yes or no, fixed, starts any\nclock age_then, fixed\n  runs while employed",
        "clock age_then, fixed\n  starts at least 18 years",
    ),
    Code(
        "BCM429",
        "parts of a window",
        "A window has as many parts as it is long in steps, and not more than 60. The step is what `time in` says.",
        "window absent: counts in s over 12 months in 6 parts",
        "window absent: counts in s over 12 months in 12 parts",
    ),
    Code(
        "BCM430",
        "an effort that is none",
        "`takes 6 months of study` names an effort, which is declared as `effort study`. Without one the event has a "
        "clock of its own, which is called `time_for_` and its name.",
        "event study in s by person\n  takes 6 months of age\nclock age",
        "effort learning\nevent study in s by person\n  takes 6 months of learning",
    ),
    Code(
        "BCM431",
        "a value that no parameter can be given",
        "`--set NAME=VALUE` and `model.with_parameters` give a parameter another value than the text does. The name is "
        "that of a parameter of the law that is read, and the value stands alone, as in `--set wait='5 years'`; that "
        "of a table begins with `by`. `bcm sweep` tries no more than 100,000 points, and the step from one value to "
        "the next is at least 1.",
    ),
    Code(
        "BCM501",
        "versions overlap",
        "Two versions of one rule are in force on the same day.",
    ),
    Code(
        "BCM502",
        "a gap between versions",
        "Between two versions of a rule there is a time without one. If that is meant, `repealed` says so.",
    ),
    Code(
        "BCM503",
        "a period that ends before it begins",
        "`until` names the last day on which a rule is law; `before` and `repealed` name the first on which "
        "it no longer is. It is law on one day at least.",
        "policy p\n  time in months\n  in force 2026-05-01\nevent go by person\n"
        "  in force from 2026-01-01 until 2025-01-01",
        "policy p\n  time in months\n  in force 2026-05-01\nevent go by person\n"
        "  in force from 2026-01-01 until 2027-01-01",
    ),
    Code(
        "BCM504",
        "the law of which day",
        "Where rules are dated, the policy says which day's law is read, or `--on DATE` does.",
        "event go by person\n  in force from 2026-01-01",
        "policy p\n  time in months\n  in force 2026-05-01\nevent go by person\n  in force from 2026-01-01",
    ),
    Code(
        "BCM505",
        "a day whose law the policy does not say",
        "A policy says the law of the days that it `covers`, or else of all days from the first that it names: that of "
        "its `in force`, or the first of a rule. For another day there is no verdict, since it would be one about the "
        "law of other days. A rule that begins after the day is no mistake: it is not yet law.",
        "policy p\n  time in months\n  in force 2026-05-01\n  covers 2027-01-01 to 2027-12-31",
        "policy p\n  time in months\n  in force 2026-05-01\n  covers 2026-01-01 to 2027-12-31",
    ),
    Code(
        "BCM506",
        "a law that no life can be read through",
        "With `--through` a life passes from one law to the next, on the first day of a step of time: where time is in "
        "months, on the first of a month. It is read through 50 laws at most.",
    ),
    Code(
        "BCM507",
        "what changes in the middle of a life",
        "With `--through` rules, definitions, parameters, limits, and when clocks run, change with the law. Statuses, "
        "layers, attributes and clocks are there all the time or not at all, and a time that a property or scenario "
        "names is one time: date the rules that lead to them or read them instead.",
    ),
)
