"""What is typed, refused, printed and sorted: the vectors of this folder, read once."""

import json
from pathlib import Path

_FOLDER = Path(__file__).parent

DATES = json.loads((_FOLDER / "thai-dates.json").read_text(encoding="utf-8"))
IDS = json.loads((_FOLDER / "thai-ids.json").read_text(encoding="utf-8"))
SORT_ORDER = (_FOLDER / "thai-sort-order.txt").read_text(encoding="utf-8").split()
