"""Characters that a reader does not see, and lines that a reader's program would obey: found, and shown as they are.

Control characters can overwrite what stands on a terminal, marks of writing direction can turn a line round for the
eye alone (Boucher and Anderson, Trojan Source, 2021), and invisible characters make two names look alike. In the text
of a model they are errors; in everything else that is shown (paths, messages of other programs) they are spelled out.
"""

from __future__ import annotations

import re

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DIRECTION = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = r"\u2028\u2029"
_INVISIBLE = (
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_NO_CHARACTER = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17)
)
_ALWAYS = _CONTROL + _DIRECTION + _LINE_ENDS + _INVISIBLE + _NO_CHARACTER

HIDDEN = re.compile(rf"[{_ALWAYS}]|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])|\r(?!\n)")
"""One hidden character. Joiners are hidden but between two letters of a script that may need them; a carriage return
is one where no line feed follows."""

_KINDS = tuple(
    (re.compile(f"[{kind}]"), words)
    for kind, words in (
        (_DIRECTION, "a mark that turns the direction of writing"),
        (_CONTROL + r"\r", "a control character"),
        (_LINE_ENDS, "a line end that editors do not agree on"),
        (_NO_CHARACTER, "no character at all"),
    )
)
_UNSHOWN = re.compile(rf"[{_ALWAYS}\t\n\r]")
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)", re.MULTILINE)


def kind_of(character: str) -> str:
    """What a hidden character is, in words."""
    return next((words for kind, words in _KINDS if kind.match(character)), "an invisible character")


def visible(text: str) -> str:
    """The text in one line, with every hidden character, tab and line end spelled out as `<U+202E>`."""
    return _UNSHOWN.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines, which it keeps."""
    return "\n".join(visible(line) for line in text.split("\n"))


def inert(text: str) -> str:
    """The text with no line that a build server obeys.

    GitHub's runner takes a line for a command that begins with `::`, white space apart, or that has `##[` somewhere;
    others obey `##vso[` or `##teamcity[`. A space is put into such a sign.
    """
    if ":" not in text and "#" not in text:
        return text
    return _COMMAND.sub(lambda found: f"{found.group()} ", text)
