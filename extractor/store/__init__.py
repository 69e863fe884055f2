"""The store: one SQLite file of annotated documents, good to query by hand and to open in Datasette.

>>> from extractor.store import Store
>>> with Store("archive.db") as store:
...     facts = store.query("SELECT indicator, value, unit FROM facts_flat WHERE place = ?", ["tỉnh Bắc Ninh"])
...     print([tuple(fact) for fact in facts])
"""

from __future__ import annotations

from extractor.store.errors import StoreError
from extractor.store.keys import document_key, natural_order, record_key
from extractor.store.rows import Record, Row, Rows, to_rows
from extractor.store.search import Hit
from extractor.store.store import Run, Store
from extractor.store.writing import Failure

__all__ = [
    "Failure",
    "Hit",
    "Record",
    "Row",
    "Rows",
    "Run",
    "Store",
    "StoreError",
    "document_key",
    "natural_order",
    "record_key",
    "to_rows",
]
