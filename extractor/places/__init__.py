"""The administrative units of Viet Nam since 2004: by name, by code, by day, and what became of them."""

from extractor.places.spelling import fold_name, loosen, strip_marks
from extractor.places.units import Unit, Units, load_units

__all__ = ["Unit", "Units", "fold_name", "load_units", "loosen", "strip_marks"]
