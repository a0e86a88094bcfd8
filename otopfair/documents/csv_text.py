"""Tables as text, with the mark by which Excel reads Thai; no text becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

CSV_TYPE = "text/csv; charset=utf-8"


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """`rows` under `headings`; None is an empty cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_safe(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def _safe(value) -> str | int | Decimal | None:
    """Numbers are numbers; a text that a spreadsheet would take for a formula stays a text."""
    if value is None or isinstance(value, int | Decimal):
        return value
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
