"""The rule of the exchange on generated histories of one record, changed on several replicas that meet at random."""

import random
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from db.clock import stamp_text
from db.resolve import ERASED, RETRACTS, SAW, Change, State, resolve

FIELDS = ("name", "phone")
REPLICAS = ("a", "b", "c")


@dataclass
class World:
    """Three copies of one record's journal; every step is what a person or an exchange does."""

    copies: dict[str, set[str]] = field(default_factory=lambda: {replica: set() for replica in REPLICAS})
    changes: dict[str, Change] = field(default_factory=dict)
    time: int = 0

    def state(self, replica: str) -> State:
        return resolve(self.changes[stamp] for stamp in self.copies[replica])

    def write(self, replica: str, kind: str, fields: dict, basis: dict) -> Change:
        self.time += 1
        change = Change(stamp_text(self.time, 0, replica), "person", "r", kind, fields, basis)
        self.changes[change.stamp] = change
        self.copies[replica].add(change.stamp)
        return change

    def edit(self, replica: str, name: str, value: str) -> Change | None:
        state = self.state(replica)
        if state.absent or state.deleted:
            return None
        heads = state.heads.get(name, ())
        return self.write(replica, "set", {name: value}, {name: [head.stamp for head in heads]})

    def delete(self, replica: str) -> Change | None:
        state = self.state(replica)
        if state.absent:
            return None
        saw = sorted({head.stamp for heads in state.heads.values() for head in heads})
        basis = {SAW: saw, "deleted": [head.stamp for head in state.heads.get("deleted", ())]}
        return self.write(replica, "set", {"deleted": True}, basis)

    def undo(self, replica: str, pick: int) -> Change | None:
        own = sorted(stamp for stamp in self.copies[replica] if self.changes[stamp].kind != "create")
        if not own:
            return None
        return self.write(replica, "retract", {}, {RETRACTS: [own[pick % len(own)]]})

    def meet(self, replica: str, other: str) -> None:
        self.copies[replica] |= self.copies[other]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(REPLICAS), st.sampled_from(FIELDS), st.sampled_from("xyz")),
        st.tuples(st.just("delete"), st.sampled_from(REPLICAS)),
        st.tuples(st.just("undo"), st.sampled_from(REPLICAS), st.integers(0, 20)),
        st.tuples(st.just("meet"), st.sampled_from(REPLICAS), st.sampled_from(REPLICAS)),
    ),
    max_size=25,
)


def play(steps: list[tuple]) -> World:
    world = World()
    world.write("a", "create", {"name": "first"}, {})
    for replica in REPLICAS:
        world.meet(replica, "a")
    for step in steps:
        getattr(world, step[0])(*step[1:])
    return world


@given(STEPS, st.randoms(use_true_random=False))
def test_the_order_in_which_changes_arrive_does_not_matter(steps: list[tuple], rng: random.Random) -> None:
    changes = list(play(steps).changes.values())
    expected = resolve(changes)
    rng.shuffle(changes)
    assert resolve(changes) == expected


@given(STEPS)
def test_an_edit_by_somebody_who_knows_everything_shows_and_leaves_no_conflict(steps: list[tuple]) -> None:
    world = play(steps)
    for other in REPLICAS:
        world.meet("a", other)
    if world.edit("a", "name", "last") is None:
        return
    state = world.state("a")
    assert state.values["name"] == "last"
    assert "name" not in state.conflicts


@given(STEPS)
def test_every_value_saved_is_shown_replaced_taken_back_or_in_conflict(steps: list[tuple]) -> None:
    world = play(steps)
    state = resolve(world.changes.values())
    accounted = {
        stamp for change in world.changes.values() for name, s in change.basis.items() if name != SAW for stamp in s
    }
    for heads in state.heads.values():
        shown = heads[-1].fields
        accounted |= {heads[-1].stamp}
        for name in shown:
            accounted |= {head.stamp for head in state.conflicts.get(name, ())}
            accounted |= {
                h.stamp for h in state.heads.get(name, ()) if h.fields[name] == state.heads[name][-1].fields[name]
            }
    lost = [
        change
        for change in world.changes.values()
        if change.fields and change.stamp not in accounted and not state.absent
    ]
    assert not lost


@given(STEPS, st.sampled_from("xyz"), st.sampled_from("xyz"))
def test_different_fields_never_conflict_different_values_always_do(steps: list[tuple], one: str, other: str) -> None:
    world = play(steps)
    for replica in REPLICAS:
        world.meet("a", replica)
    world.copies["b"] = set(world.copies["a"])
    if world.state("a").deleted or world.state("a").absent:
        return
    before = world.state("a").conflicts
    world.edit("a", "phone", one)
    world.edit("b", "name", other)
    world.meet("a", "b")
    after = world.state("a").conflicts
    assert "phone" not in after
    assert "name" not in after
    world.copies["b"] = set(world.copies["a"])
    world.edit("a", "name", "left")
    world.edit("b", "name", "right")
    world.meet("a", "b")
    assert set(world.state("a").conflicts) == {"name"} | (set(before) - {"name", "phone"})
    assert world.state("a").values["name"] == "right"


@given(STEPS)
def test_a_deletion_that_saw_everything_hides_and_one_that_did_not_waits(steps: list[tuple]) -> None:
    world = play(steps)
    for replica in REPLICAS:
        world.meet("a", replica)
    world.copies["b"] = set(world.copies["a"])
    edit = world.edit("b", "phone", "unseen")
    if world.delete("a") is None:
        return
    assert world.state("a").deleted
    if edit is None:
        return
    world.meet("a", "b")
    state = world.state("a")
    assert not state.deleted
    assert "deleted" in state.conflicts
    assert state.values["phone"] == "unseen"


@given(STEPS, st.integers(0, 20))
def test_undo_of_undo_is_as_before(steps: list[tuple], pick: int) -> None:
    world = play(steps)
    before = world.state("a")
    undone = world.undo("a", pick)
    if undone is None:
        return
    world.write("a", "retract", {}, {RETRACTS: [undone.stamp]})
    after = world.state("a")
    assert after.values == before.values
    assert set(after.conflicts) == set(before.conflicts)


def test_undo_keeps_what_others_built_on_it() -> None:
    world = play([])
    first = world.edit("a", "name", "second")
    assert first is not None
    world.meet("b", "a")
    world.edit("b", "name", "third")
    world.write("a", "retract", {}, {RETRACTS: [first.stamp]})
    assert world.state("a").values["name"] == "first"
    world.meet("a", "b")
    state = world.state("a")
    assert state.values["name"] == "third"
    assert not state.conflicts


def test_erasing_removes_every_value_whatever_arrives_later() -> None:
    world = play([("edit", "b", "phone", "x")])
    world.write("a", "erase", {"erased_on": "2026-01-01"}, {})
    world.meet("a", "b")
    assert world.state("a").values == {"erased_on": "2026-01-01"}


def test_work_that_knows_of_the_erasure_goes_on_and_undoing_the_erasure_brings_nothing_back() -> None:
    world = play([])
    erasure = world.write("a", "erase", {"erased_on": "2026-01-01"}, {})
    world.write("a", "set", {"phone": "kept"}, {ERASED: [erasure.stamp]})
    world.write("b", "set", {"phone": "unknowing"}, {})
    world.meet("a", "b")
    expected = {"erased_on": "2026-01-01", "phone": "kept"}
    assert world.state("a").values == expected
    world.write("a", "retract", {}, {RETRACTS: [erasure.stamp]})
    assert world.state("a").values == expected


@given(STEPS, st.randoms(use_true_random=False))
def test_two_erasures_are_no_conflict_in_any_order(steps: list[tuple], rng: random.Random) -> None:
    world = play(steps)
    world.write("a", "erase", {"erased_on": "2026-01-01"}, {})
    world.write("b", "erase", {"erased_on": "2026-01-02"}, {})
    changes = list(world.changes.values())
    rng.shuffle(changes)
    state = resolve(changes)
    assert state.values == {"erased_on": "2026-01-02"}
    assert not state.conflicts


def test_a_chain_of_retractions_of_any_length_and_a_circle_come_to_an_end() -> None:
    made = Change(stamp_text(1, 0, "a"), "person", "r", "create", {"name": "Ma Khin"}, {})
    stamps = [stamp_text(2 + number, 0, "a") for number in range(5000)]
    chain = [
        Change(stamp, "person", "r", "retract", {}, {RETRACTS: [before]})
        for before, stamp in zip([made.stamp, *stamps], stamps, strict=False)
    ]
    assert not resolve([made, *chain]).absent
    assert resolve([made, *chain[:-1]]).absent
    circle = [chain[0]._replace(basis={RETRACTS: [stamps[1]]}), chain[1]]
    assert not resolve([made, *circle]).absent


def making(mark: str, **fields: str) -> Change:
    return Change(stamp_text(1, 1, mark), "person", "r", "create", fields, {})


def test_a_row_that_comes_back_with_one_cell_more_does_not_contest_what_was_corrected_since() -> None:
    first, again = making("x1", name="Ma Kin", sex="F"), making("x2", name="Ma Kin", sex="F", phone="09 1")
    edit = Change(stamp_text(2, 0, "a"), "person", "r", "set", {"name": "Ma Khin"}, {"name": [first.stamp]})
    state = resolve([first, again, edit])
    assert (state.values, state.conflicts) == ({"name": "Ma Khin", "sex": "F", "phone": "09 1"}, {})
    other = making("x3", name="Ma Kyin")
    assert list(resolve([first, again, other, edit]).conflicts) == ["name"]
    elsewhere = Change(stamp_text(1, 0, "x4"), "person", "r", "create", {"name": "Ma Kin"}, {})
    assert list(resolve([first, edit, elsewhere]).conflicts) == ["name"]


def test_an_older_copy_of_a_row_does_not_bring_a_deleted_record_back_but_more_cells_do() -> None:
    older, first = making("x1", name="Ma Kin"), making("x2", name="Ma Kin", sex="F")
    deletion = Change(stamp_text(2, 0, "a"), "person", "r", "set", {"deleted": True}, {SAW: [first.stamp]})
    assert resolve([older, first, deletion]).deleted
    more = making("x3", name="Ma Kin", sex="F", phone="09 1")
    assert list(resolve([older, first, more, deletion]).conflicts) == ["deleted"]
