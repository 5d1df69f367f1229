"""Reviews of the App Store as its feed gives them in JSON, the first entry of which may be the app itself."""

from dataclasses import replace
from typing import ClassVar

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.readers.json_files import read_json
from interestlab.corpus.readers.raw import RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_RATING = "im:rating"


class AppStore:
    """The feed of customer reviews of one app in one country."""

    info: ClassVar[ImporterInfo] = ImporterInfo("appstore", "App Store reviews")

    def recognise(self, glimpse: Glimpse) -> float:
        text = glimpse.text
        is_feed = glimpse.kind == "json" and text.lstrip().startswith("{") and '"feed"' in text[:200]
        return 1.0 if is_feed and '"entry"' in text and f'"{_RATING}"' in text and '"label"' in text else 0.0

    def read(self, source: Source) -> Imported:
        table = read_json(source)
        frame = table.frame
        if _RATING not in frame.columns or "content" not in frame.columns:
            raise UnreadableFile(f"“{source.name}” holds no reviews of the App Store: none of its entries has a rating.")
        rated = frame[_RATING].notna().to_numpy(bool)
        others = tuple(
            RefusedRow(int(table.lines[row]), "the app itself, not a review of it", str(frame["title"].iloc[row]))
            for row in np.flatnonzero(~rated)
            if "title" in frame.columns
        )
        frame = frame[rated].reset_index(drop=True)
        roles = Roles(
            tuple(name for name in ("title", "content") if name in frame.columns),
            user="author.name" if "author.name" in frame.columns else None,
            time="updated" if "updated" in frame.columns else None,
            item="id" if "id" in frame.columns else None,
            value=_RATING,
        )
        refused = (*table.refused, *others)
        return Imported(replace(table, frame=frame, lines=table.lines[rated], refused=refused, roles=roles))
