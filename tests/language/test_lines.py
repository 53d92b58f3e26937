"""How rows are put together to lines, and where comments go."""

from __future__ import annotations

import pytest

from bcm_formal.diagnostics import render_all, source_of_text
from bcm_formal.language.from_text import parse
from bcm_formal.language.to_text import format_source
from bcm_formal.language.tree.policy import AttributeDecl, DefineDecl, EventDecl, PolicyFile, ScoreDecl, StatusDecl
from bcm_formal.language.writing.terms import expression_text


def _tree(text: str) -> PolicyFile:
    parsed = parse(source_of_text(text))
    assert not render_all(parsed.diagnostics)
    return parsed.tree


def _requirements(text: str) -> list[str]:
    event = _tree(text).declarations[0]
    assert isinstance(event, EventDecl)
    return [expression_text(requirement.condition) for requirement in event.when]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("  when a\n   and b\n   and c", ["a", "b", "c"]),
        ("  when a\n  and b", ["a", "b"]),
        ("  when a and b", ["a and b"]),
        ("  when a\n   or b\n   or c", ["a or b or c"]),
        ("  when a is\n     b\n   and c", ["a is b", "c"]),
        ("  when a and\n     b", ["a and b"]),
        ("  when (a or\n    b)\n   and c", ["a or b", "c"]),
    ],
)
def test_each_line_with_and_is_one_requirement(clause: str, expected: list[str]) -> None:
    assert expected == _requirements(f"event go by person\n{clause}\n")


def test_a_definition_goes_on_below_its_first_line() -> None:
    define = _tree('define ready =\n  a\n  and b\n  note "x"\n').declarations[0]
    assert isinstance(define, DefineDecl)
    expected = (["a", "b"], 1)
    assert expected == ([expression_text(part.condition) for part in define.body], len(define.origin.notes))


def test_a_first_line_goes_on_after_a_comma() -> None:
    attribute = _tree("attribute a: one of x,\n  y,\n  z, fixed\n").declarations[0]
    assert isinstance(attribute, AttributeDecl)
    assert attribute.fixed


def test_a_deeper_source_belongs_to_the_limit_or_the_points_above_it() -> None:
    status, score = _tree(
        "status s in l\n  at most 1 year, then t\n    source A\n  source B\n"
        "score points\n  30 when a\n    source C\n  -5 when b\n"
    ).declarations
    assert isinstance(status, StatusDecl)
    assert isinstance(score, ScoreDecl)
    assert status.limit is not None
    sources = [status.limit.origin.sources, status.origin.sources, score.lines[0].origin.sources]
    assert [found[0].source.text for found in sources] == ["A", "B", "C"]
    assert [line.points for line in score.lines] == [30, -5]


def test_line_ends_of_other_systems_are_read() -> None:
    text = 'layer a "A"\nlayer b\n  note "n"\n'
    expected = _tree(text)
    assert (expected, expected) == (_tree(text.replace("\n", "\r\n")), _tree(text.replace("\n", "\r")))


COMMENTED = """# about the file

# about the policy
policy p  # beside the policy
  # before the step
  time in months  # beside the step
  # after the step

# about the layer
layer a

event go by person
  when a  # beside a
   # before b
   and b  # beside b
  set c = any

property q:  # beside the first line
  # before the sentence
  no dead ends  # beside the sentence

# at the end
"""


def test_every_comment_stays_where_it_is() -> None:
    assert format_source(source_of_text(COMMENTED)) == COMMENTED


def test_comments_inside_a_line_move_before_it() -> None:
    text = "start in a with b  # one\n  # two\n  or c  # three\n"
    assert format_source(source_of_text(text)) == "# two\n# three\nstart in a with b or c  # one\n"


def test_blank_lines_stand_between_groups_and_where_the_author_put_them() -> None:
    text = "\n\nlayer a\nlayer b\n\n\n\nlayer c\nactor d\nactor e\n\n"
    assert format_source(source_of_text(text)) == "layer a\nlayer b\n\nlayer c\n\nactor d\nactor e\n"


def test_tabs_become_spaces() -> None:
    text = "clock a\n\truns in b\n\t\twhile c\n"
    assert format_source(source_of_text(text)) == "clock a\n  runs in b while c\n"


def test_symbols_become_words_and_parentheses_that_say_nothing_go() -> None:
    text = "define a = ((b >= 3) and (c != d)) or (not (e = f))\n"
    expected = "define a = b at least 3 and c is not d or not e is f\n"
    assert expected == format_source(source_of_text(text))
