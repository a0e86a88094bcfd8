"""The working plan as a spreadsheet: the same columns that the import reads."""

from fairs.models import FairEvent
from fairs.plans.columns import COLUMNS, LABELS, column_of
from fairs.plans.parts import SIZE, Part, PartKind
from fairs.plans.working import WorkingPlan, working_plan_of
from otopfair.documents.csv_text import csv_bytes
from otopfair.documents.xlsx import NUMBER, TEXT, Column, Table, workbook_bytes

WHAT, NAME, ZONE_NAME = "สิ่งที่วาง", "เลขบูธหรือป้าย", "ชื่อโซน"
_BOOTHS = LABELS[PartKind.BOOTH]
_NUMBERS = {"plan_x", "plan_y", "width_m", "depth_m", "power_amps", "places"}
# Of a booth; a landmark has only a place and a size.
_OF_BOOTH = [
    column.name for column in COLUMNS[PartKind.BOOTH] if column.name not in ("code", "zone")
]
HEADINGS = [WHAT, NAME, _BOOTHS["zone"], ZONE_NAME, *(_BOOTHS[name] for name in _OF_BOOTH)]


def plan_xlsx(fair_event: FairEvent) -> bytes:
    """Every booth and landmark of the working plan, ready to be changed and imported again."""
    kinds = [TEXT] * 4 + [NUMBER if name in _NUMBERS else TEXT for name in _OF_BOOTH]
    columns = [
        Column(title, kind, 18 if kind == TEXT else 10)
        for title, kind in zip(HEADINGS, kinds, strict=True)
    ]
    rows = _rows(working_plan_of(fair_event))
    return workbook_bytes([Table("ผัง", columns, rows, [f"ผังบูธ {fair_event}"])])


def plan_csv(fair_event: FairEvent) -> bytes:
    """The same rows as text; with the mark by which Excel reads Thai."""
    return csv_bytes(HEADINGS, _rows(working_plan_of(fair_event)))


def _rows(plan: WorkingPlan) -> list[list]:
    return [
        *(_booth(booth, plan) for booth in plan.booths),
        *(_landmark(landmark, plan) for landmark in plan.landmarks),
    ]


def _booth(booth: Part, plan: WorkingPlan) -> list:
    zone = plan.parts.get(booth.values["zone"])
    cells = [_cell(booth, name, plan) for name in _OF_BOOTH]
    zone_cells = [zone.values["code"], zone.values["name_th"]] if zone else ["", ""]
    return [PartKind.BOOTH.word, booth.values["code"], *zone_cells, *cells]


def _cell(booth: Part, name: str, plan: WorkingPlan):
    if name in _NUMBERS:
        return booth.values[name]
    return column_of(PartKind.BOOTH, name).show(booth.values[name], plan)


def _landmark(landmark: Part, plan: WorkingPlan) -> list:
    kind = column_of(PartKind.LANDMARK, "kind").show(landmark.values["kind"], plan)
    width, depth = SIZE[PartKind.LANDMARK]
    own = {"width_m": width, "depth_m": depth, "plan_x": "plan_x", "plan_y": "plan_y"}
    cells = [landmark.values[own[name]] if name in own else "" for name in _OF_BOOTH]
    return [kind, landmark.values["label"], "", "", *cells]
