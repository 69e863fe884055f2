"""The body whose figure it is. The sentences are our own."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.facts.owners import kind_of
from extractor.pipeline import annotate
from extractor.text import make_article


def bodies(text: str) -> list[str | None]:
    return [f.body and f.body.name for f in annotate(make_article(text, source="x", page=False)).facts]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Doanh thu của Công ty Sữa Mai Lâm đạt 5 tỷ đồng.", ["Công ty Sữa Mai Lâm"]),
        ("Lợi nhuận năm 2017 của Công ty Sữa Mai Lâm đạt 5 tỷ đồng.", ["Công ty Sữa Mai Lâm"]),
        ("Năm 2020, Ngân hàng Mai Lâm đạt lợi nhuận 5 tỷ đồng.", ["Ngân hàng Mai Lâm"]),
        ("Trường Trung học phổ thông Lê Lợi hiện có 500 học sinh.", ["Trường Trung học phổ thông Lê Lợi"]),
        ("Có 120 cán bộ, chiến sĩ của Công an tỉnh Sơn La dự lễ.", ["Công an tỉnh Sơn La"]),
        (  # the next sentence goes on with it
            "Công ty Sữa Mai Lâm đạt doanh thu 9 tỷ đồng. Lợi nhuận đạt 2 tỷ đồng, tăng 3%.",
            ["Công ty Sữa Mai Lâm", "Công ty Sữa Mai Lâm"],
        ),
        ("Sở Y tế tỉnh Sơn La cho biết có 30 người bị ngộ độc.", [None]),
        ("Theo báo cáo của Sở Y tế tỉnh Sơn La, có 30 người bị ngộ độc.", [None]),
        ("Ngân hàng Nhà nước giữ lãi suất ở mức 5%/năm.", [None]),
        ("Công an tỉnh Sơn La bắt giữ 12 đối tượng.", [None]),
        (
            "Công ty Sữa Mai Lâm đạt doanh thu 9 tỷ đồng. Toàn ngành đạt doanh thu 90 tỷ đồng.",
            ["Công ty Sữa Mai Lâm", None],
        ),
    ],
)
def test_whose_figure_it_is(text: str, told: list[str | None]) -> None:
    assert bodies(text) == told


def test_the_business_that_an_article_is_about() -> None:
    head = "Công ty Sữa Mai Lâm chia cổ tức\nCổ đông của Công ty Sữa Mai Lâm họp sáng nay.\n"
    assert bodies(head + "Nhiều người đến sớm. Trời mưa. Đường tắc. Doanh thu đạt 9 tỷ đồng.") == [
        "Công ty Sữa Mai Lâm"
    ]


def test_the_reason_is_told() -> None:
    (fact,) = annotate(make_article("Doanh thu của Công ty Sữa Mai Lâm đạt 5 tỷ đồng.", source="x", page=False)).facts
    (reason,) = (reason for reason in fact.reasons if reason.slot == "body")
    assert reason.chosen == "Công ty Sữa Mai Lâm"
    assert fact.body is not None
    assert fact.body.text == "Công ty Sữa Mai Lâm"


@pytest.mark.parametrize("row", read_table(data_path("lexicon", "owned.tsv")), ids=lambda row: row["words"])
def test_every_word_of_what_a_body_has(row: dict[str, str]) -> None:
    assert kind_of(row["example"]) == row["kind"]
