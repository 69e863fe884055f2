"""The spaCy component finds its factory by entry point and sets entities on spaCy's own tokens."""

from __future__ import annotations

import spacy


def test_component_sets_ents_and_the_extension() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("vnfacts", config={"published": "2021-01-29"})
    doc = nlp("Huyện Mai Sơn có 12 xã đạt chuẩn.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Huyện Mai Sơn", "LOC"), ("12 xã", "QUANTITY")]
    assert doc._.vnfacts.facts[0].amount.value == 12
