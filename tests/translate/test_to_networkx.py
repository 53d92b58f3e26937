"""The graph of a policy holds its statuses and rules, with what was written of them."""

from __future__ import annotations

import networkx as nx

import bcm_formal as bcm
from tests.builders.small_policies import OFFICE

SOURCED = OFFICE.replace(
    "transition back from z to a by person\n  when kin is near\n",
    'source ACT "The Act"\n'
    'transition back "Back" from z to a by person\n  when kin is near\n   and n at least 1\n  set n = n - 1\n'
    '  set ok = any\n  source ACT "art. 3"\n  confidence low\n',
)


def test_statuses_are_nodes_with_their_layer_and_whether_lives_begin_there() -> None:
    graph = bcm.load(OFFICE).graph()
    assert isinstance(graph, nx.MultiDiGraph)
    found = {name: (node["layer"], node["start"]) for name, node in graph.nodes.items()}
    assert found == {"a": ("out", True), "b": ("within", False), "c": ("within", False), "z": ("out", False)}
    assert graph.graph["name"] == "office"
    assert list(graph.graph["layers"]) == ["out", "within"]
    assert list(graph.graph["actors"]) == ["person", "law", "office"]


def test_rules_are_edges_by_their_names() -> None:
    graph = bcm.load(OFFICE).graph()
    ways = {(before, after, name): edge["kind"] for before, after, name, edge in graph.edges(keys=True, data=True)}
    (limit,) = (way for way, kind in ways.items() if kind == "limit")
    assert (limit[:2], ways.pop(limit)) == (("b", "z"), "limit")
    assert ways == {
        ("a", "b", "enter"): "transition",
        ("b", "b", "grow"): "event",
        ("a", "a", "swap"): "event",
        ("b", "b", "hit"): "event",
        ("b", "c", "rise"): "transition",
        ("z", "a", "back"): "transition",
    }
    assert nx.has_path(graph, "a", "c")


def test_an_edge_holds_what_was_written_of_its_rule() -> None:
    edge = bcm.load(SOURCED).graph().edges["z", "a", "back"]
    assert (edge["title"], edge["actor"], edge["adverse"], edge["confidence"]) == ("Back", "person", False, "low")
    assert edge["requirements"] == ("kin is near", "n at least 1")
    assert edge["sets"] == {"n": "n - 1", "ok": "any"}
    assert edge["sources"] == (("ACT", "art. 3"),)


def test_a_limit_is_an_edge_of_the_law_with_its_bound() -> None:
    graph = bcm.load(OFFICE).graph()
    (limit,) = (edge for _, _, edge in graph.edges(data=True) if edge["kind"] == "limit")
    assert (limit["actor"], limit["requirements"]) == ("law", ("time_in_status at least 2 years",))


def test_each_graph_is_a_new_one() -> None:
    policy = bcm.load(OFFICE)
    policy.graph().clear()
    assert len(policy.graph()) == 4
