"""The map as a page for a browser: the picture, and below it its table of rules. A click on a line shows its rules in
the table. The page needs nothing else, loads nothing, and runs only its own few lines."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from bcm_formal.diagnostics import visible
from bcm_formal.views.diagram.graph import Graph, Rule
from bcm_formal.views.picture import Picture, written

_SCRIPT = """
for (const way of document.querySelectorAll(".way, .stub")) {
  way.addEventListener("click", () => {
    const told = way.querySelector("title")?.textContent ?? "";
    const names = told.matchAll(/^(?:transition|event|limit) ([^\\s:]+)/gm);
    document.querySelectorAll("tr.chosen").forEach((row) => row.classList.remove("chosen"));
    const rows = [...names].map((name) => document.getElementById("rule-" + name[1])).filter((row) => row);
    rows.forEach((row) => row.classList.add("chosen"));
    rows[0]?.scrollIntoView({ block: "center" });
  });
}
"""
_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.4 Helvetica,Arial,sans-serif;margin:1rem}
figure{margin:0;overflow:auto}
.way,.stub{cursor:pointer}
table{border-collapse:collapse;margin-top:1rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-top:1px solid #8888}
td p{margin:0}
q{font-style:italic}
tr.chosen{outline:3px solid #0b57d0}
"""


def page_of(graph: Graph, picture: Picture) -> str:
    """The page; the same map gives the same bytes."""
    svg = written(picture, "svg").decode().partition("?>\n")[2]
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-{digest}'"
    rules = rules_of(graph)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_quoted(picture.language or "en")}">',
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_quoted(allowed)}">',
        f"<title>{_plain(picture.title)}</title><style>{_STYLE}</style></head>",
        "<body>",
        f"<figure>{svg}</figure>",
        *(_table(rules) if rules else ()),
        f"<script>{_SCRIPT}</script>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def rules_of(graph: Graph) -> tuple[Rule, ...]:
    """Every rule of the diagram once, in the order in which it shows them."""
    found: dict[str, Rule] = {}
    listed = [*graph.everywhere, *(rule for layer in graph.clusters for rule in layer.rules)]
    listed += [rule for node in graph.nodes() for rule in node.rules]
    for rule in (*(rule for edge in graph.edges for rule in edge.rules), *listed):
        found.setdefault(rule.name, rule)
    return tuple(found.values())


def _table(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "<table>"
    yield "<thead><tr><th>Rule</th><th>By</th><th>Way</th><th>Asks for</th><th>Source</th></tr></thead>"
    yield "<tbody>"
    for rule in rules:
        adverse = ", adverse" if rule.style.adverse else ""
        name = "the time of a status is over" if rule.is_time_limit else rule.title
        way = f"{rule.sources} → {rule.target}" if rule.target else f"in {rule.sources}"
        asked = rule.asked if rule.details is None else rule.details
        effects = tuple(f"then {effect}" for effect in rule.effects)
        quotes = "".join(f"<p><q>{_plain(quote)}</q></p>" for quote in rule.quotes)
        cells = (
            _lines((name, rule.word)),
            _lines((f"{rule.actor}{adverse}",)),
            _lines((way,)),
            _lines((*asked, *effects)),
            _lines(rule.citations) + quotes,
        )
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        yield f'<tr id="rule-{_quoted(rule.name)}">{row}</tr>'
    yield "</tbody>"
    yield "</table>"


def _lines(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{_plain(text)}</p>" for text in texts if text)


def _plain(text: str) -> str:
    return escape(visible(text), quote=False)


def _quoted(text: str) -> str:
    return escape(visible(text), quote=True)
