"""Classes whose methods are written late are as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import pytest

from bcm_formal.records import dataclass

METHODS = ("__init__", "__repr__", "__eq__", "__hash__")


def made(decorate: Callable[..., Any], *, frozen: bool, slots: bool, eq: bool = True) -> Any:
    """A class with every kind of field that the project uses, made by a decorator."""

    @decorate(frozen=frozen, slots=slots, eq=eq)
    class Kind:
        """A kind."""

        name: str
        place: int = field(compare=False, repr=False)
        size: int = 3
        parts: list[int] = field(default_factory=list)
        seen: dict[str, int] = field(default_factory=dict, init=False, compare=False, repr=False)
        count: int = field(default=7, init=False)
        level: ClassVar[int] = 4

        @property
        def twice(self) -> int:
            return 2 * self.size

    return Kind


def ours_and_theirs(frozen: bool, slots: bool) -> tuple[Any, Any]:
    """The same class made here and by the standard library."""
    return made(dataclass, frozen=frozen, slots=slots), made(dataclasses.dataclass, frozen=frozen, slots=slots)


WAYS = [(frozen, slots) for frozen in (False, True) for slots in (False, True)]
both = pytest.mark.parametrize(("frozen", "slots"), WAYS)


@dataclass(frozen=True, slots=True)
class Pair:
    left: object
    right: object = None


@dataclass(frozen=True)
class Loose:
    left: object
    right: object = None


@dataclass(frozen=True, slots=True)
class Triple(Pair):
    more: int = 1


@dataclass(slots=True)
class Changing:
    left: int = 0


@dataclass
class Nothing:
    pass


@both
def test_they_tell_themselves_as_those_of_the_standard_library(frozen: bool, slots: bool) -> None:
    ours, theirs = ours_and_theirs(frozen, slots)
    for arguments in (("a", 1), ("a", 1, 2), ("a", 1, 2, [5])):
        assert repr(theirs(*arguments)) == repr(ours(*arguments))
    assert repr(theirs("a", place=1, parts=[2])) == repr(ours("a", place=1, parts=[2]))


@both
def test_their_fields_and_patterns_are_those_of_the_standard_library(frozen: bool, slots: bool) -> None:
    ours, theirs = ours_and_theirs(frozen, slots)
    assert [str(item) for item in dataclasses.fields(theirs)] == [str(item) for item in dataclasses.fields(ours)]
    assert theirs.__match_args__ == ours.__match_args__
    assert hasattr(theirs, "__slots__") == hasattr(ours, "__slots__")
    assert getattr(theirs, "__slots__", ()) == getattr(ours, "__slots__", ())
    assert (theirs.__doc__, theirs.level, theirs("a", 1).twice) == (ours.__doc__, ours.level, ours("a", 1).twice)
    assert dataclasses.is_dataclass(ours)


@both
def test_they_take_what_those_of_the_standard_library_take(frozen: bool, slots: bool) -> None:
    ours, theirs = ours_and_theirs(frozen, slots)
    names = list(inspect.signature(theirs).parameters)
    assert names == list(inspect.signature(ours).parameters)
    refused: list[tuple[tuple[object, ...], dict[str, object]]] = [
        ((), {}),
        (("a",), {}),
        (("a", 1, 2, [], 5), {}),
        (("a", 1), {"count": 2}),
        (("a", 1), {"name": "b"}),
    ]
    for arguments, words in refused:
        with pytest.raises(TypeError) as by_theirs:
            theirs(*arguments, **words)
        with pytest.raises(TypeError) as by_ours:
            ours(*arguments, **words)
        assert str(by_theirs.value) == str(by_ours.value)


@both
def test_what_a_field_begins_with_belongs_to_one_instance(frozen: bool, slots: bool) -> None:
    kind = made(dataclass, frozen=frozen, slots=slots)
    one, two = kind("a", 1), kind("a", 1)
    one.parts.append(1)
    one.seen["x"] = 1
    assert (two.parts, two.seen, two.count) == ([], {}, 7)


@pytest.mark.parametrize("kind", [Pair, Loose, Triple])
def test_frozen_ones_are_equal_and_hashed_by_their_fields(kind: type[Pair]) -> None:
    assert kind(1, "b") == kind(1, "b")
    assert kind(1, "b") != kind(2, "b")
    assert kind(1, "b") != kind(1, "c")
    assert hash(kind(1, "b")) == hash(kind(1, "b"))
    assert len({kind(1, "b"), kind(1, "b"), kind(1, "c"), kind(2, "b")}) == 3
    assert hash(kind(1, "b")) == hash((1, "b", 1) if kind is Triple else (1, "b"))
    with pytest.raises(TypeError, match="unhashable"):
        hash(kind([]))


def test_another_class_is_never_equal_and_another_object_may_say_that_it_is() -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]  # it is never hashed

    others: list[object] = [Loose(1, 2), Triple(1, 2), (1, 2)]
    assert [other for other in others if Pair(1, 2) == other] == []
    assert Pair(1, 2) == Anything()


def test_fields_that_are_not_compared_do_not_count() -> None:
    kind = made(dataclass, frozen=True, slots=True)
    one, two = kind("a", 1, 2, ()), kind("a", 9, 2, ())
    assert one == two
    assert hash(one) == hash(two)


def test_one_that_can_change_has_no_hash_and_can_be_set() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Changing(1))
    thing = Changing(1)
    thing.left = 2
    assert thing == Changing(2)
    with pytest.raises(AttributeError):
        thing.other = 3  # type: ignore[attr-defined]  # as intended


def test_without_equality_each_is_equal_to_itself_alone() -> None:
    kind = made(dataclass, frozen=True, slots=True, eq=False)
    one, two = kind("a", 1), kind("a", 1)
    assert one != two
    assert {one, two, one} == {one, two}


@pytest.mark.parametrize("kind", [Pair, Loose, Triple])
def test_nothing_of_a_frozen_one_can_be_changed(kind: type[Pair]) -> None:
    thing = kind(1, 2)
    for name in ("left", "right", "new"):
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(thing, name, 3)
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(thing, name)
    assert kind(1, 2) == thing


@pytest.mark.parametrize("thing", [Pair(1, [2]), Loose(1, [2]), Triple(1, [2], 3), Changing(4), Nothing()])
def test_they_can_be_copied_pickled_and_replaced(thing: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(thing, protocol)) == thing
    assert copy.copy(thing) == thing
    deep = copy.deepcopy(thing)
    assert deep == thing
    if isinstance(thing, (Pair, Loose)):
        assert deep.right is not thing.right
        assert type(thing)(5, [2], *([3] if isinstance(thing, Triple) else [])) == dataclasses.replace(thing, left=5)
        assert dataclasses.asdict(thing)["right"] == [2]


def test_patterns_take_them_apart() -> None:
    match Triple(1, 2, 3):
        case Triple(left, right, more):
            assert (left, right, more) == (1, 2, 3)
    match Loose(1, right=2):
        case Loose(right=right):
            assert right == 2


def test_what_a_class_defines_itself_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Own:
        name: str

        def __init__(self) -> None:
            object.__setattr__(self, "name", "mine")

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 5

    assert (Own().name, repr(Own()), hash(Own())) == ("mine", "own", 5)
    assert Own() == Own()


def test_an_equality_of_its_own_does_not_cost_a_frozen_class_its_hash() -> None:
    @dataclass(frozen=True)
    class Alike:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

    assert hash(Alike("a")) == hash(("a",))


def test_a_class_that_is_never_to_be_hashed_is_not() -> None:
    @dataclass(frozen=True)
    class Unhashed:
        name: str
        __hash__ = None  # type: ignore[assignment]  # as intended

    with pytest.raises(TypeError, match="unhashable"):
        hash(Unhashed("a"))


def test_one_that_holds_itself_can_be_told() -> None:
    parts: list[object] = []
    pair = Pair(parts)
    parts.append(pair)
    assert repr(pair) == "Pair(left=[...], right=None)"


def test_a_method_is_written_when_it_is_first_used_and_only_once() -> None:
    kind = made(dataclass, frozen=True, slots=True)
    assert not any(inspect.isfunction(kind.__dict__[name]) for name in METHODS)
    thing = kind("a", 1, 2, ())
    written = kind.__dict__["__init__"]
    assert inspect.isfunction(written)
    assert not any(inspect.isfunction(kind.__dict__[name]) for name in METHODS[1:])
    assert hash(thing) == hash(kind("a", 1, 2, ()))
    assert kind.__dict__["__init__"] is written
    assert (kind.__module__, f"{kind.__qualname__}.__init__") == (written.__module__, written.__qualname__)


@both
def test_only_what_is_not_frozen_can_be_changed_and_both_can_be_copied(frozen: bool, slots: bool) -> None:
    kind = made(dataclass, frozen=frozen, slots=slots)
    thing = kind("a", 1)
    again = copy.copy(thing)
    assert (again, again.place, again.count) == (thing, 1, 7)
    assert hasattr(kind, "__setstate__") == (frozen and slots)
    if frozen:
        with pytest.raises(FrozenInstanceError):
            thing.name = "b"
        with pytest.raises(FrozenInstanceError):
            del thing.name
        assert hash(thing.name) is not None
        return
    thing.name = "b"
    del thing.name
    assert not hasattr(thing, "name")
    with pytest.raises(TypeError, match="unhashable"):
        hash(thing)


def test_a_state_of_another_length_is_no_state() -> None:
    kind = made(dataclass, frozen=True, slots=True)
    state = kind("a", 1).__getstate__()
    for wrong in (state[:-1], [*state, 0]):
        with pytest.raises(ValueError, match="zip"):
            kind("a", 1).__setstate__(wrong)


def test_without_arguments_it_decorates_and_makes_what_can_change_and_is_compared() -> None:
    @dataclass
    class Bare:
        left: int

    @dataclass()
    class Called:
        left: int
        late: int = field(init=False, compare=False)

    @dataclass
    class Empty:
        pass

    kinds: tuple[Any, ...] = (Bare, Called)
    for kind in kinds:
        thing = kind(1)
        thing.left = 2
        assert thing == kind(2)
        assert thing != kind(1)
        assert (thing == 2) is False
        assert not hasattr(kind, "__slots__")
        assert kind.__doc__ == kind.__name__
    assert not hasattr(Called(1), "late")
    assert Empty() == Empty()


def test_what_is_not_known_is_refused_rather_than_left_out() -> None:
    @dataclass(frozen=True)
    class After:
        name: str

        def __post_init__(self) -> None:
            raise AssertionError("never called")

    @dataclass(frozen=True)
    class ByKeyword:
        name: str = field(kw_only=True)

    with pytest.raises(TypeError, match="After: `__post_init__` is not called"):
        After("a")
    with pytest.raises(TypeError, match=r"ByKeyword\.name: fields by keyword alone are not known"):
        ByKeyword(name="a")


def test_starting_the_command_writes_few_of_the_methods() -> None:
    text = (
        "import sys, bcm_formal.records as records\n"
        "real, written = records._function, []\n"
        "records._function = lambda *parts: written.append(parts[0]) or real(*parts)\n"
        "import bcm_formal.cli.checking\n"
        "print(len(written))"
    )
    told = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True).stdout
    assert int(told) < 30
