"""Three keys of a name, each blinder than the one before: as written, as variously spelled, without its marks."""

from __future__ import annotations

import re
import unicodedata

from extractor.text.syllables import fold

BETWEEN = re.compile(r"[\s\-–—_/.,]+")
APOSTROPHES = re.compile(r"\s*[’'ʼ`´]\s*")
LONE_Y = re.compile(r"(?<![aăâeêoôơuư])[yỳýỷỹỵ]\b")  # Mỹ and Mĩ, not Thủy and not Tây
Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
I_TO_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
VARIANTS = (  # the press's other spellings of names that the state spells in one way
    (re.compile(r"\bqu(?=[iìíỉĩị]\b)(.)"), lambda m: "qu" + m[1].translate(I_TO_Y)),
    (re.compile(r"\b[đd][ăắa][ck]\b"), lambda _: "đắk"),
    (re.compile(r"\bđắk l[aăắ][ck]\b"), lambda _: "đắk lắk"),
    (re.compile(r"\bbắc cạn\b"), lambda _: "bắc kạn"),
)


def fold_name(name: str) -> str:
    """Lower case, older tone marks, single spaces, no apostrophes: "Phan Rang-Tháp Chàm" → "phan rang tháp chàm"."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    words = BETWEEN.sub(" ", APOSTROPHES.sub("", name)).split()
    return " ".join([word.lstrip("0") or word if word.isdigit() else fold(word) for word in words])


def loosen(key: str) -> str:
    """A folded name with its spelling variants made one: Mĩ Tho, Qui Nhơn, Đắc Lắc, Bắc Cạn."""
    for pattern, one in VARIANTS:
        key = pattern.sub(one, key)
    return LONE_Y.sub(lambda m: m[0].translate(Y_TO_I), key)


def strip_marks(key: str) -> str:
    """A folded name without any mark: "hương trà" → "huong tra"."""
    plain = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
