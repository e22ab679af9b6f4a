"""The cleaner: a compiled choice of rules, and what it makes of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from cleantext import windows
from cleantext.chain import Chain
from cleantext.document import Document
from cleantext.edits import Edit, Patch
from cleantext.ends import Ends
from cleantext.profiles import Settings, rules_of
from cleantext.rule import Rule
from cleantext.windows import Window

NEWLINES = "space.newlines"
"""The rule whose edits lie in the line ends themselves, which other rules never see."""


class Cleaning:
    """A text before and after, and the patch between them.

    ``drop`` is the reason why a corpus should leave the whole document out (None for nearly all rules);
    ``warnings`` are lines for a person. Offsets count code points of ``before``.
    """

    def __init__(
        self,
        before: str,
        after: str,
        warnings: Sequence[str] = (),
        drop: str | None = None,
        steps: Sequence[Patch] = (),
        ends: Ends | None = None,
        newlines: bool = False,
        windows: Sequence[Cleaning] = (),
        window: Window | None = None,
    ) -> None:
        self.before = before
        self.after = after
        self.warnings = list(warnings)
        self.drop = drop
        self.steps = steps
        """The patches that were made one after the other, of the text with LF line ends."""
        self.window = window or Window(before)
        self._ends = ends
        self._newlines = newlines
        self._windows = windows

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.after

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def windows(self) -> Sequence[Cleaning]:
        """The cleanings of the windows of a long text, in order; of another one, itself."""
        return self._windows or (self,)

    @cached_property
    def patch(self) -> Patch:
        """Signed edits from ``before`` to ``after``, composed of the steps when somebody asks.

        >>> cleaning = Cleaner(select=["space.no-break"]).clean("a\\u00a0b")
        >>> cleaning.patch
        Patch([Edit(start=1, end=2, new=' ', rules=('space.no-break',))])
        """
        if self._windows:
            edits: list[Edit] = []
            offset = 0
            for part in self._windows:
                edits += (Edit(start + offset, end + offset, new, rules) for start, end, new, rules in part.patch)
                offset += len(part.before)
            return Patch(edits)
        patch = Patch.chain(self.steps)
        if self._ends is not None:
            if self._newlines:
                patch = self._ends.to_newlines(self.before, NEWLINES).compose(self._ends.marked(patch))
            else:
                patch = self._ends.restore(patch)
        return patch.without_noops(self.before)

    @cached_property
    def stats(self) -> dict[str, int]:
        """How many edits of the patch each rule signed, by rule id."""
        return dict(sorted(Counter(rule for edit in self.patch for rule in edit.rules).items()))


class Cleaner:
    """A compiled profile: ``Cleaner(profile="web").clean(text)``.

    Parameters are those of the command line: ``select``, ``ignore`` and ``extend_select`` take families or
    full rule ids, ``risk`` is none, low or high, ``packs`` are paths of pack files, ``options`` maps a family
    or rule id to its options. A cleaner can be pickled and used by many threads; of a text it remembers short
    lines at most, to know them again.

    Raises ConfigError for a choice that makes no sense, and PatternTimeout from ``clean`` when a user's
    pattern runs out of its time.

    >>> Cleaner().clean("Share this article\\n\\nThe ferry\\u00a0sails at noon.\\n").text
    'The ferry sails at noon.\\n'
    """

    def __init__(
        self,
        profile: str | None = None,
        *,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
        risk: str | None = None,
        packs: Sequence[str] = (),
        options: Mapping[str, Mapping[str, object]] | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.settings = settings or Settings(
            profile=profile or "web",
            select=None if select is None else tuple(select),
            ignore=tuple(ignore),
            extend_select=tuple(extend_select),
            risk=risk,
            packs=tuple(packs),
            options=options or {},
        )
        self._chain = Chain(rules_of(self.settings))
        self._newlines = any(rule.id == NEWLINES for rule in self.rules)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the order in which they act."""
        return self._chain.rules

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.settings,))

    def clean(self, text: str) -> Cleaning:
        """Clean one document, as decoded: line ends and a byte order mark are kept.

        Text of more than 8 Mi code points is cleaned in windows (see :mod:`cleantext.windows`).
        """
        parts = list(self.stream([text]))
        if len(parts) == 1:
            return parts[0]
        warnings = list(dict.fromkeys(warning for part in parts for warning in part.warnings))
        drop = next((part.drop for part in parts if part.drop), None)
        return Cleaning(text, "".join(part.after for part in parts), warnings, drop, windows=parts)

    def stream(self, chunks: Iterable[str]) -> Iterator[Cleaning]:
        """Clean a document that arrives in chunks, however it is cut into them; one cleaning a window, in order.

        Their texts together are what ``clean`` makes of the chunks together. No more than 8 Mi code points are held
        before the first cleaning, nor more than a few windows after it.
        """
        return map(self._clean, windows.cut(chunks))

    def _clean(self, window: Window) -> Cleaning:
        text = window.text
        unified, ends = Ends.unify(text, first=window.first)
        plain = not ends.bom and unified is text
        cleaned, run = self._chain.run(
            Document(unified, first=window.first, last=window.last, begun=window.begun, inside=window.inside)
        )
        if not run.steps and not (self._newlines and not plain):
            whole = text + window.blanks
            return Cleaning(whole, whole, run.warnings, run.drop, window=window)
        newlines, ends_of = self._newlines, None if plain else ends
        cleaning = Cleaning(text, cleaned.text, run.warnings, run.drop, run.steps, ends_of, newlines, (), window)
        if not plain:
            cleaning.after = cleaning.patch.apply(text)
        cleaning.before += window.blanks
        cleaning.after += window.blanks
        return cleaning

    def clean_lines(self, text: str) -> Cleaning:
        """Clean every line as a document of its own; there are as many lines afterwards as before."""
        lines = text.split("\n")
        cleanings = [self.clean(line) for line in lines]
        after = "\n".join(c.text for c in cleanings)
        whole = Cleaning(text, after, list(dict.fromkeys(w for c in cleanings for w in c.warnings)))
        edits: list[Edit] = []
        at = 0
        for line, cleaning in zip(lines, cleanings, strict=True):
            edits += (Edit(a + at, b + at, new, rules) for a, b, new, rules in cleaning.patch)
            at += len(line) + 1
        whole.__dict__["patch"] = Patch(edits)
        return whole


def accepted(cleaning: Cleaning, patch: Patch) -> Cleaning:
    """The cleaning that makes only ``patch``, a part of its own one."""
    part = Cleaning(cleaning.before, patch.apply(cleaning.before), cleaning.warnings, cleaning.drop)
    part.__dict__["patch"] = patch
    return part


def _rebuilt(settings: Settings) -> Cleaner:
    return Cleaner(settings=settings)


def clean(text: str, profile: str = "web") -> str:
    """The cleaned text, for those who need nothing else.

    >>> clean("It\\u2019s  late.")
    "It's late."
    """
    return Cleaner(profile).clean(text).text
