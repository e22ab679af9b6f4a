"""What is done to one input: read, cleaned, and brought to the destinations that are near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext import files, streams
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.cli.destinations import Destination
from cleantext.cli.inputs import HTML_NOTE, is_stream, name_of, opened, read
from cleantext.cli.request import Request
from cleantext.errors import CleantextError, FileError
from cleantext.typed import TYPE_CHECKING, NamedTuple
from cleantext.walk import Missing

if TYPE_CHECKING:
    from cleantext.cli.inputs import Item


class Part(NamedTuple):
    """A cleaning, of a whole input or of a window of a long one."""

    source: files.Source
    cleaning: Cleaning


class Outcome(NamedTuple):
    """What became of an input. ``parts`` are what destinations that are not near have still to be given."""

    name: str
    changed: bool = False
    warnings: tuple[str, ...] = ()
    error: str = ""
    binary: bool = False
    parts: tuple[Part, ...] = ()


class Work:
    """Does it for one input after the other; ``keeps``: the cleanings go into the outcome."""

    def __init__(self, request: Request, near: Sequence[Destination], *, keeps: bool) -> None:
        self._request = request
        self._near = near
        self.keeps = keeps
        self._cleaners = {request.settings: Cleaner(settings=request.settings)}

    def __call__(self, item: Item) -> Outcome:
        name = name_of(item, self._request)
        warnings: dict[str, None] = {}
        parts: list[Part] = []
        changed = False
        try:
            for part in self._parts(item, name):
                if part.cleaning.window.first and self._is_page(part.source.text):
                    warnings[HTML_NOTE] = None
                warnings.update(dict.fromkeys(part.cleaning.warnings))
                for target in self._near:
                    target.take(name, *part, self.cleaner(name))
                changed = changed or part.cleaning.changed
                if self.keeps:
                    parts.append(part)
        except CleantextError as error:
            return Outcome(name, False, tuple(warnings), str(error), isinstance(error, files.Binary))
        return Outcome(name, changed, tuple(warnings), parts=tuple(parts))

    def cleaner(self, name: str) -> Cleaner:
        """The cleaner with the settings for a file of this name."""
        settings = self._request.settings.for_file(name)
        return self._cleaners.get(settings) or self._cleaners.setdefault(settings, Cleaner(settings=settings))

    def _parts(self, item: Item, name: str) -> Iterator[Part]:
        request, cleaner = self._request, self.cleaner(name)
        if isinstance(item, Missing):
            raise FileError(item.reason)
        if not request.streams or (not isinstance(item, str) and not is_stream(item, request.in_place)):
            whole = read(item, request)
            yield Part(whole, (cleaner.clean_lines if request.lines else cleaner.clean)(whole.text))
            return
        with opened(item) as file:
            source = streams.begin(item, file, request.encoding)
            if isinstance(source, files.Source):
                yield Part(source, cleaner.clean(source.text))
                return
            for cleaning in cleaner.stream(source.chunks()):
                yield Part(source.part(cleaning.before), cleaning)

    def _is_page(self, text: str) -> bool:
        if self._request.html or "<" not in text[:2000]:
            return False
        from cleantext import html

        return html.looks_like_html(text)
