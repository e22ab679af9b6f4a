"""A step for datatrove pipelines (extra ``datatrove``): reader, CleanText, writer, on any of its executors.

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from cleantext.corpus.datatrove import CleanText

LocalPipelineExecutor([JsonlReader("pages"), CleanText(), JsonlWriter("clean")], tasks=8, workers=2).run()
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

try:
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep
except ImportError as error:
    from cleantext.errors import MissingExtra

    raise MissingExtra("this needs the extra: pip install 'cleantext-cli[datatrove]'") from error

from cleantext.cleaner import Cleaner, Cleaning
from cleantext.corpus.job import Reject
from cleantext.corpus.work import clean
from cleantext.profiles import Settings


class CleanText(PipelineStep):  # type: ignore[misc]
    """Cleans the text of each document.

    Parameters are those of :class:`cleantext.Cleaner`; ``keep_original`` and ``stats_field`` name entries of a
    document's metadata that get the text as it was, and how many edits each rule made. Documents that a profile drops,
    or that cannot be cleaned, go to ``exclusion_writer`` with the reason in their metadata (``cleantext_reason``),
    and no further. The statistics hold a count for each rule.
    """

    type = "CLEANER"
    name = "cleantext"

    def __init__(
        self,
        profile: str = "web",
        *,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
        risk: str | None = None,
        packs: Sequence[str] = (),
        settings: Settings | None = None,
        keep_original: str = "",
        stats_field: str = "",
        exclusion_writer: Any = None,
    ) -> None:
        super().__init__()
        self.cleaner = Cleaner(
            profile, select=select, ignore=ignore, extend_select=extend_select, risk=risk, packs=packs,
            settings=settings,
        )  # fmt: skip
        self.keep_original = keep_original
        self.stats_field = stats_field
        self.exclusion_writer = exclusion_writer

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean each document of ``data``."""
        try:
            for document in data or ():
                yield from self.take(document, rank)
        finally:
            if self.exclusion_writer is not None:
                self.exclusion_writer.close()

    def take(self, document: Document, rank: int) -> Iterator[Document]:
        """The cleaned document, or none."""
        self.stat_update("documents")
        began = time.thread_time()
        try:
            with self.track_time():
                cleaning = clean(self.cleaner, document.text)
        except Reject as error:
            yield from self.leave_out(document, str(error), rank)
            return
        if cleaning.drop:
            yield from self.leave_out(document, f"dropped: {cleaning.drop}", rank)
            return
        self.count(document, cleaning, time.thread_time() - began)
        document.text = cleaning.text
        if self.keep_original:
            document.metadata[self.keep_original] = cleaning.before
        if self.stats_field:
            document.metadata[self.stats_field] = cleaning.stats
        yield document

    def count(self, document: Document, cleaning: Cleaning, seconds: float) -> None:
        """Add a cleaning to the statistics."""
        if cleaning.changed:
            self.stat_update("changed")
            self.stat_update("characters_removed", value=len(cleaning.before) - len(cleaning.text))
            for rule, edits in cleaning.stats.items():
                self.stat_update(rule, value=edits)

    def leave_out(self, document: Document, reason: str, rank: int) -> Iterator[Document]:
        """What goes on of a document that is left out: nothing."""
        self.stat_update("left_out")
        if self.exclusion_writer is not None:
            document.metadata["cleantext_reason"] = reason
            self.exclusion_writer.write(document, rank)
        return iter(())
