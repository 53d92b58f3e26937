"""BCM6xx: findings that are no errors, unless `--strict` is given."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

WARNINGS = (
    Code("BCM601", "never used", "Something is declared and nothing mentions it; often a name was mistyped elsewhere."),
    Code(
        "BCM602",
        "an attribute that never changes",
        "No rule sets the attribute. If it is meant to stay, `fixed` says so, and readers can rely on it.",
    ),
    Code("BCM603", "no property", "The policy states no property, so there is nothing to prove."),
    Code("BCM604", "a status that nothing leads to", "No transition, limit or start leads to this status."),
    Code("BCM605", "set but never read", "An attribute or clock is set, but no rule or property asks for it."),
    Code(
        "BCM606",
        "a transition from a status to itself",
        "A transition to the status where a person is changes no status, so that `time_in_status` goes on. Where "
        "something is to be counted from it, an event sets a clock to zero.",
        "transition renew from s to s by person",
        "clock since_renewal\nevent renew in s by person\n  when since_renewal at least 1 month\n"
        "  set since_renewal = 0 months",
    ),
    Code(
        "BCM607",
        "no setback to withstand",
        "On no path of `can reach` is an adverse event of help, so `despite 0 adverse events` asks what the sentence "
        "asks without it.",
        "property p: every person in s can reach s despite 0 adverse events",
        "property p: every person in s can reach s",
    ),
    Code(
        "BCM608",
        "what looks like a model is left out",
        "A search takes files that end in `.bcm` and Markdown files with `bcm` blocks. It follows no symbolic link out "
        "of the folder searched, opens no pipe or device, and leaves out what is hidden and installed packages. What "
        "looks like a model all the same is named, so that no policy goes unchecked unseen.",
    ),
    Code(
        "BCM609",
        "a block that is not read",
        "In Markdown a policy stands in fenced code blocks that are called `bcm`. What looks like one inside an HTML "
        "comment or element, another block, an indented text or a quotation is none, and neither is a block that is "
        "called otherwise, as `BCM`.",
        "<!--\n```bcm\nlayer l\n```\n-->",
        "```bcm\nlayer l\n```",
    ),
    Code(
        "BCM610",
        "a status nobody reaches",
        "It is proved that no life course ever leads into the status, although some rule names it as its target.",
        "attribute fit: yes or no, fixed, starts no\nstatus t in l\ntransition go from s to t by person\n  when fit",
        "attribute fit: yes or no, fixed, starts any\nstatus t in l\ntransition go from s to t by person\n  when fit",
    ),
    Code(
        "BCM611",
        "an event that never happens",
        "It is proved that no life course ever meets all requirements of the transition or event in one of its "
        "statuses. If one requirement alone is never met there, it is underlined. A rule that the value of a parameter "
        "switches off is no finding.",
        "attribute fit: yes or no, starts no\nevent train by person\n  when fit\n  set fit = yes",
        "attribute fit: yes or no, starts no\nevent train by person\n  when not fit\n  set fit = yes",
    ),
    Code(
        "BCM612",
        "an event that never happens in one of its statuses",
        "In some of its statuses the transition or event happens, in others it is proved that it never does. Often a "
        "layer was named for short, and nothing is wrong: so it is a note.",
        "attribute fit: yes or no, starts no\nstatus t in l\ntransition go from s to t by person\n"
        "event train by person\n  when in t\n  set fit = yes",
        "attribute fit: yes or no, starts no\nstatus t in l\ntransition go from s to t by person\n"
        "event train in t by person\n  set fit = yes",
    ),
    Code(
        "BCM613",
        "a requirement that decides nothing",
        "It is proved that everybody who ever meets the other requirements of the event meets this one too: without it "
        "the same would happen. A law may say so all the same, for clarity; then let the finding be a note.",
        "attribute skill: 0 to 3, starts 0\nevent train by person\n  when skill less than 2\n"
        "   and skill less than 3\n  set skill = skill + 1",
        "attribute skill: 0 to 3, starts 0\nevent train by person\n  when skill less than 3\n  set skill = skill + 1",
    ),
    Code(
        "BCM614",
        "a limit that never runs out",
        "It is proved that nobody to whom the limit applies ever gets to its end; often another limit ends before.",
        "status t in l\n  at most 1 year, then s\ntransition go from s to t by person\nlimit late in t\n"
        "  while time_in_status at most 2 years, then s",
        "status t in l\n  at most 1 year, then s\ntransition go from s to t by person",
    ),
    Code(
        "BCM615",
        "a status nobody leaves",
        "No rule that leads out of the status ever acts, or there is none. Ends are such, so it is a note.",
    ),
    Code(
        "BCM616",
        "a value that may leave its range",
        "The requirements of the rule can be met while it sets an attribute to what is none of its values, or a clock "
        "below zero. Such an event silently does not happen, and such a limit cannot run out. A life course to that "
        "moment is told.",
        "attribute skill: 0 to 3, starts 0\nevent train by person\n  set skill = skill + 1",
        "attribute skill: 0 to 3, starts 0\nevent train by person\n  when skill less than 3\n  set skill = skill + 1",
    ),
    Code(
        "BCM617",
        "two rules of the law that lead apart",
        "Two rules that act by themselves, limits or transitions `by law`, are possible at one and the same moment of "
        "a life course and lead to different statuses. The policy does not say which goes first, so verdicts count "
        "either; `yields to RULE` says it. A life course to that moment is told. What a person or an authority may "
        "choose between is no contradiction.",
        "status t in l\nstatus u in l\nlimit one in s\n  while time_in_status at most 1 year, then t\nlimit two in s\n"
        "  while time_in_status at most 12 months, then u",
        "status t in l\nstatus u in l\nlimit one in s\n  while time_in_status at most 1 year, then t\nlimit two in s\n"
        "  while time_in_status at most 12 months, then u\n  yields to one",
    ),
    Code(
        "BCM618",
        "a definition nobody meets",
        "It is proved that the definition is true of nobody in any life course.",
        "attribute fit: yes or no, fixed, starts no\ndefine ready = fit",
        "attribute fit: yes or no, fixed, starts any\ndefine ready = fit",
    ),
    Code(
        "BCM619",
        "time that stands still for ever",
        "A life course leads to where no time ever passes again, although something can always happen: mostly a limit "
        "that is over leads back to where it is still over. Time goes on in life, so a life course on which it stands "
        "still for ever does not count for `must reach`, and such a property may hold for that reason alone; where it "
        "holds in a policy with such life courses, that is said beside the verdict.",
        "status t in l\nclock age\ntransition go from s to t by person\n"
        "limit old in t\n  while age at most 2 months, then t",
        "status t in l\nclock age\ntransition go from s to t by person\n"
        "limit old in t\n  while age at most 2 months, then s",
    ),
    Code(
        "BCM620",
        "a status that acts at once and is stuck",
        "A life course leads to a state of a status with `acts at once` in which no rule is possible: a dead end, "
        "since no time passes there. A program that has done its work is better off in a status where time passes. A "
        "life course to that state is told.",
        "status t in l\n  acts at once\nattribute n: 0 to 2, starts 0\ntransition go from s to t by person\n"
        "event up in t by person\n  when n less than 2\n  set n = n + 1",
        "status t in l\n  acts at once\nattribute n: 0 to 2, starts 0\ntransition go from s to t by person\n"
        "event up in t by person\n  when n less than 2\n  set n = n + 1\ntransition over from t to s by law\n"
        "  when n is 2\n  set n = 0",
    ),
    Code(
        "BCM625",
        "a name that mixes scripts",
        "Letters of scripts that are not written together stand in one name, as Latin and Cyrillic ones, of which some "
        "look the same. Japanese, Chinese and Korean names may hold Latin letters. Parts of a name between `_` count "
        "each for itself.",
        "attribute срокA: yes or no, fixed, starts any",
        "attribute срок_A: yes or no, fixed, starts any",
    ),
    Code(
        "BCM626",
        "a policy that is asked and not there",
        "A file of properties names a policy that is not among the files that are checked: there is no column for it.",
    ),
    Code(
        "BCM627",
        "the law that a reform makes",
        "Of a reform is checked what it makes of its policy: the law of the day on which it enters into force, with "
        "the properties and scenarios of the policy and its own.",
    ),
)
