"""One callable for ``datasets.Dataset.map`` (batched or not, any ``num_proc``) and for frames of pandas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cleantext.cleaner import Cleaner


class CleanField:
    """Cleans one field of a record, or of a batch: what is called with a mapping returns the columns that are new.

    Parameters behind ``field`` are those of :class:`cleantext.Cleaner`, and the names of fields for the text as it was
    and for how many edits each rule made (as JSON). What is no string (None, NaN) stays; a document that the profile
    drops becomes None. It can be pickled, and has the same pickle for the same parameters: ``map`` finds its cache
    again.

    >>> CleanField("text")({"id": 7, "text": "It  rains."})
    {'text': 'It rains.'}
    >>> CleanField("text", keep_original="raw")({"text": ["It  rains.", None]})
    {'text': ['It rains.', None], 'raw': ['It  rains.', None]}
    """

    def __init__(
        self,
        field: str = "text",
        *,
        keep_original: str = "",
        stats_field: str = "",
        profile: str | None = None,
        select: Sequence[str] | None = None,
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
        risk: str | None = None,
        packs: Sequence[str] = (),
    ) -> None:
        self.field = field
        self.keep_original = keep_original
        self.stats_field = stats_field
        self.cleaner = Cleaner(
            profile, select=select, ignore=ignore, extend_select=extend_select, risk=risk, packs=packs
        )

    def __call__(self, record: Any) -> dict[str, Any]:
        value = record[self.field]
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return self._cleaned(value)
        columns: dict[str, list[Any]] = {name: [] for name in self._cleaned(None)}
        for text in value:
            for name, new in self._cleaned(text).items():
                columns[name].append(new)
        return columns

    def _cleaned(self, text: Any) -> dict[str, Any]:
        made = {self.field: text}
        if self.keep_original:
            made[self.keep_original] = text
        if self.stats_field:
            made[self.stats_field] = "{}"
        if isinstance(text, str):
            cleaning = self.cleaner.clean(text)
            made[self.field] = None if cleaning.drop else cleaning.text
            if self.stats_field:
                made[self.stats_field] = json.dumps(cleaning.stats)
        return made
