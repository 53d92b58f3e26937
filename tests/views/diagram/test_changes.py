"""Both laws of a change on one picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from bcm_formal.api.changing import change_by_reforms
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.texts import TextChange, text_changes
from bcm_formal.views.diagram import Extent, Graph, draw_change
from bcm_formal.views.diagram.graph import Edge, Mark
from bcm_formal.views.diagram.map.drawing import map_of
from bcm_formal.views.diagram.map.inks import SIGNS
from bcm_formal.views.diagram.style import MARKS
from bcm_formal.views.diagram.two_laws import graph_of_change
from tests.builders.boxes import overlaps
from tests.builders.changing import change_of
from tests.builders.golden import is_golden

GOLDEN = Path(__file__).parent / "golden"
OLD = """policy p "A policy"
  time in months
layer l "Here"
layer m "There"
actor office
status a in l
status b in l
  at most 10 months, then d
status c in m
status d in m
attribute level: none < A1 < B1, starts none
attribute good: yes or no, starts no
clock stay
  runs in a
parameter wait = 5 months
define ready = stay at least wait
  and level at least A1
transition go from a to b by office
  when ready
transition leave from a, b to c by person
  when good
transition back from c to a by office, adverse
transition other from c to d by office
event learn in a by person
  when level less than B1
  set level = next level
event prove in a by person
  set good = yes
limit over in c
  while stay at most 20 months, then d
start in a
property p: no dead ends
"""


def both_of(old: str, new: str) -> tuple[Bridge, tuple[TextChange, ...]]:
    both = bridge(change_of(old, new))
    return both, text_changes(both)


def drawn(old: str, new: str, extent: Extent = Extent.NEAR) -> Graph:
    return graph_of_change(*both_of(old, new), extent)


def changed(*edits: tuple[str, str], base: str = OLD) -> str:
    for one, other in edits:
        assert one in base
        base = base.replace(one, other, 1)
    return base


def lines(graph: Graph) -> list[tuple[str, str, str, Mark | None, str]]:
    """Where each line begins and ends, its title, and what became of it."""
    return [
        (",".join(tail.end.name for tail in edge.tails), edge.head.name, rule.title, rule.style.mark, rule.word)
        for edge in graph.edges
        for rule in edge.rules
    ]


def line(graph: Graph, title: str) -> Edge:
    (found,) = (edge for edge in graph.edges if any(rule.title == title for rule in edge.rules))
    return found


def marks(graph: Graph) -> dict[str, Mark | None]:
    return {title: mark for _, _, title, mark, _ in lines(graph)}


@pytest.mark.parametrize(
    ("edit", "mark", "details"),
    [
        (("  when good\n", "  when good\n   and level at least A1\n"), Mark.TIGHTENED, ("now: level at least A1",)),
        (("  when good\n", ""), Mark.LOOSENED, ("no longer: good",)),
        (
            ("  when good\n", "  when level at least A1\n"),
            Mark.CHANGED,
            ("now: level at least A1", "no longer: good"),
        ),
        (("to c by person", "to c by office"), Mark.CHANGED, ("it is by office instead of person",)),
    ],
)
def test_a_line_has_what_became_of_its_rule_and_what_it_asks_for_now(
    edit: tuple[str, str], mark: Mark, details: tuple[str, ...]
) -> None:
    graph = drawn(OLD, changed(edit))
    assert marks(graph) == {
        "time limit of b": None,
        "go": None,
        "leave": mark,
        "back": None,
        "other": None,
        "over": None,
    }
    assert line(graph, "leave").rules[0].beside == details


def test_a_rule_of_the_same_text_is_explained_by_what_changed_behind_it() -> None:
    graph = drawn(OLD, changed(("= 5 months", "= 8 months"), ("and level at least A1", "and level at least B1")))
    assert line(graph, "go").style.mark is Mark.TIGHTENED
    assert line(graph, "go").rules[0].beside == (
        "ready: now level at least B1",
        "ready: no longer level at least A1",
    )
    graph = drawn(OLD, changed(("= 5 months", "= 8 months")))
    assert line(graph, "go").rules[0].beside == ("wait: 8 months instead of 5 months",)
    assert graph.change is not None
    assert [note.text for note in graph.change.notes] == [
        "changed: parameter wait, 8 months instead of 5 months",
        "tightened: definition ready, because of wait",
    ]


def test_a_rule_that_leads_elsewhere_is_one_line_gone_and_one_new() -> None:
    found = [item for item in lines(drawn(OLD, changed(("to d by office", "to b by office")))) if item[3]]
    assert found == [
        ("c", "d", "other", Mark.GONE, "leads to b now"),
        ("c", "b", "other", Mark.NEW, "led to d before"),
    ]


def test_where_a_rule_begins_no_longer_or_newly_is_a_line_of_its_own() -> None:
    found = [item for item in lines(drawn(OLD, changed(("from a, b to c", "from a, d to c")))) if item[2] == "leave"]
    assert found == [
        ("a", "c", "leave", None, ""),
        ("b", "c", "leave", Mark.GONE, "no longer from here"),
        ("d", "c", "leave", Mark.NEW, "now from here, too"),
    ]


def test_rules_and_statuses_that_come_and_go_are_drawn() -> None:
    new = changed(
        ("status d in m\n", "status d in m\nstatus e in m\n"),
        ("transition other from c to d by office\n", "transition further from c to e by office\n"),
    )
    graph = drawn(OLD, new)
    assert [(n.name, n.mark, n.word) for n in graph.nodes() if n.mark] == [("e", Mark.NEW, "new")]
    assert (marks(graph)["further"], marks(graph)["other"]) == (Mark.NEW, Mark.GONE)
    back = drawn(new, OLD)
    assert [(n.name, n.mark, n.word) for n in back.nodes() if n.mark] == [("e", Mark.GONE, "gone")]
    assert (marks(back)["further"], marks(back)["other"]) == (Mark.GONE, Mark.NEW)


def test_a_status_in_another_layer_and_another_time_limit_are_told_in_the_status() -> None:
    graph = drawn(OLD, changed(("status b in l", "status b in m"), ("at most 10 months", "at most 6 months")))
    node = next(node for node in graph.nodes() if node.name == "b")
    assert (node.mark, node.word, node.limits) == (Mark.CHANGED, "was in Here", ())
    assert [(line.text, line.mark) for line in node.changed] == [
        ("at most 6 months → d (tightened, was 10 months)", Mark.TIGHTENED)
    ]
    assert node.name in [node.name for node in graph.clusters[1].nodes]


def test_a_rule_with_another_name_or_other_words_is_as_before() -> None:
    new = changed(("transition other", "transition another"), ("level at least A1", "level more than none"))
    graph = drawn(OLD, new)
    assert set(marks(graph).values()) == {None}
    assert line(graph, "another").rules[0].word == "it was called `other`"


def test_an_event_that_changes_no_status_is_told_in_full_where_it_changed() -> None:
    graph = drawn(OLD, changed(("when level less than B1", "when level less than B1\n   and good")))
    node = graph.nodes()[0]
    assert [(rule.title, rule.style.mark, rule.beside) for rule in node.rules] == [
        ("learn", Mark.TIGHTENED, ("now: good",)),
        ("prove", None, ()),
    ]
    told = draw_change(
        *both_of(OLD, changed(("when level less than B1", "when level less than B1\n   and good"))), "dot"
    )
    assert "↻ learn (the person)" in told.decode()
    assert "now: good" in told.decode()


EVERY = changed(
    ("status d in m\n", "status d in m\nstatus e in l\n"),
    ("  when good\n", "  when good\n   and level at least A1\n"),
    ("to a by office, adverse\n", "to a by office, adverse\n  when good\n"),
    ("from c to d by office\n", "from c to e by office\n"),
    ("at most 20 months", "at most 24 months"),
    ("= 5 months", "= 3 months"),
)


def test_the_texts_of_a_change_are_as_before() -> None:
    is_golden(GOLDEN / "change.dot", draw_change(*both_of(OLD, EVERY), "dot").decode())
    is_golden(GOLDEN / "change.mmd", draw_change(*both_of(OLD, EVERY), "mermaid").decode())


@pytest.mark.parametrize("extent", Extent)
def test_every_text_of_a_change_stands_alone(extent: Extent) -> None:
    assert overlaps(map_of(graph_of_change(*both_of(OLD, EVERY), extent))) == []


def test_every_mark_has_a_word_and_a_look_that_needs_no_colour() -> None:
    assert set(MARKS) == set(Mark)
    looks = {(ink.stroke.dash, ink.stroke.arrow) for ink in MARKS.values()}
    assert len(looks) == len({ink.sign for ink in MARKS.values()}) == len(MARKS)
    svg = ElementTree.fromstring(draw_change(*both_of(OLD, EVERY), "svg"))
    texts = ["".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    for word in ("− leave", "tightened", "+ go", "loosened", "■ other", "led to d before", "□ other", "leads to e now"):
        assert word in texts
    assert set(SIGNS) == set(Mark)
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert "− tightened: for fewer persons" in texts


def chain(length: int) -> str:
    """A law of so many statuses in a row, each with a layer of its own for every ten."""
    statuses = [f"status s{n} in l{n // 10}" for n in range(length)]
    steps = [f"transition t{n} from s{n} to s{n + 1} by person" for n in range(length - 1)]
    layers = [f"layer l{n}" for n in range(-(-length // 10))]
    return "\n".join(
        ("policy p\n  time in months", *layers, *statuses, *steps, "start in s0", "property p: no dead ends\n")
    )


def test_of_a_large_law_what_is_near_the_change_is_drawn_and_the_rest_is_counted() -> None:
    old = chain(30)
    new = old.replace("from s12 to s13 by person", "from s12 to s13 by law")
    near, whole = drawn(old, new), drawn(old, new, Extent.WHOLE)
    assert [node.name for node in near.nodes()] == ["s12", "s13"]
    assert near.clusters[0].note == "2 of 10 statuses"
    assert near.change is not None
    assert near.change.left_out == "Not drawn, since nothing changes there: 28 statuses and 28 lines."
    assert len(whole.nodes()) == 30
    assert whole.change is not None
    assert whole.change.left_out == ""


def test_a_line_from_a_whole_layer_keeps_the_layer_and_one_status_that_stands_for_all() -> None:
    old = chain(30)
    graph = drawn(old, old + "transition home from l1 to s0 by person\n")
    assert [(cluster.name, [node.title for node in cluster.nodes]) for cluster in graph.clusters] == [
        ("l0", ["s0"]),
        ("l1", ["10 statuses"]),
    ]
    assert lines(graph) == [("l1", "s0", "home", Mark.NEW, "new")]


def test_only_lines_that_changed_are_drawn_where_no_others_are_asked_for() -> None:
    graph = drawn(OLD, EVERY, Extent.CHANGED)
    assert None not in {edge.style.mark for edge in graph.edges}
    assert drawn(OLD, OLD, Extent.CHANGED).nodes() == ()
    assert len(drawn(OLD, OLD).nodes()) == 4


def test_hostile_titles_stay_in_their_place_in_a_picture_of_a_change() -> None:
    hostile = '\\"]; ``` end <b> %%{init} --> x'
    text = draw_change(*both_of(OLD, changed(("status e in l", f'status e in l "{hostile}"'), base=EVERY)), "mermaid")
    assert "```" not in text.decode()
    assert not re.search(r"<b>|%%\{", text.decode())
    assert "#quot;" in text.decode()


REFORM = """reform r "R" of "old.bcm"
  in force 2026-06-01

move in a with stay at least 5 months to b
move in c
  set good = yes
transitional t
  for in a with good: let wait = 4 months
"""


def test_who_is_moved_on_the_day_of_the_change_has_a_line_and_provisions_are_noted(tmp_path: Path) -> None:
    (tmp_path / "old.bcm").write_text(OLD.replace("in months\n", "in months\n  in force 2026-01-01\n"), "utf-8")
    (tmp_path / "r.bcm").write_text(REFORM, "utf-8")
    both = bridge(change_by_reforms([], [str(tmp_path / "r.bcm")]))
    graph = graph_of_change(both, text_changes(both))
    assert [item for item in lines(graph) if item[3]] == [("a", "b", "moved", Mark.ONCE, "once, by the change")]
    assert line(graph, "moved").rules[0].beside == ("move in a with stay at least 5 months to b",)
    assert graph.change is not None
    assert [note.text for note in graph.change.notes] == [
        "new: move in a with stay at least 5 months to b",
        "new: move in c: set good = yes",
        "new: transitional t: for in a with good: let wait = 4 months",
    ]
    assert graph.subtitle == "What changes: old law → law from 2026-06-01 on"


def test_the_statuses_of_a_layer_stand_in_one_column_where_they_are_many() -> None:
    old = chain(6)
    both = both_of(old, old.replace("from s2 to s3 by person", "from s2 to s3 by law"))
    assert draw_change(*both, "dot").decode().count("rank=same") == 1
    assert draw_change(*both_of(OLD, EVERY), "dot").decode().count("rank=same") == 0


def test_a_line_that_is_split_takes_the_name_of_no_other_rule() -> None:
    old = changed(("transition other from c", "transition leave_ from c"))
    found = lines(drawn(old, changed(("from a, b to c", "from a to c"), base=old)))
    assert ("a", "c", "leave", None, "") in found
    assert ("b", "c", "leave", Mark.GONE, "no longer from here") in found
    assert ("c", "d", "leave ", None, "") in found
