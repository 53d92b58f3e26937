from __future__ import annotations

from bcm_formal.views.diagram import extract
from bcm_formal.views.diagram.graph import EndKind, Graph
from bcm_formal.views.diagram.labels import event_lines
from tests.builders.drawn import SMALL, wide_policy
from tests.builders.loading import model_of

SMALL_GRAPH = extract(model_of(SMALL))


def _lines(graph: Graph) -> list[tuple[list[str], str, list[str]]]:
    return [
        ([tail.end.name for tail in edge.tails], edge.head.name, [rule.name for rule in edge.rules])
        for edge in graph.edges
    ]


def test_layers_and_statuses_keep_their_order() -> None:
    assert [(cluster.name, [node.name for node in cluster.nodes]) for cluster in SMALL_GRAPH.clusters] == [
        ("outside", ["abroad"]),
        ("inside", ["trainee", "worker"]),
        ("settled", ["resident"]),
    ]


def test_every_rule_that_changes_a_status_has_one_line_and_a_whole_layer_is_one_end() -> None:
    assert _lines(SMALL_GRAPH) == [
        (["abroad"], "trainee", ["enter"]),
        (["trainee"], "worker", ["qualify"]),
        (["inside"], "resident", ["settle"]),
        (["worker"], "abroad", ["expel"]),
        (["trainee"], "abroad", ["trainee_limit"]),
        (["inside"], "abroad", ["unemployed"]),
    ]
    assert EndKind.LAYER is SMALL_GRAPH.edges[2].tails[0].end.kind


def test_the_heading_has_the_day_of_the_law_and_the_number_of_assumptions() -> None:
    assert (
        SMALL_GRAPH.title,
        SMALL_GRAPH.subtitle,
    ) == ("A small policy", "law of 2026-04-01 · time in months · 1 assumption")


def test_a_status_tells_that_it_acts_at_once() -> None:
    text = "policy p\n  time in days\nlayer l\nstatus s in l\n  acts at once\nevent go by person\nstart in s\n"
    graph = extract(model_of(text))
    assert graph.clusters[0].nodes[0].limits == ("acts at once",)
    assert not [edge for edge in graph.edges if "at_once" in repr(edge)]


def test_a_status_tells_how_long_it_lasts() -> None:
    trainee = SMALL_GRAPH.clusters[1].nodes[0]
    assert trainee.limits == ("at most 2 years (term) → abroad",)


def test_a_requirement_under_unless_keeps_the_word() -> None:
    qualify = SMALL_GRAPH.edges[1].rules[0]
    assert qualify.requirements == ("language at least basic", "unless jobless at least 1 month")


def test_an_event_is_listed_once_for_all_a_layer_or_a_status() -> None:
    assert [rule.name for rule in SMALL_GRAPH.everywhere] == ["hiring"]
    assert [[rule.name for rule in c.rules] for c in SMALL_GRAPH.clusters] == [[], ["study", "dismissal"], []]
    assert {node.name: [rule.name for rule in node.rules] for node in SMALL_GRAPH.nodes() if node.rules} == {
        "resident": ["dismissal"]
    }


def test_a_rule_from_a_status_to_itself_is_listed_in_it() -> None:
    graph = extract(
        model_of(
            SMALL.replace("by office, adverse", "by office") + "transition renew from worker to worker by office\n"
        )
    )
    assert "renew" not in [name for _, _, names in _lines(graph) for name in names]
    assert {node.name: [rule.name for rule in node.rules] for node in graph.nodes() if node.rules} == {
        "worker": ["renew"],
        "resident": ["dismissal"],
    }


def test_an_event_that_one_status_of_a_layer_lacks_is_listed_for_the_layer_with_the_exception() -> None:
    text = SMALL.replace(
        'status worker in inside "Worker"', 'status worker in inside "Worker"\nstatus pupil in inside "Pupil"'
    )
    text = text.replace("event study in inside", "event study in trainee, worker")
    inside = extract(model_of(text)).clusters[1]
    assert [(rule.name, rule.excepted) for rule in inside.rules] == [("study", "Pupil"), ("dismissal", "")]
    lines = event_lines(inside.rules, 40, details=False)
    places = [next(i for i, line in enumerate(lines) if word in line) for word in ("dismissal", "Pupil:", "study")]
    assert places == sorted(places), "the exception is said of what follows it"


def test_rules_of_one_style_between_the_same_ends_share_a_line() -> None:
    text = SMALL + "transition shortcut from trainee to worker by person\n"
    assert (["trainee"], "worker", ["qualify", "shortcut"]) in _lines(extract(model_of(text)))


def test_time_limits_that_lead_to_one_status_share_a_line() -> None:
    text = SMALL.replace(
        'status worker in inside "Worker"', 'status worker in inside "Worker"\n  at most 5 years, then abroad'
    )
    text = text.replace("limit unemployed in inside", "limit unemployed in trainee")
    assert (["inside"], "abroad", ["trainee_limit", "worker_limit"]) in _lines(extract(model_of(text)))


def test_titles_are_in_the_language_asked_for_where_there_are_some() -> None:
    graph = extract(model_of(SMALL), language="ja")
    assert (
        graph.title,
        [cluster.title for cluster in graph.clusters],
        graph.edges[2].rules[0].title,
    ) == ("小さな政策", ["Outside", "国内", "Settled"], "定住する")


def test_dead_rules_and_unreachable_statuses_are_marked() -> None:
    graph = extract(model_of(SMALL), dead=frozenset({"expel", "study"}), unreachable=frozenset({"worker"}))
    dead = [rule.name for edge in graph.edges for rule in edge.rules if rule.style.dead]
    dead += [rule.name for cluster in graph.clusters for rule in cluster.rules if rule.style.dead]
    assert dead == ["expel", "study"]
    assert [node.name for node in graph.nodes() if node.unreachable] == ["worker"]


def test_names_that_the_model_does_not_have_are_left_out() -> None:
    assert extract(model_of(SMALL), dead=frozenset({"gone"}), unreachable=frozenset({"nowhere"})) == SMALL_GRAPH


def test_a_picture_of_many_lines_has_numbers_and_a_table() -> None:
    graph = extract(model_of(wide_policy()))
    moves = [rule for rule in graph.table if rule.number]
    assert (len(graph.nodes()), len(moves)) == (25, 60)
    assert list(range(1, 61)) == [rule.number for rule in moves]
    assert [rule.name for rule in graph.table if not rule.number] == ["learn", "hire"]
    numbered = {rule.name: rule.number for edge in graph.edges for rule in edge.rules if not rule.is_time_limit}
    assert {rule.name: rule.number for rule in moves} == numbered


def test_a_picture_of_few_lines_has_no_table() -> None:
    assert SMALL_GRAPH.table == ()
