"""What a short form stands for: of the mentions that it can mean, or none of them, the likeliest by a log-linear model.

What a form can mean is a row of references.tsv: a person of a gender, a place of a type, a body or work by its head.
How each candidate stands to the form (distance, order, how often and how it is told) and the form alone (for none) are
features with a weight in models/references.tsv, added up; ``models/train_references.py`` learns the weights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp

from extractor.data import data_path, read_table
from extractor.entities.fitting import fit_head, fit_place, is_of_level
from extractor.entities.forms import Form, describe_best, describe_none
from extractor.entities.kinds import name_kind
from extractor.entities.profiles import Profiles
from extractor.model import Doc, Entity
from extractor.text import split_words

AHEAD = 1000  # characters: how far a headline's short form may stand before its mention
BEHIND, FIRST = 80, 12  # mentions looked at: right before the form, and from the article's start
LEAST = 0.2  # share of the likeliest candidate under which the form stays open
TIERS = {"called": 0, "head": 0, "link": 0, "gender": 1, "kind": 1, "unit": 2, "bare": 2, "open": 2}
FIRMS = frozenset({"công ty", "hãng", "kind:bank", "kind:company", "ngân hàng", "tập đoàn"})
CULPRITS = frozenset({
    "bị can", "bị cáo", "hung thủ", "kẻ cướp", "kẻ giết người", "kẻ sát nhân", "kẻ tấn công", "nghi can", "nghi phạm",
    "nữ nghi phạm", "tên cướp", "thủ phạm", "đối tượng",
})  # fmt: skip
VICTIMS = frozenset({"bị hại", "nạn nhân", "người bị hại", "nữ nạn nhân"})
BEARERS = frozenset({"vị", "nữ", "nam", "cựu"})  # before a title these tell of its bearer: vị | giám đốc
REASONS = 3  # features that an answer names
SIDES = ((0, "same"), (1, "1"), (2, "2"), (5, "5"), (12, "12"))  # sentences apart


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The shipped weight of each feature."""
    return {row["feature"]: float(row["weight"]) for row in read_table(data_path("models", "references.tsv"))}


class Antecedents:
    """The candidates of one article."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        self._doc = doc
        self._named = [m for m in mentions if m.label in ("PERSON", "ORG", "LOC")]
        self._starts = [m.start for m in self._named]
        self._sentences = [s.start for s in doc.sentences]
        self._wholes = _find_wholes(self._named)
        self._profiles = Profiles(doc, self._named, [m.end for m in mentions if m.label == "POSITION"])

    def find(self, form: Form, weights: Mapping[str, float] | None = None) -> tuple[Entity, str] | None:
        """(mention, why) that the form means; None where none is likely enough."""
        weights = load_weights() if weights is None else weights
        candidates, of_none = self.weigh(form)
        scored = [(sum(weights.get(f, 0.0) for f in features), m, features) for m, features in candidates]
        if not scored:
            return None
        best, mention, features = max(scored, key=lambda one: one[0])
        none = sum(weights.get(f, 0.0) for f in of_none)
        share = 1 / (exp(none - best) + sum(exp(score - best) for score, *_ in scored))
        if share < LEAST:
            return None
        told = sorted((f for f in features if weights.get(f, 0.0) > 0), key=lambda f: -weights[f])[:REASONS]
        return mention, f"{mention.text}: {', '.join(told) or 'the only one'} ({share:.2f})"

    def weigh(self, form: Form) -> tuple[list[tuple[Entity, list[str]]], list[str]]:
        """The mentions that the form can mean, one of each cluster, with how they stand to it; and what speaks for none
        of them."""
        told = self._collect(form, self._before(form))
        ahead = self._collect(form, (m for m in self._ahead(form) if m.cluster not in told))
        both = [*told.values(), *ahead.values()]
        most = max((self._profiles.count(m.cluster) for m, _ in both), default=0)
        ranks = [*range(len(told)), *range(len(ahead))]
        best = min((fit for _, fit in both), key=TIERS.__getitem__, default="nothing")
        found = [
            (
                m,
                [
                    *self._relate(form, m, fit, rank, most=most, only=len(both) == 1),
                    *_beaten(form, fit, TIERS.get(best, 0)),
                ],
            )
            for rank, (m, fit) in zip(ranks, both, strict=True)
        ]
        return found, [*describe_none(form), *describe_best(form, best)]

    def _collect(self, form: Form, mentions: Iterable[Entity]) -> dict[str, tuple[Entity, str]]:
        """The first mention of each cluster that the form fits, and how."""
        found: dict[str, tuple[Entity, str]] = {}
        for m in mentions:
            if m.cluster not in found and (fit := self._fit(form, m)):
                found[m.cluster] = m, fit
        return found

    def _before(self, form: Form) -> Iterator[Entity]:
        """The mentions before the form, the nearest first; of a long article only the near ones and the first."""
        last = bisect_right(self._starts, form.start)
        reached = max(0, last - BEHIND)
        for m in (*reversed(self._named[reached:last]), *self._named[: min(FIRST, reached)]):
            if m.end <= form.start and self._stands_alone(form, m):
                yield m

    def _stands_alone(self, form: Form, m: Entity) -> bool:
        """Whether it is not told only for another that the form can mean: a body in that one's name (Cơ quan điều tra
        [Công an tỉnh A]), or a unit that tells where a smaller one is (xã A, [huyện B])."""
        if form.value == "any" and form.kind == "place" and self._profiles.chain(m) == "later":
            return False
        whole = self._wholes.get(m.start)
        return whole is None or m is whole or not self._fit(form, whole)

    def _ahead(self, form: Form) -> Iterator[Entity]:
        """The mentions behind a form in the article's first lines, or behind one that is called by what it is."""
        if form.start > AHEAD and form.kind != "titled":
            return
        last = bisect_right(self._starts, form.start)
        for m in self._named[last : last + BEHIND]:
            if m.start - form.start > AHEAD:
                return
            if m.start >= form.end:
                yield m

    def _fit(self, form: Form, m: Entity) -> str:
        """How well the form's words fit the mention: "" where they cannot mean it."""
        if form.clusters:
            return "head" if m.cluster in form.clusters else ""
        if form.kind in ("person", "titled"):
            return self._fit_person(form, m) if m.label == "PERSON" else ""
        if form.kind == "place":
            return fit_place(form.value, m) if m.label == "LOC" else ""
        if m.label == "PERSON" or (form.level and not is_of_level(form.level, m)):
            return ""
        if fit := fit_head(form.value, m.name, bare=form.kind == "body" and m.label == "ORG"):
            return fit
        if form.kind == "body" and m.label == "LOC" and (m.link or not _is_firm(form.value)):
            return ""  # a place is no body, whatever stands before it; a firm may be taken for one
        return "called" if self._profiles.is_called(m.cluster, split_words(form.rule)) else ""

    def _fit_person(self, form: Form, m: Entity) -> str:
        gender = self._profiles.gender(m.cluster)
        if form.value != "any" and gender and gender != form.value:
            return ""
        words = split_words(form.rule)
        if self._is_opposed(form, m):
            return ""
        told = (words, words[words[0] in BEARERS :]) if form.kind == "titled" else (words[:1],)
        if any(self._profiles.is_called(m.cluster, one) for one in told if one):
            return "called"
        return "gender" if gender and form.value == gender else "open"

    def _is_opposed(self, form: Form, m: Entity) -> bool:
        """Whether the article calls the person a victim and the form a culprit, or the other way round."""
        for own, other in ((CULPRITS, VICTIMS), (VICTIMS, CULPRITS)):
            if form.rule in own:
                return any(self._profiles.is_called(m.cluster, split_words(word)) for word in other)
        return False

    def _relate(self, form: Form, m: Entity, fit: str, rank: int, *, most: int, only: bool) -> Iterator[str]:
        """How a candidate stands to the form, each feature also with the form's kind."""
        alone = (f"only+{fit}",) if only else ()
        for feature in (*alone, *self._stand(form, m, fit, rank), *self._weigh(m, form, most=most)):
            yield feature
            yield f"{form.kind}:{feature}"
        for feature in (fit, *self._describe(form, m)):
            yield f"rule={form.rule}+{feature}"

    def _stand(self, form: Form, m: Entity, fit: str, rank: int) -> Iterator[str]:
        """Where a candidate is told, from the form on, and how it fits."""
        apart = form.sentence - (bisect_right(self._sentences, m.start) - 1)
        side = next((name for edge, name in SIDES if abs(apart) <= edge), "far")
        same = "same" if apart == 0 else "apart"
        where = f"{'ahead' if m.start > form.start else 'at'}-{side}"
        order = ("last", "second", "third")[rank] if rank < 3 else "older"
        yield from (where, fit, f"{fit}+{where}", order, f"{order}+{same}")
        if form.pointed:
            yield from (f"pointed+{where}", f"pointed+{order}")
        opens = self._profiles.opens(m)
        if opens:
            yield from ("opens", f"opens+{same}", f"opens+{side}")
        if m.label != "LOC" and self._profiles.speaks(m):
            yield from ("speaks", f"speaks+{same}")
        if form.kind == "person":
            yield f"{form.before}+{order}"
            if form.before == "EDGE":
                yield f"edge+{'opens' if opens else 'inside'}-{side}"

    def _weigh(self, m: Entity, form: Form, *, most: int) -> Iterator[str]:
        """How much the article tells of a candidate, and what."""
        count = self._profiles.count(m.cluster)
        yield f"told-{count if count < 4 else 'often'}"
        if count == most:
            yield "most"
        if m.label != "ORG" and self._profiles.is_nested(m):
            yield "nested"
        if form.place:
            yield f"place-{self._profiles.is_of(m.cluster, form.place)}"
        if form.cues:
            yield "cue" if self._profiles.tells(m.cluster, form.cues) else "no-cue"
        if self._profiles.in_headline(m.cluster):
            yield "headline"
        yield from self._describe(form, m)

    def _describe(self, form: Form, m: Entity) -> Iterator[str]:
        """What a candidate is; of a place of any kind ("địa phương") also its level, and where in a chain it stands."""
        if m.label == "PERSON":
            yield from self._profiles.describe(m.cluster)
        elif m.label == "ORG":
            yield f"org={name_kind(m.name)}"
        if form.kind == "place":
            yield f"type={m.link.type if m.link else 'none'}"
            yield f"chain={self._profiles.chain(m)}"
            if form.value == "any":
                yield from (f"any-chain={self._profiles.chain(m)}", f"any-level={m.link.id[0] if m.link else 'none'}")


def _is_firm(value: str) -> bool:
    """Whether the words of a row are those for a firm alone: hãng, but not chủ đầu tư | cầu A."""
    means = value.split("|")
    return "kind:any" not in means and not FIRMS.isdisjoint(means)


def _beaten(form: Form, fit: str, best: int) -> Iterator[str]:
    """That another candidate fits better."""
    if TIERS[fit] > best:
        yield "beaten"
        yield f"{form.kind}:beaten"
        yield f"beaten-{fit}"


def _find_wholes(named: Sequence[Entity]) -> dict[int, Entity]:
    """Where a body is told in the name of another: that one, by where the inner one starts."""
    found: dict[int, Entity] = {}
    whole: Entity | None = None
    for m in named:
        if m.label == "ORG":
            if whole and m.end <= whole.end and m.start > whole.start:
                found[m.start] = whole
            elif whole is None or m.end > whole.end:
                whole = m
    return found
