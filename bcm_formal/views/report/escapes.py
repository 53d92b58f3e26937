"""Texts of a model, and paths, as parts of a format: nothing in them is acted on by the format's reader.

Each function takes any text at all and returns what stands for it in its place.
"""

from __future__ import annotations

import json
import re

from bcm_formal.diagnostics import HIDDEN, visible, visible_lines

# --- JSON ---

_NOT_PLAIN = re.compile(r"[^\n -~]+")
"""whether a character is hidden depends on no plain one beside it, so only the runs between those are looked at"""


def json_text(document: object) -> str:
    """The document as JSON of several lines. Characters that are not seen, and signs that build servers obey, are
    written as escapes, so that it reads back the same."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    text = _NOT_PLAIN.sub(lambda run: HIDDEN.sub(lambda found: json.dumps(found.group())[1:-1], run.group()), text)
    return re.sub(r"#(?=#\w*\[)", r"\\u0023", text)


# --- XML ---


def in_xml(text: str) -> str:
    """The text between tags; its lines are kept."""
    shown = _without_tags(visible_lines(text))
    return re.sub(r"^(\s*):(?=:)|#(?=#\w*\[)", _as_entity, shown, flags=re.MULTILINE)


def in_xml_attribute(text: str) -> str:
    """The text as the value of an attribute, with its quotation marks."""
    shown = _without_tags(visible(text)).replace('"', "&quot;")
    return re.sub(r"#(?=#\w*\[)", "&#35;", f'"{shown}"')


def _without_tags(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _as_entity(found: re.Match[str]) -> str:
    return "&#35;" if found.group() == "#" else f"{found.group(1)}&#58;"


# --- workflow commands of GitHub ---


def in_command(text: str) -> str:
    """The text as the message of a workflow command; its lines are kept."""
    return visible_lines(text).replace("%", "%25").replace("\n", "%0A")


def in_command_property(text: str) -> str:
    """The text as a property of a workflow command."""
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


# --- Markdown ---

_BREAK = "<!-- -->"
"""keeps two characters apart without being seen"""


def in_markdown(text: str) -> str:
    """The text in one line of GitHub's Markdown: no mark-up, no link, nobody mentioned."""
    shown = re.sub(r"[\\`*\[\]|~$]|(?<!\w)_|_(?!\w)", r"\\\g<0>", visible(text))
    shown = _without_tags(shown)
    shown = re.sub(r"@|#(?=\w)|(?<=GH)-(?=\d)", rf"\g<0>{_BREAK}", shown)
    shown = shown.replace("://", r"\://")
    shown = re.sub(r"(?i)\bwww(?=\.)", rf"\g<0>{_BREAK}", shown)
    return re.sub(r"^(\s*\d*)([-+=#.)])", r"\1\\\2", shown)


def fenced(text: str) -> list[str]:
    """The lines of a block of plain text whose fence is longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", text, fence]


def _by_lines(text: str) -> str:
    return "\n".join(visible(line) for line in text.splitlines())
