"""Thai and Arabic digits, either way."""

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def to_thai_digits(text: object) -> str:
    """Return `text` with ๐–๙ for 0–9, as formal documents print them."""
    return str(text).translate(_TO_THAI)


def to_arabic_digits(text: object) -> str:
    """Return `text` with 0–9 for ๐–๙, as everything is stored."""
    return str(text).translate(_TO_ARABIC)
