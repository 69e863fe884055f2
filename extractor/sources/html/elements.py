"""What browsers do with the elements of a page, by name."""

from __future__ import annotations


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _set("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
RAW = _set(  # their content is no markup, and is not shown; a title and a script are looked at for what they tell
    "script style title textarea noscript template iframe noembed noframes xmp select svg math video audio canvas"
    " datalist"
)
UNSHOWN = _set("rp dialog")
BLOCK = _set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre"
    " search section summary table tbody td tfoot th thead tr ul"
)
PICTURES = _set(
    "img video iframe object embed picture canvas audio amp-img amp-video amp-iframe amp-youtube amp-carousel"
)
HEADINGS = _set("h1 h2 h3 h4 h5 h6")
CELLS = _set("td th")
# A start tag → what it ends, if that is open, and where the search for it stops.
ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_set("li"), _set("ul ol menu dir table td th")),
    "dt": (_set("dt dd"), _set("dl table td th")),
    "dd": (_set("dt dd"), _set("dl table td th")),
    "option": (_set("option"), _set("select")),
    "tr": (_set("tr caption colgroup"), _set("table")),
    "td": (CELLS, _set("tr table")),
    "th": (CELLS, _set("tr table")),
    **{name: (_set("thead tbody tfoot caption colgroup"), _set("table")) for name in ("thead", "tbody", "tfoot")},
}
ENDS_P = BLOCK - _set("caption td th tr tbody thead tfoot body html option optgroup legend")
P_SCOPE = _set("table td th caption html button object")
SCOPE = _set("table td th caption html object")  # an end tag ends nothing beyond these
TABLE_PARTS = _set("table tr td th tbody thead tfoot caption")
