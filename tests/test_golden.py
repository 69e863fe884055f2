"""The sample's whole record, reviewed. After a wanted change: python tests/test_golden.py, then read the diff."""

from __future__ import annotations

import json
from pathlib import Path

from extractor import Extractor
from extractor.schema import to_record

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "huong-tra.json"


def read_sample() -> str:
    text = (HERE.parent / "samples" / "huong-tra.txt").read_text(encoding="utf-8")
    record = to_record(Extractor().extract(text, source="samples/huong-tra.txt"))
    del record["text"]  # stands in samples/
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def test_sample_gives_the_golden_record() -> None:
    assert read_sample() == GOLDEN.read_text(encoding="utf-8")


def test_sample_roles_are_exactly_three() -> None:
    roles = {(r["person"], r["position"], r["organization"]) for r in json.loads(read_sample())["roles"]}
    assert roles == {
        ("Nguyễn Tài Tuệ", "Bí thư", "Thị ủy Hương Trà"),
        ("Tống Hồ Thanh Xuân", "Bí thư", "Đảng ủy xã Hương Toàn"),
        ("Hà Văn Tuấn", "Chủ tịch", "UBND thị xã Hương Trà"),
    }


if __name__ == "__main__":
    GOLDEN.write_text(read_sample(), encoding="utf-8")
