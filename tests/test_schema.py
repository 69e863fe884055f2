"""The record of a hand-made document, key by key."""

from __future__ import annotations

from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator, ValidationError

from extractor.model import (
    Amount,
    Article,
    Comparison,
    Document,
    Fact,
    Link,
    Period,
    Place,
    Role,
    Speaker,
    Statement,
)
from extractor.schema import ALWAYS, LISTS, json_schema, to_record

TEXT = "Ông Lò Văn Sáng, Chủ tịch UBND xã Mây Trắng: năm 2022 xã thu hơn 4,5 tỷ đồng, tăng 12,5% so với năm 2021."
LINK = Link("x1", "xã Mây Trắng", "xã", ("huyện Núi Xa",))
SPEAKER = Speaker("Lò Văn Sáng", "Chủ tịch", "UBND xã Mây Trắng")
BASE = Period("năm 2021", "2021-01-01", "2021-12-31")


def make_fact(amount: Amount | None) -> Fact:
    return Fact(
        "f1",
        "thu",
        amount,
        "actual",
        (Comparison("increase", Decimal("12.5"), "%", base="năm 2021", base_period=BASE),),
        Period("năm 2022", "2022-01-01", "2022-12-31"),
        Place("xã", "xã Mây Trắng", LINK),
        None,
        SPEAKER,
        "body",
        *(45, 77, TEXT[45:77]),
        "money (amounts.rules:1)",
        0.9,
    )


def make_document(amount: Amount | None = None) -> Document:
    role = Role("Lò Văn Sáng", "Chủ tịch", "UBND xã Mây Trắng", "current", 4, 43, TEXT[4:43], "appositive")
    statement = Statement(SPEAKER, "indirect", 45, 77, TEXT[45:77], "colon")
    article = Article("a1", "x.txt", TEXT)
    return Document(article, roles=(role,), facts=(make_fact(amount),), statements=(statement,))


def test_record_spells_the_contract() -> None:
    record = to_record(make_document(Amount(Decimal("4500000000"), "VND", "at_least")))
    Draft202012Validator(json_schema()).validate(record)
    assert record["checks"] == record["entities"] == record["warnings"] == []
    assert record["title"] is None
    (fact,) = record["facts"]
    assert (fact["value"], fact["unit"], fact["bound"]) == (4_500_000_000, "VND", "at_least")
    assert fact["comparisons"] == [
        {
            "relation": "increase",
            "value": 12.5,
            "value_high": None,
            "unit": "%",
            "bound": "exact",
            "base": "năm 2021",
            "base_period": {"start": "2021-01-01", "end": "2021-12-31"},
        }
    ]
    link = {"id": "x1", "name": "xã Mây Trắng", "type": "xã", "parents": ["huyện Núi Xa"], "successors": []}
    assert fact["place"] == {"text": "xã", "name": "xã Mây Trắng", "link": link}
    assert fact["speaker"] == {"name": "Lò Văn Sáng", "position": "Chủ tịch", "organization": "UBND xã Mây Trắng"}
    assert (fact["rule"], fact["confidence"]) == ("money (amounts.rules:1)", 0.9)
    assert record["roles"][0]["status"] == "current"


@pytest.mark.parametrize(
    ("value", "kind"), [(7, int), (Decimal("7"), int), (Decimal("7.0"), int), (Decimal("7.5"), float)]
)
def test_integral_numbers_are_integers(value: int | Decimal, kind: type) -> None:
    (fact,) = to_record(make_document(Amount(value, "tấn")))["facts"]
    assert fact["value"] == value
    assert type(fact["value"]) is kind


def test_big_integral_decimals_stay_exact() -> None:
    (fact,) = to_record(make_document(Amount(Decimal("9007199254740993"), "VND")))["facts"]
    assert fact["value"] == 9007199254740993


def test_a_change_alone_has_no_value() -> None:
    record = to_record(make_document())
    Draft202012Validator(json_schema()).validate(record)
    assert [record["facts"][0][key] for key in ("value", "value_high", "total", "unit")] == [None] * 4


@pytest.mark.parametrize("name", LISTS)
def test_only_keeps_one_list(name: str) -> None:
    record = to_record(make_document(), only=frozenset({name}))
    Draft202012Validator(json_schema()).validate(record)
    assert set(record) == {*ALWAYS, name}


@pytest.mark.parametrize("path", [(), ("facts", 0), ("facts", 0, "place", "link"), ("roles", 0)])
def test_unknown_keys_are_refused(path: tuple[str | int, ...]) -> None:
    record = to_record(make_document())
    inner = record
    for step in path:
        inner = inner[step]  # type: ignore[index]
    inner["extra"] = 1
    with pytest.raises(ValidationError):
        Draft202012Validator(json_schema()).validate(record)
