from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import Edit, Patch
from tests.strategies import patches

TEXT = st.text("ab\n", max_size=14)


@st.composite
def chains(draw: st.DrawFn) -> tuple[str, list[Patch], str]:
    before = text = draw(TEXT)
    steps = []
    for i in range(draw(st.integers(1, 4))):
        steps.append(draw(patches(text, f"rule.{i}")))
        text = steps[-1].apply(text)
    return before, steps, text


@given(chains())
def test_a_chain_is_one_patch(chain: tuple[str, list[Patch], str]) -> None:
    before, steps, after = chain
    assert Patch.chain(steps).apply(before) == after
    folded = steps[0]
    for step in steps[1:]:
        folded = folded.compose(step)
    assert folded.apply(before) == after


@given(chains())
def test_every_signer_of_a_chain_had_a_part_in_it(chain: tuple[str, list[Patch], str]) -> None:
    _, steps, _ = chain
    patch = Patch.chain(steps)
    assert all(edit.rules for edit in patch)
    assert {r for e in patch for r in e.rules} <= {r for step in steps for e in step for r in e.rules}


@given(chains())
def test_undo(chain: tuple[str, list[Patch], str]) -> None:
    before, steps, after = chain
    patch = Patch.chain(steps)
    assert patch.invert(before).apply(after) == before
    assert patch.invert(before).invert(after) == patch


@given(TEXT.flatmap(lambda text: st.tuples(st.just(text), patches(text), st.randoms())))
def test_any_subset_of_hunks_changes_those_lines_alone(case: tuple[str, Patch, st.randoms]) -> None:  # type: ignore[valid-type]
    text, patch, random = case
    hunks = patch.hunks(text)
    assert [h.first for h in hunks] + [len(patch)] == [0] * (not hunks) + [0][: len(hunks)] + [h.stop for h in hunks]
    chosen = [h for h in hunks if random.random() < 0.5]  # type: ignore[attr-defined]
    pieces, at = [], 0
    for hunk in hunks:
        assert hunk.start == 0 or text[hunk.start - 1] == "\n"
        old = text[hunk.start : hunk.end]
        inside = Patch(
            Edit(e.start - hunk.start, e.end - hunk.start, e.new) for e in patch.edits[hunk.first : hunk.stop]
        )
        new = inside.apply(old)
        assert hunk.end == len(text) or not new or new.endswith("\n")
        pieces += [text[at : hunk.start], new if hunk in chosen else old]
        at = hunk.end
    assert "".join(pieces) + text[at:] == patch.select(chosen).apply(text)


def test_touching_edits_of_two_steps_stay_apart() -> None:
    first = Patch([Edit(0, 1, "A", ("x.x",))])
    later = Patch([Edit(1, 2, "B", ("y.y",))])
    assert first.compose(later).edits == (Edit(0, 1, "A", ("x.x",)), Edit(1, 2, "B", ("y.y",)))


def test_overlapping_edits_of_two_steps_are_one_signed_by_both() -> None:
    first = Patch([Edit(0, 6, "&", ("encoding.entity",))])
    later = Patch([Edit(0, 2, "+", ("typography.sign",))])
    assert first.compose(later).edits == (Edit(0, 7, "+", ("encoding.entity", "typography.sign")),)


def test_an_insertion_that_is_deleted_again_is_nothing() -> None:
    assert Patch([Edit(1, 1, "x", ("a.a",))]).compose(Patch([Edit(1, 2, "", ("b.b",))])).edits == ()


def test_deletions_that_touch_are_fused() -> None:
    assert Patch([Edit(0, 1, "", ("a.a",)), Edit(1, 2, "", ("b.b",))]).edits == (Edit(0, 2, "", ("a.a", "b.b")),)


@pytest.mark.parametrize(
    "edits", [[Edit(2, 3, ""), Edit(0, 1, "")], [Edit(0, 2, "x"), Edit(1, 3, "y")], [Edit(2, 1, "")]]
)
def test_disorder_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap or are out of order"):
        Patch(edits)


def test_an_edit_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Patch([Edit(3, 4, "")]).apply("abc")


def test_composing_many_steps_is_linear_in_the_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each edit is handled no more often than log2(steps)."""
    handled = 0
    compose = Patch.compose

    def counted(self: Patch, later: Patch) -> Patch:
        nonlocal handled
        handled += len(self) + len(later)
        return compose(self, later)

    monkeypatch.setattr(Patch, "compose", counted)
    size, steps = 2000, 16
    text = "a " * size
    chain = []
    for i in range(steps):
        chain.append(Patch(Edit(p, p + 1, "b", (f"rule.{i}",)) for p in range(2 * i, len(text), 2 * steps)))
    patch = Patch.chain(chain)
    assert len(patch) == size
    assert patch.apply(text) == "b " * size
    assert handled <= size * (steps - 1).bit_length()


def test_new_lines_at_the_end_without_a_line_end() -> None:
    patch = Patch([Edit(3, 3, "\nb", ("a.a",))])
    assert [h[:4] for h in patch.hunks("abc")] == [(0, 1, 0, 1)]
