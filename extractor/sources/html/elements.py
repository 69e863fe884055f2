"""What browsers do with the elements of a page, by name."""

from __future__ import annotations

VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
RAW = frozenset(  # their content is no markup, and is not shown; a title and a script are looked at for what they tell
    "script style title textarea noscript template iframe noembed noframes xmp select svg math video audio canvas"
    " datalist".split()
)
UNSHOWN = frozenset("rp dialog".split())
BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre"
    " search section summary table tbody td tfoot th thead tr ul".split()
)
PICTURES = frozenset("img video iframe object embed picture canvas audio amp-img amp-video amp-iframe amp-youtube amp-carousel".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
CELLS = frozenset(("td", "th"))
# A start tag → what it ends, if that is open, and where the search for it stops.
ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset("ul ol menu dir table td th".split())),
    "dt": (frozenset(("dt", "dd")), frozenset("dl table td th".split())),
    "dd": (frozenset(("dt", "dd")), frozenset("dl table td th".split())),
    "option": (frozenset(("option",)), frozenset(("select",))),
    "tr": (frozenset(("tr", "caption", "colgroup")), frozenset(("table",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    **{
        name: (frozenset(("thead", "tbody", "tfoot", "caption", "colgroup")), frozenset(("table",)))
        for name in ("thead", "tbody", "tfoot")
    },
}
ENDS_P = BLOCK - {"caption", "td", "th", "tr", "tbody", "thead", "tfoot", "body", "html", "option", "optgroup", "legend"}
P_SCOPE = frozenset("table td th caption html button object".split())
SCOPE = frozenset("table td th caption html object".split())  # an end tag ends nothing beyond these
TABLE_PARTS = frozenset("table tr td th tbody thead tfoot caption".split())
