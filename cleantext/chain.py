"""The chain: rules in the order of their stages, each step checked, protected spans kept, edits signed.

Two pairs of stages repeat until neither proposes anything: encoding with invisible, and chrome with glue. The
whole chain repeats until no rule proposes anything: what a late stage did can let an early rule see more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from cleantext import bounds, budget, protect, seams
from cleantext.document import Document
from cleantext.edits import Edit, Patch
from cleantext.invariants import INVARIANTS
from cleantext.kinds.anchored import Anchored, Anchors
from cleantext.rule import Risk, Rule, Stage

ROUNDS = 50
"""Rounds after which a pair of stages that never settles is given up, with a warning."""

_GROUPS = (
    (Stage.encoding, Stage.invisible),
    (Stage.layout,),
    (Stage.chrome, Stage.glue),
    (Stage.typography,),
    (Stage.space,),
    (Stage.mask,),
)
_REPEATING = {Stage.encoding, Stage.chrome}
_INLINE_BOUND = {Stage.glue, Stage.typography, Stage.layout}


class Run:
    """What became of one document of ``size`` code points: the steps, in order, and what there is to say about it.

    ``drop`` is the reason why a corpus should leave it out, which a finder with a method of that name gives.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.steps: list[Patch] = []
        self.warnings: list[str] = []
        self.prose_taken: Counter[str] = Counter()
        self.drop: str | None = None
        self.known: dict[_Step | Callable[[Document], object], frozenset[str]] = {}
        """Lines in which a step that looks at each line by itself, or a gate, found nothing."""
        self.views: dict[_ChromeStep, list[str]] = {}
        """What each step of the chrome stage last saw and left as it was, blank lines aside."""
        self.quiet: dict[_Step | _ChromeStep, int] = {}
        """How many steps there were when each step of the chain last found nothing to do."""


_Asked = tuple[frozenset[str] | None, "_Step | _ChromeStep"]
"""Characters of which the text must hold one for the step to have anything to do, and the step."""


class Chain:
    """Compiled rules; holds no state of a document, so that one chain serves many threads."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._groups: list[tuple[bool, list[_Asked]]] = []
        for stages in _GROUPS:
            steps: list[_Step | _ChromeStep] = []
            for stage in stages:
                chosen = [rule for rule in rules if rule.stage == stage]
                if stage == Stage.chrome:
                    whole = [rule for rule in chosen if getattr(rule.finder, "whole", False)]
                    rest = [rule for rule in chosen if rule not in whole]
                    steps += [_ChromeStep(part) for part in (whole, rest) if part]
                else:
                    steps += [_Step(rule) for rule in chosen]
            if steps:
                self._groups.append((stages[0] in _REPEATING, [(step.needs, step) for step in steps]))

    def run(self, document: Document) -> tuple[Document, Run]:
        """Clean one document; the steps are patches from each text to the next."""
        bounds.new_document()
        run = Run(len(document.text))
        for _ in range(ROUNDS):
            before = len(run.steps)
            for repeats, steps in self._groups:
                document = self._settle(document, run, steps, ROUNDS if repeats else 1)
            if len(run.steps) == before:
                break
        return document, run

    @staticmethod
    def _settle(document: Document, run: Run, steps: Sequence[_Asked], rounds: int) -> Document:
        """Run the steps in turn; a step runs again only where the text has changed since it last ran."""
        quiet, odd, now = run.quiet, document.odd, len(run.steps)
        for _ in range(rounds):
            version = now
            for needs, step in steps:
                if needs is not None and needs.isdisjoint(odd):
                    continue
                if quiet.get(step) == now or step.sleeps(document, run):
                    continue
                patch = step.propose(document, run)
                if patch.edits:
                    bounds.refuse_overgrown(patch.edits, len(document.text), run.size)
                    document = document.edited(patch)
                    run.steps.append(patch)
                    odd, now = document.odd, now + 1
                else:
                    quiet[step] = now
            if now == version:
                return document
        if rounds > 1:
            ids = ", ".join(sorted({r for patch in run.steps[-len(steps) :] for e in patch for r in e.rules}))
            run.warnings.append(f"rules that undo each other were stopped after {rounds} rounds: {ids}")
        return document


class _Step:
    """One rule of any stage but chrome."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._holds = INVARIANTS[rule.stage]
        self._signature = (rule.id,)
        self._drop = getattr(rule.finder, "drop", None)
        self.needs: frozenset[str] | None = getattr(rule.finder, "needs", None)
        self._gate: Callable[[Document], object] | None = getattr(rule.finder, "gate", None)
        self._local: bool = getattr(rule.finder, "local", False)
        self._bound = rule.stage != Stage.encoding and not getattr(rule.finder, "unbound", False)

    def sleeps(self, document: Document, run: Run) -> bool:
        """Whether it is certain, at little cost, that there is nothing to propose."""
        if self._gate is not None:
            known = run.known.get(self._gate)
            looked_at = document if known is None else document.fresh(known)
            if looked_at.text and looked_at.once(self._gate):
                run.known.pop(self._gate, None)
                return False
            run.known[self._gate] = document.distinct
            return True
        if self._local and (known := run.known.get(self)) is not None and not document.once(_blocks):
            fresh = document.fresh(known)
            return not fresh.text or next(iter(self._rule.find(fresh)), None) is None
        return False

    def propose(self, document: Document, run: Run) -> Patch:
        if self._drop is not None:
            run.drop = run.drop or self._drop(document)
        rule, text, holds, signature = self._rule, document.text, self._holds, self._signature
        edits: list[Edit] = []
        at = 0
        for start, end, new, _ in rule.find(document):
            removed = text[start:end]
            if removed == new:
                continue
            if start < at or end < start or end > len(text) or not holds(removed, new):
                run.warnings.append(f"rule {rule.id} broke its promise at {removed[:40]!r} and lost its edits")
                return Patch()
            if start == end and ((document.begun and end == 0) or (document.inside and end == len(text))):
                continue
            edits.append(Edit(start, end, new, signature))
            at = end
        if self._local and not edits:
            run.known[self] = document.distinct
        if edits and self._bound:
            edits = _allowed(edits, document, rule.stage)
        return Patch(edits)


class _ChromeStep:
    """Rules of the chrome stage at once, on the same document."""

    needs: frozenset[str] | None = None

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._anchored = [rule for rule in rules if isinstance(rule.finder, Anchored)]
        self._viewing = all(getattr(rule.finder, "viewing", False) for rule in rules)
        self._others = [rule for rule in rules if not isinstance(rule.finder, Anchored)]
        self._anchors = Anchors([rule.finder for rule in self._anchored if isinstance(rule.finder, Anchored)])

    def sleeps(self, document: Document, run: Run) -> bool:
        """Whether all finders see what they saw when they last had nothing to propose."""
        seen = run.views.get(self) if self._viewing else None
        return seen is not None and seen == list(filter(None, document.views))

    def propose(self, document: Document, run: Run) -> Patch:
        patch = self._propose(document, run)
        if patch.edits:
            run.views.pop(self, None)
        else:
            run.views[self] = list(filter(None, document.views))
        return patch

    def _propose(self, document: Document, run: Run) -> Patch:
        found: list[tuple[Rule, Iterable[int]]] = []
        for number, dropped in self._anchors.find(document).items():
            found.append((self._anchored[number], dropped))
        document.labelled = frozenset(line for rule, dropped in found if rule.shipped for line in dropped)
        for rule in self._others:
            if edits := list(rule.find(document)):
                if (lines := seams.whole_lines(document, edits)) is None:
                    run.warnings.append(f"rule {rule.id} broke its promise to drop whole lines and lost its edits")
                else:
                    found.append((rule, lines))
        if not found:
            return Patch()
        blocks = document.once(_blocks)
        by_pack: dict[str, set[int]] = defaultdict(set)
        by_rule: list[tuple[Rule, list[int]]] = []
        parts = {0} if document.begun else set()
        parts |= {len(document.texts) - 1} if document.inside else set()
        for rule, chosen in found:
            chosen = set(chosen) - parts if parts else chosen
            kept = seams.unprotected(document, sorted(chosen), blocks)
            by_rule.append((rule, kept))
            if rule.risk < Risk.high and not getattr(rule.finder, "verbatim", False):
                by_pack[rule.pack].update(kept)
        over = budget.over_budget(document, by_pack, run.prose_taken)
        for pack in over:
            run.warnings.append(f"pack {pack} would have taken over a third of the prose and lost its edits")
        going: seams.Dropped = {}
        for rule, kept in by_rule:
            if rule.pack not in over:
                for line in kept:
                    going[line] = (*going.get(line, ()), rule.id)
        return Patch(seams.close(document, going))


def _blocks(document: Document) -> tuple[protect.Span, ...]:
    return protect.blocks(document.text, first=document.first)


def _allowed(edits: list[Edit], document: Document, stage: Stage) -> list[Edit]:
    """The edits that touch no protected span."""
    blocks = document.once(_blocks)
    if blocks:
        ends = [end for _, end in blocks]
        edits = [e for e in edits if not _hits(blocks, ends, e)]
    if stage not in _INLINE_BOUND:
        return edits
    return list(_clear_of_inline(edits, document))


def _hits(spans: Sequence[protect.Span], ends: list[int], edit: Edit) -> bool:
    i = bisect_left(ends, edit.start + 1)
    return i < len(spans) and spans[i][0] < max(edit.end, edit.start + 1)


def _clear_of_inline(edits: Iterable[Edit], document: Document) -> Iterator[Edit]:
    texts, starts = document.texts, document.starts
    at = -1
    spans: tuple[protect.Span, ...] = ()
    ends: list[int] = []
    for edit in edits:
        for index in range(document.line_at(edit.start), min(document.line_at(edit.end) + 1, len(texts))):
            if index != at:
                at, spans = index, protect.inline(texts[index])
                ends = [end for _, end in spans]
            i = bisect_right(ends, edit.start - starts[index])
            if i < len(spans) and spans[i][0] < edit.end - starts[index]:
                break
        else:
            yield edit
