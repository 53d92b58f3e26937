"""BCM8xx: changes of the law."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

CHANGES = (
    Code(
        "BCM801",
        "laws in which time passes otherwise",
        "Two laws are compared as one model, in which time has one step. Write both with the same `time in`, and with "
        "the same `calendar` line.",
    ),
    Code(
        "BCM802",
        "an attribute with other values",
        "Two laws are compared as one model, in which an attribute of a person has the same values whichever law is "
        "theirs. With others, what the old law says of all values would be said of values that it does not know: which "
        "is the next level, where a number stops, what `any` and `starts any` choose from. So the values must be "
        "declared alike. A value that no rule of a law sets makes no difference there, unless the attribute `starts "
        "any`, is set to `any`, or to its next level or number.",
    ),
    Code(
        "BCM803",
        "days in the wrong order",
        "`--from` names a day of the old law and `--to` one of the new, which is not earlier.",
    ),
    Code(
        "BCM804",
        "a model that is no policy text",
        "A bridge is written as a policy that reads back as the same model. What the language cannot say is refused, "
        "such as a status that acts at once under one of the laws only.",
    ),
    Code(
        "BCM805",
        "a git revision that cannot be read",
        "`REV:PATH` names a file of a commit, a branch or a tag, as `main:models/japan/japan.bcm`, with the path from "
        "the top of the repository. It is read from the repository of the current folder; links and submodules are not "
        "followed, and what is missing there is not fetched. Of `A..B`, A is one of the commits that "
        "`git log --first-parent B` lists.",
    ),
    Code(
        "BCM806",
        "a policy with one law",
        "Since which day a property is broken is asked of a policy whose rules are dated, or that says of which day "
        "its law is; of others it can be asked since which commit.",
    ),
    Code(
        "BCM807",
        "nowhere to get to",
        "Who gains and who loses by a change is asked about a place to get to: a status or layer that `--target` "
        "names, or those that sentences such as `every person can reach permanent` of either law name.",
    ),
    Code(
        "BCM808",
        "a repair that cannot be asked for",
        "A goal is one sentence of the language. What is repaired is a policy, not a reform. What is to be kept must "
        "hold, and is not what is repaired. Reforms are written where they can name the "
        "policy: beside it, or in a folder `reforms` below it.",
    ),
)
