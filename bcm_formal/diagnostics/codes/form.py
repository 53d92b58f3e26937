"""BCM1xx: the text and its form."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

FORM = (
    Code("BCM101", "the file cannot be read", "There is no such file, it is a directory, or it may not be read."),
    Code("BCM102", "the file is not text", "A model is a text file in UTF-8. Other bytes are not guessed at."),
    Code("BCM103", "the file is too large", "A model file has at most 2 MB. Larger policies go into several files."),
    Code(
        "BCM104",
        "the text is empty",
        "There is no declaration in the file, or no `bcm` block in the Markdown file.",
        "# nothing but a comment",
        'policy p "A policy"',
    ),
    Code("BCM105", "too many declarations", "A file has at most 20,000 declarations."),
    Code(
        "BCM106",
        "an expression is nested too deeply",
        "An expression is at most 200 deep, counted in parentheses, `not`, `implies`, `if` and arithmetic. "
        "Give parts of "
        "it a name with `define`.",
    ),
    Code("BCM107", "too many errors", "After 200 errors of one file, the rest is not shown."),
    Code(
        "BCM108",
        "a hidden character",
        "Control characters, marks that turn the direction of writing and other invisible characters can make a text "
        "look different from what it says. They stand nowhere in a model, not even in comments and quoted texts. "
        "Letters that need joiners between them (as in Persian or Hindi) keep those.",
    ),
    Code(
        "BCM109",
        "a declaration goes on in another block",
        "The formatter writes each block of a Markdown file on its own, so a declaration must stand in one block.",
    ),
    Code(
        "BCM110",
        "no declaration begins like this",
        "A line at column 1 begins a declaration, with its keyword. Everything that belongs to it is indented.",
        'layr outside "Outside the country"',
        'layer outside "Outside the country"',
    ),
    Code(
        "BCM111",
        "indented with tabs",
        "How wide a tab is depends on the editor; indentation is made of spaces, two a level. `bcm fmt` repairs it.",
        "clock stay\n\truns in inside",
        "clock stay\n  runs in inside",
    ),
    Code(
        "BCM112",
        "an indented line without a declaration",
        "Before the first declaration, nothing can be indented.",
        "  layer outside",
        "layer outside",
    ),
    Code(
        "BCM113",
        "a clause is indented too deeply",
        "A line that is indented deeper than the clause before it goes on with that clause. Clauses of one "
        "declaration "
        "are indented alike.",
        'event study by person\n  when enrolled\n    source LAW "1"',
        'event study by person\n  when enrolled\n  source LAW "1"',
    ),
    Code(
        "BCM114",
        "something else was expected",
        "The line makes sense up to the word that is marked. The message says what can stand there.",
        "property path:\n  every perosn in temporary can reach permanent",
        "property path:\n  every person in temporary can reach permanent",
    ),
    Code(
        "BCM115",
        "the line ends too early",
        "Something must follow, on this line or on a line that is indented deeper.",
        "define integrated = employed and",
        "define integrated = employed and trained",
    ),
    Code(
        "BCM116",
        "`and` and `or` without parentheses",
        "Lines that begin with `and` are one requirement each. Where an `or`, `implies` or `if` stands among "
        "them, it "
        "could be read in two ways, so parentheses are asked for.",
        "event study by person\n  when young\n   and enrolled\n   or employed",
        "event study by person\n  when young\n   and (enrolled or employed)",
    ),
    Code(
        "BCM117",
        "a clause is given twice",
        "A clause such as `when` stands once in a declaration; more requirements follow on lines with `and`.",
        "event study by person\n  when young\n  when enrolled",
        "event study by person\n  when young\n   and enrolled",
    ),
    Code(
        "BCM118",
        "a part is given twice",
        "A title, `fixed`, `starts`, `within`, `by`, `from` and `despite` stand once in a line.",
        "attribute skill: 0 to 3, starts 0, starts 1",
        "attribute skill: 0 to 3, starts 0",
    ),
    Code(
        "BCM119",
        "a part is missing",
        "A limit needs `while`, a scenario `start`, a property its sentence, a score at least one line with points.",
        "limit unemployed in temporary",
        "limit unemployed in temporary\n  while jobless at most 3 months, then abroad",
    ),
    Code(
        "BCM120",
        "a character that is not part of the language",
        "Outside quotes, the language has letters a to z, digits, `_` and a few signs. Words stand for operators.",
        "define ready = trained && employed",
        "define ready = trained and employed",
    ),
    Code(
        "BCM121",
        "text in quotes is not closed",
        'A text begins and ends with `"` on one line.',
        'layer outside "Outside the country',
        'layer outside "Outside the country"',
    ),
    Code(
        "BCM122",
        "not a date",
        "Dates are written year-month-day, with two digits each for month and day, and must be days of the calendar.",
        "event study by person\n  when today at least 2027-4-31",
        "event study by person\n  when today at least 2027-04-30",
    ),
    Code(
        "BCM123",
        "not a name",
        "Names are made of letters, digits and `_`, and begin with a letter or `_`. Titles may hold anything.",
        "actor job-centre",
        'actor job_centre "Job-centre"',
    ),
    Code(
        "BCM124",
        "not a whole number",
        "Numbers are whole and have at most 15 digits. For half a year, count in months.",
        "parameter wait = 1.5 years",
        "parameter wait = 18 months",
    ),
    Code(
        "BCM125",
        "an unknown escape in a text",
        'Inside quotes, `\\"` is a quotation mark and `\\\\` a backslash. Nothing else is escaped.',
        'layer outside "a\\nb"',
        'layer outside "a b"',
    ),
    Code(
        "BCM126",
        "a unit is missing",
        "An amount of time is a number with a unit: years, quarters, months, weeks or days. Of other numbers the unit "
        "is `percent`, or the three capital letters of a currency; it stands after the number, of a range at its end.",
        "property soon:\n  every person in temporary can reach permanent within 10",
        "property soon:\n  every person in temporary can reach permanent within 10 years",
    ),
    Code(
        "BCM127",
        "parentheses do not match",
        "Each `(` has its `)`, in the same clause.",
        "define ready = (trained and employed",
        "define ready = (trained and employed)",
    ),
    Code(
        "BCM128",
        "a formula about paths used as a value",
        "`AG`, `EF` and their kin say something about paths. They are joined by `and`, `or`, `not` and "
        "`implies`, but not "
        "compared or counted.",
        "property p: ctl (AG trained) is yes",
        "property p: ctl AG (trained is yes)",
    ),
    Code(
        "BCM129",
        "parts of a sentence that do not go together",
        "Each part of a sentence may be right, and not fit the others: an adverse event is either a setback to be "
        "withstood, or of help, and who leaves one status for another enters that one from the first.",
        "property path:\n"
        "  every person in temporary can reach permanent despite 1 adverse event even by adverse events",
        "property path:\n  every person in temporary can reach permanent despite 1 adverse event",
    ),
    Code(
        "BCM130",
        "no clause begins like this",
        "Each kind of declaration has its own clauses; the message lists them.",
        "event study by person\n  whenever trained",
        "event study by person\n  when trained",
    ),
    Code(
        "BCM131",
        "a clause of another declaration",
        "The clause exists, but this kind of declaration does not have it.",
        "clock stay\n  when employed",
        "clock stay\n  runs while employed",
    ),
    Code(
        "BCM132",
        "a word of expressions as a name",
        "Words such as `and`, `is`, `next` or `yes` cannot be names, since no expression could mention them.",
        "attribute next: yes or no, starts no",
        "attribute next_step: yes or no, starts no",
    ),
    Code(
        "BCM133",
        "no level of confidence",
        "`confidence` says how far a declaration can be relied on: `high`, `medium`, `low`, or `assumed` where nobody "
        "has looked it up. Rules of low confidence and what is assumed are listed with every verdict.",
        "event study by person\n  confidence hgih",
        "event study by person\n  confidence high",
    ),
    Code(
        "BCM150",
        "a name that is not what it seems",
        "Names may be in every script. Full-width letters, ligatures and other signs that stand for plain letters, "
        "characters that are not seen, digits of two scripts in one name, and heaps of marks are none of a name: what "
        "is read must be what people read.",
        "layer ﬁrst_stay",
        "layer first_stay",
    ),
    Code(
        "BCM151",
        "a file that cannot be included",
        "`include` names a `.bcm` file in the folder of the file that includes it, or below, with `/` between folders. "
        "Nothing else is read: no absolute path, no `..`, nothing hidden, no link out of the folder of the model, no "
        "device, no text that is none or larger than 2 MB. A text on stdin, or given as a string, stands in no folder.",
    ),
    Code(
        "BCM152",
        "a file that is included twice",
        "Each file is included once in a policy, and no file includes itself, not even by way of others.",
    ),
    Code(
        "BCM153",
        "an included file that declares a policy",
        "A policy has one declaration `policy`, in the file that includes the others.",
    ),
    Code(
        "BCM154",
        "too much is included",
        "A policy has at most 200 included files of 10 MB and 20,000 declarations together.",
    ),
    Code(
        "BCM155",
        "properties that do not fit the policies they are for",
        "A file that begins with `properties` states properties for several policies, and what they call things: "
        "`for japan: layer settlement is settled_layer`. What it names must be there in that policy, each name means "
        "one thing, and nothing but `property`, `define` and `source` stands there.",
    ),
    Code(
        "BCM156",
        "properties for several policies are no model",
        "A file that begins with `properties` is checked together with the policies: `bcm check FOLDER --matrix`.",
    ),
    Code(
        "BCM160",
        "what does not stand there in a policy or in a reform",
        "`amend`, `replace`, `repeal`, `renamed`, `move` and `transitional` stand in reforms: files that begin with "
        "`reform`. A reform declares no policy and includes nothing, and says `reform` once, first. `replace` stands "
        "before a declaration that has a name.",
        "replace policy residence",
        'replace layer inside "Inside the country"',
    ),
    Code(
        "BCM161",
        "a reform is no model by itself",
        "A reform says what it changes, and in which file the policy stands. The file of the reform lies beside that "
        "of the policy, or in a folder `reforms` there; a text on stdin, or given as a string, stands in no folder.",
    ),
    Code(
        "BCM162",
        "a policy that a reform cannot change",
        "A reform names a `.bcm` file in its own folder or below, or, if its folder is called `reforms`, one in "
        'the folder above it, as `of "../residence.bcm"`. No other `..`, no absolute path, nothing hidden and no '
        "link out of that folder is followed. The file declares a policy. Reforms that are applied together are "
        "of one policy.",
    ),
    Code(
        "BCM163",
        "a reform of what is not there",
        "A reform names what it changes by its kind and name, and a requirement that it drops or replaces as it "
        "stands in the policy: `drop when residence at least 5 years`. Where the policy changed since, the reform"
        " has to follow.",
    ),
    Code(
        "BCM164",
        "a reform that adds what is there already",
        "What is there is replaced, not added: `replace transition NAME …`, `replace set NAME = VALUE`. A "
        "parameter that is there is given its new value by `parameter NAME = VALUE`.",
    ),
    Code(
        "BCM165",
        "two changes of one clause",
        "Each declaration, and within it each requirement and clause, is changed once, by whatever reform. What "
        "two say of it is said in one.",
    ),
    Code(
        "BCM166",
        "a reform that changes nothing",
        "A reform, an `amend`, a `move` and a `transitional` say what they change or keep.",
    ),
    Code(
        "BCM167",
        "a reform that leaves something behind",
        "What is repealed is used by no rule that stays; of whoever is in a status that is repealed, a `move` "
        "says what becomes; and what a `transitional` keeps is law with what is kept beside it.",
    ),
    Code(
        "BCM168",
        "days of a reform that do not fit",
        "A reform says by `in force DATE` when it enters into force: not before the law that it changes, nor "
        "before a reform that goes before it. What is kept until a day is kept on that day for the last time.",
    ),
    Code(
        "BCM169",
        "what a reform cannot do",
        "Amended are the clauses of transitions, events, limits, statuses, clocks and definitions. Everything "
        "else is replaced as a whole: `replace score NAME …`. Time is credited in whole portions, of which there are "
        "at most 120. A reform has at most 1,000 clauses, 50 provisions and 50 new names; all together make at most "
        "400 moves.",
    ),
)
