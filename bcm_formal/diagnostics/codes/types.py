"""BCM3xx: types, units and expressions."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

_SKILL = "attribute skill: 0 to 3, starts any, fixed\n"
_SECTOR = "attribute sector: one of care, farming, fixed, starts any\n"
_EMPLOYED = "attribute employed: yes or no, fixed, starts any\n"

TYPES = (
    Code(
        "BCM301",
        "types do not match",
        "Nothing is converted: a number is compared with numbers of the same unit, a duration with durations, a level "
        "with its levels.",
        f"{_SKILL}define skilled = skill at least 2 years",
        f"{_SKILL}define skilled = skill at least 2",
    ),
    Code(
        "BCM302",
        "there is no order",
        "Only levels, numbers, durations and dates can be more or less. Choices are compared with `is`.",
        f"{_SECTOR}define caring = sector at least care",
        f"{_SECTOR}define caring = sector is care",
    ),
    Code(
        "BCM303",
        "not a condition",
        "A value is not true or false; compare it with something.",
        f"{_SKILL}event go by person\n  when skill",
        f"{_SKILL}event go by person\n  when skill more than 0",
    ),
    Code(
        "BCM304",
        "a condition where a value is needed",
        "Yes and no do not count as numbers. Choose a number by a condition with `if … then … else …`.",
        f"{_EMPLOYED}define points = 1 + employed",
        f"{_EMPLOYED}define points = 1 + (if employed then 1 else 0)",
    ),
    Code(
        "BCM305",
        "a product that is not linear",
        "One factor of a product must be a number known beforehand. Choose between cases with `if … then … else …`.",
        f"{_SKILL}define points = skill * skill",
        f"{_SKILL}define points = 2 * skill",
    ),
    Code(
        "BCM306",
        "a unit is missing",
        "A duration is compared with a number that has a unit.",
        "clock stay\nevent go by person\n  when stay at least 5",
        "clock stay\nevent go by person\n  when stay at least 5 years",
    ),
    Code(
        "BCM307",
        "not a whole number of steps",
        "Time goes in steps (`time in months`), and every duration must be a whole number of them.",
        "clock stay\nevent go by person\n  when stay at least 10 days",
        "clock stay\nevent go by person\n  when stay at least 1 month",
    ),
    Code(
        "BCM308",
        "a calendar is needed",
        "A year is 12 months, but how many days it has is an assumption. A `calendar` line makes it, and it "
        "is printed with "
        "every verdict.",
    ),
    Code(
        "BCM309",
        "a date between two steps",
        "Under `time in months` a date must be the first day of a month (of a quarter, of a year); under "
        "weeks a Monday.",
        "policy p\n  time in months\n  in force 2026-01-01\nevent go by person\n  when today at least 2027-04-15",
        "policy p\n  time in months\n  in force 2026-01-01\nevent go by person\n  when today at least 2027-05-01",
    ),
    Code(
        "BCM310",
        "dates without a first day",
        "`today` starts on the day of `in force` of the policy; where a date is used, that day must be known.",
        "event go by person\n  when today at least 2027-05-01",
        "policy p\n  time in months\n  in force 2026-01-01\nevent go by person\n  when today at least 2027-05-01",
    ),
    Code(
        "BCM311",
        "there is no such value",
        "A level or choice must be one that the attribute declares.",
        f"{_SECTOR}define caring = sector is caer",
        f"{_SECTOR}define caring = sector is care",
    ),
    Code(
        "BCM312",
        "outside the values of the type",
        "A number or duration must be one that the attribute can have.",
        "attribute skill: 0 to 3, fixed, starts 5",
        "attribute skill: 0 to 3, fixed, starts 3",
    ),
    Code(
        "BCM313",
        "a value of several attributes",
        "A value may belong to several attributes, and the other side of a comparison tells which is meant; "
        "here nothing "
        "does.",
    ),
    Code(
        "BCM314",
        "no arithmetic with this",
        "Numbers and durations can be added and multiplied; levels move with `next` and `previous`.",
        "attribute skill: low < high, fixed, starts any\ndefine more_skill = skill + 1 is high",
        "attribute skill: low < high, fixed, starts any\ndefine more_skill = next skill is high",
    ),
    Code(
        "BCM315",
        "no levels to step through",
        "`next` and `previous` step through declared levels. For numbers, add or subtract.",
        f"{_SKILL}define close = next skill at least 3",
        f"{_SKILL}define close = skill + 1 at least 3",
    ),
    Code(
        "BCM316",
        "a clock where none may be read",
        "When a clock runs, when it is zero and where a limit applies depends on status and attributes only, "
        "so that it "
        "does not change while time passes.",
        "clock stay\nclock other\n  runs while stay at least 1 month",
        f"{_EMPLOYED}clock other\n  runs while employed",
    ),
    Code(
        "BCM317",
        "no two persons to compare",
        "Two persons are compared who are equal but for one attribute. So who is compared cannot depend on that "
        "attribute, and a change of it is one between two values that differ.",
        f"{_EMPLOYED}property p: for every person with employed: better employed never delays s",
        f"{_EMPLOYED}property p: better employed never delays s",
    ),
)
