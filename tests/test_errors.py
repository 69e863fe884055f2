"""Errors are one line that names place, sight and remedy."""

from extractor.errors import InputError


def test_error_is_one_line_with_place_sight_and_remedy() -> None:
    error = InputError("a.jsonl#3", "not JSON", "fix or remove the line")
    assert str(error) == "a.jsonl#3: not JSON; fix or remove the line"
