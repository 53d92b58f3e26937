"""A reader for the part of SMV that is written by `translate.to_smv`: from text to plain tuples.

It shares nothing with the writer. An expression is `(operator, part, …)`, a name `("name", x)`, a constant
`("constant", value)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lark import Lark, Token, Transformer

Tree = tuple[Any, ...]

_GRAMMAR = r"""
start: module+
module: "MODULE" NAME section*
?section: ivar | frozen | var | define | init | assign | trans | spec
ivar: "IVAR" declaration+
frozen: "FROZENVAR" declaration+
var: "VAR" declaration+
declaration: NAME ":" type ";"
?type: "boolean" -> boolean | range | set | NAME -> instance
range: SIGNED ".." SIGNED
set: "{" atom ("," atom)* "}"
?atom: NAME -> name | SIGNED -> number | "TRUE" -> true | "FALSE" -> false
define: "DEFINE" definition+
definition: NAME ":=" expression ";"
init: "INIT" expression ";"
assign: "ASSIGN" assignment+
assignment: "init" "(" NAME ")" ":=" expression ";" -> begins
          | "next" "(" NAME ")" ":=" expression ";" -> follows
trans: "TRANS" expression ";"
spec: KIND "NAME" NAME ":=" expression ";"
KIND: "CTLSPEC" | "LTLSPEC"

?expression: either ("->" expression)? -> implies
?either: both ("|" both)* -> or_
?both: plain ("&" plain)* -> and_
?plain: sum (SIGN sum)? -> compare | sum "in" set -> among
SIGN: "=" | "!=" | "<=" | ">=" | "<" | ">"
?sum: product ("+" product)* -> plus
?product: unary ("*" unary)* -> times
?unary: "!" unary -> not_ | temporal
?temporal: ONE unary -> modal | QUANTIFIER "[" expression "U" expression "]" -> until | primary
ONE.2: /(AG|AF|AX|EG|EF|EX|G|F)\b/
QUANTIFIER.2: /[AE](?=\s*\[)/
?primary: "(" expression ")" | "case" branch+ "esac" -> case | "next" "(" expression ")" -> next_
        | range | set | atom
branch: expression ":" expression ";"
SIGNED: /-?[0-9]+/
NAME: /[A-Za-z_][A-Za-z0-9_$#.-]*/
COMMENT: /--[^\n]*/
%ignore COMMENT
%ignore /[ \t\n]+/
"""


@dataclass
class Module:
    """What a module says, each list in order."""

    name: str
    inputs: dict[str, Tree] = field(default_factory=dict)
    variables: dict[str, Tree] = field(default_factory=dict)
    """name → what it may be: `("boolean",)`, `("range", low, high)`, `("set", …)`, `("instance", module)`"""
    frozen: set[str] = field(default_factory=set)
    definitions: dict[str, Tree] = field(default_factory=dict)
    initial: list[Tree] = field(default_factory=list)
    begins: dict[str, Tree] = field(default_factory=dict)
    follows: dict[str, Tree] = field(default_factory=dict)
    constraints: list[Tree] = field(default_factory=list)
    specifications: dict[str, tuple[str, Tree]] = field(default_factory=dict)


class _Trees(Transformer[Token, Any]):
    def __default__(self, data: Any, children: list[Any], meta: Any) -> Tree:
        return (str(data), *children)

    def __default_token__(self, token: Token) -> str:
        return str(token)

    def number(self, parts: list[str]) -> Tree:
        return ("constant", int(parts[0]))

    def range(self, parts: list[str]) -> Tree:
        return ("range", int(parts[0]), int(parts[1]))

    def true(self, _: list[Any]) -> Tree:
        return ("constant", True)

    def false(self, _: list[Any]) -> Tree:
        return ("constant", False)

    def _one(self, name: str, parts: list[Tree]) -> Tree:
        return parts[0] if len(parts) == 1 else (name, *parts)

    def implies(self, parts: list[Tree]) -> Tree:
        return self._one("implies", parts)

    def or_(self, parts: list[Tree]) -> Tree:
        return self._one("or", parts)

    def and_(self, parts: list[Tree]) -> Tree:
        return self._one("and", parts)

    def compare(self, parts: list[Tree]) -> Tree:
        return self._one("compare", parts)

    def plus(self, parts: list[Tree]) -> Tree:
        return self._one("plus", parts)

    def times(self, parts: list[Tree]) -> Tree:
        return self._one("times", parts)


_READER = Lark(_GRAMMAR, parser="lalr")


def read_smv(text: str) -> dict[str, Module]:
    """The modules of a text by name. Raises what the parser raises for any other text."""
    _, *modules = _Trees().transform(_READER.parse(text))
    return {name: _module(name, sections) for _, name, *sections in modules}


def _module(name: str, sections: list[Tree]) -> Module:
    found = Module(name)
    for kind, *parts in sections:
        match kind:
            case "ivar":
                found.inputs.update(_new(found.inputs, parts))
            case "var" | "frozen":
                found.variables.update(_new(found.variables, parts))
                found.frozen.update(name for _, name, _ in parts if kind == "frozen")
            case "define":
                found.definitions.update(_new(found.definitions, parts))
            case "init":
                found.initial.append(parts[0])
            case "trans":
                found.constraints.append(parts[0])
            case "assign":
                found.begins.update(_new(found.begins, [part for part in parts if part[0] == "begins"]))
                found.follows.update(_new(found.follows, [part for part in parts if part[0] == "follows"]))
            case "spec":
                assert parts[1] not in found.specifications
                found.specifications[parts[1]] = (parts[0], parts[2])
            case _:
                raise AssertionError(kind)
    return found


def _new(known: dict[str, Tree], parts: list[Tree]) -> dict[str, Tree]:
    """What `(_, name, value)` say, none of them twice."""
    found = {name: value for _, name, value in parts}
    assert len(found) == len(parts)
    assert not found.keys() & known.keys()
    return found
