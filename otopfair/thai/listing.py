"""Names of several things in one sentence."""

from collections.abc import Sequence


def first_of(names: Sequence[str], most: int, unit: str = "") -> str:
    """ "C01, C02 และอีก 3 บูธ": the first `most` of them, and how many more there are."""
    shown, left = ", ".join(names[:most]), len(names) - most
    return f"{shown} และอีก {left} {unit}".rstrip() if left > 0 else shown
