"""From characters to a Doc: normal form, zones, sentences, syllables."""

from extractor.text.normal import make_article
from extractor.text.sentences import segment, split_words, tokenize

__all__ = ["make_article", "segment", "split_words", "tokenize"]
