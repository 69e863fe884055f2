"""From characters to a Doc: normal form, zones, sentences, syllables."""

from extractor.text.normal import locate, make_article
from extractor.text.sentences import segment, split_words, tokenize, tokenize_name

__all__ = ["locate", "make_article", "segment", "split_words", "tokenize", "tokenize_name"]
