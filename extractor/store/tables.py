"""Names of tables in the order of their dependence, and the columns of documents that a record fills."""

from __future__ import annotations

COLUMNS: tuple[str, ...] = (
    *("key", "id", "source", "record_id", "title", "published", "authors", "publisher", "url"),
    *("dateline", "tags", "encoding", "fingerprint", "warnings", "verbatim", "text"),
)  # of documents, as to_rows gives them
LISTS: tuple[str, ...] = (
    *("zones", "page_tables", "cells", "entities", "abbreviations", "references", "roles", "facts", "comparisons"),
    *("statements", "citations", "checks", "check_facts"),
)  # what hangs on a document, parents first
CHILDREN = (*LISTS, "signatures")
CONTENT = ("documents", "sources", "links", *CHILDREN, "bands", "failures")  # all but runs and pending
