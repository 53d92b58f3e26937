"""BCM7xx: commands and files. BCM9xx: engines, and questions that a model cannot answer."""

from __future__ import annotations

from bcm_formal.diagnostics.codes.entry import Code

COMMANDS = (
    Code(
        "BCM901",
        "no model in a folder",
        "A folder was to be searched, and neither it nor the folders in it hold a `.bcm` file or a Markdown file "
        "with `bcm` blocks. Hidden folders and installed packages are not searched.",
    ),
    Code(
        "BCM902",
        "a model without properties",
        "The model states no property, so checking it would prove nothing, and a build that checks it would be green "
        "for no reason. Findings and scenarios are told all the same, and a property to begin with is offered.",
        wrong="start in abroad",
        right="start in abroad\n\nproperty nobody_is_stuck: no dead ends",
    ),
    Code(
        "BCM903",
        "no property or scenario of that name",
        "The model declares no such property or scenario; the message lists those it has.",
    ),
    Code(
        "BCM904",
        "a file cannot be written",
        "The place named with `-o`, `--output` or `--out` does not exist or may not be written to. Nothing is written "
        "through a symbolic link, and a folder of proofs is replaced only if nothing but a proof is in it.",
    ),
    Code(
        "BCM905",
        "the list of expected verdicts cannot be used",
        "`expected.toml` beside a model says which verdict each property has and how large the model is. "
        "It is not in the form that is read.",
    ),
    Code("BCM906", "no such code", "`bcm explain` was asked for a code that is not in the registry."),
    Code("BCM907", "already there", "`bcm new` never writes over anything: the folder of that name exists."),
    Code("BCM908", "not a name", "A policy is called by a name of letters, digits and `_` that begins with no digit."),
    Code(
        "BCM909",
        "a picture that cannot be drawn",
        "The end of the file's name says what is drawn: `.svg`, `.png`, `.pdf`, `.html`, `.dot` or `.mmd`; or there is "
        "no such layer or status, no room on the paper, no font that has a character, or a library is missing; or "
        "the verdict names no life course that could be drawn.",
    ),
    Code("BCM910", "a solver is missing", "The solver named with `--solver` is not installed in this environment."),
    Code(
        "BCM911",
        "starts that cannot be listed",
        "Stepping through a life course begins with one person, and an attribute or a clock that starts with endlessly "
        "many values gives too many to choose from; `--with CONDITION` says which. Or the condition fits nobody.",
    ),
    Code(
        "BCM912",
        "something was left out",
        "`--timeout`, `--timeout-each` or `--memory` ended the run, or a bound of work did, before everything "
        "asked for was done. What was found before is told; a property that is not decided is UNKNOWN with the reason.",
    ),
    Code(
        "BCM913",
        "an explanation was left out",
        "The verdict stands, and was checked; what tells why could not be found within `--timeout`, `--timeout-each` "
        "or `--memory`.",
    ),
    Code(
        "BCM914",
        "a survey was cut off",
        "There are so many rules, statuses and requirements that the bound of work was met before all of them were "
        "looked at. What was found is told; of the rest nothing is said. Verdicts do not rest on it.",
    ),
    Code(
        "BCM915",
        "a model that another format cannot hold",
        "SMV knows variables with finitely many values only. A clock may stop counting at the largest number that "
        "anything compares it with, unless it is compared with another running clock or with a number that has no "
        "bounds; an attribute needs a range, and no number may be larger than 2147483647.",
        wrong="attribute savings: integer starts 0",
        right="attribute savings: 0 to 100 starts 0",
    ),
    Code(
        "BCM916",
        "a sentence left out of an export",
        "The format has no words for the sentence; the model and the other sentences are written. A comment in the "
        "file says the same.",
    ),
    Code(
        "BCM917",
        "a model that is not as its text says",
        "A part of a model was replaced that its rules already contain, so that the verdicts would be those of before, "
        "or values are asked for of a model that was changed. Another value of a parameter is "
        "`model.with_parameters(NAME=VALUE)`; everything else is changed in the text.",
    ),
    Code(
        "BCM918",
        "proofs with other values than the text says",
        "`bcm prove --set` writes proofs of the policy with these values, in the place of those of its text. They are "
        "checked with the same `--set`; without it they are refused as about another policy. `--out` keeps them apart.",
    ),
    Code(
        "BCM919",
        "no such engine or solver",
        "The library was asked for an engine or a solver by a name that there is not; the message lists those there "
        "are. `auto` stands for all engines.",
    ),
    Code(
        "BCM920",
        "a certificate that cannot be used",
        "The certificate of a stored proof is cut short, too large, not text, written in another format, "
        "about another version of what models mean, or says something that the model has no words for. It proves "
        "nothing.",
    ),
    Code(
        "BCM921",
        "a certificate for something else",
        "The header of the certificate names another policy, property or sentence than the file is for, or the policy "
        "has changed since it was written. Prove the property anew with `bcm prove`.",
    ),
    Code(
        "BCM922",
        "obligations that are not what they were",
        "The obligations are made anew from the certificate and the policy, and their SHA-256 is not the one in the "
        "header of the certificate. The policy and the sentence are the same, so the certificate was changed by hand, "
        "or written by another version of this program. Prove the property anew with `bcm prove`.",
    ),
    Code(
        "BCM923",
        "a certificate that does not show its verdict",
        "The evidence is not of the right kind, its life course is not possible in the model, or a solver found a "
        "state in which an obligation fails.",
    ),
    Code(
        "BCM924",
        "a solver gave no answer",
        "The solver gave up, took too long or crashed on an obligation. That is never a pass: try the other solver.",
    ),
    Code("BCM925", "no proofs", "There is no certificate at the place that was named: `proofs/POLICY/PROPERTY.txt`."),
    Code("BCM926", "a property without proof", "Other properties of the model have stored proofs, this one has none."),
    Code(
        "BCM927",
        "no proof to store",
        "The property was not decided, or its evidence cannot be written down. As a note: it is decided, but it is a "
        "formula of which two engines say the same and nothing else shows it, so every check decides it anew.",
    ),
    Code(
        "BCM930",
        "not a model",
        "The file was named, or a symbolic link leads to it, and nothing in it begins like a policy. Nothing of it is "
        "shown, as it may be anything. A file that holds a model has a line `policy NAME` at the beginning of a line, "
        "and ends in `.bcm`, or is Markdown with `bcm` blocks.",
    ),
    Code(
        "BCM931",
        "two files with one policy name",
        "Proofs and reports belong to a policy by its name, so of several files that are looked at together no two may "
        "declare policies of one name. Rename one, or name the file that is meant.",
    ),
    Code(
        "BCM932",
        "too much to look through",
        "A search looks at no more than 200,000 files and folders, 60 folders deep, and takes no more than 2,000 "
        "models of 100 MB together, of that 20 MB of Markdown; of proofs it looks at no more than 20,000, with "
        "certificates of 100 MB together.",
    ),
    Code(
        "BCM933",
        "proofs as earlier versions wrote them",
        "Version 0.1 kept each proof in a folder of its own, `proofs/POLICY/PROPERTY/`, with a `certificate.txt` and a "
        "file for every obligation. They are not read any more, and not deleted either: a proof is one file now, "
        "`proofs/POLICY/PROPERTY.txt`. Write them anew with `bcm prove MODEL`, then delete the folders; "
        "`bcm prove MODEL --scripts DIR` writes the obligations for solvers.",
    ),
    Code(
        "BCM934",
        "a package is missing",
        "A table of a life course is one of the package pandas, which is installed only where it is asked for: "
        "`pip install 'bcm-formal[pandas]'`. `to_dicts` gives the same rows without it.",
    ),
    Code(
        "BCM935",
        "a file of progress that is not of this sweep",
        "`bcm sweep --vary NAME=LOW..HIGH --resume FILE` goes on where a run that was ended has left off. The file "
        "belongs to one version of bcm-formal, one text, one choice of values, properties and solvers; it is of "
        "another, or not in the form that is written, or it cannot be written.",
    ),
    Code(
        "BCM936",
        "a cluster does not do the work",
        "`bcm sweep --vary NAME=LOW..HIGH --cluster HOST:PORT` has the workers of a Dask cluster check the points. The "
        "address must be the one that its scheduler tells when it starts; the scheduler and its workers need "
        "bcm-formal in the version that you use, and `pip install 'bcm-formal[cluster]'` is needed here. A worker that "
        "dies leaves its points to the others; if the scheduler goes, or no worker is left, the run ends. With "
        "`--resume FILE` the next one goes on where it was.",
    ),
)
