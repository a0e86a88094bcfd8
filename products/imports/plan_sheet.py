"""A plan as a spreadsheet: what each row would put on the working plan, or change of it.

It stands here because this is where spreadsheets come in; the plan itself is the fair's.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import cast

from fairs.exports import NAME, WHAT, ZONE_NAME
from fairs.models import LandmarkKind
from fairs.operations.layout import zone_code_of
from fairs.plans.blocks import area_around
from fairs.plans.columns import LABELS, Unreadable, column_of
from fairs.plans.edits import Edit, changes_by
from fairs.plans.parts import Part, PartKind, Values, new_key
from fairs.plans.sound import problems_of
from fairs.plans.working import WorkingPlan, working_plan_of
from otopfair.documents.headers import ColumnKind
from otopfair.documents.tables import DataRow, DataTable
from otopfair.thai.folding import normalise
from otopfair.thai.listing import first_of
from products.imports.batches import plan_of
from products.imports.findings import CHANGED, NEW, UNCHANGED, Duplicate, Findings, Refusal
from products.imports.standing import Standing, differences
from products.models import ImportBatch

_BOOTHS = LABELS[PartKind.BOOTH]
# Key of the sheet's column → column of a booth.
_OF_BOOTH = {
    "code": "code",
    "zone": "zone",
    "x": "plan_x",
    "y": "plan_y",
    "width": "width_m",
    "depth": "depth_m",
    "corner": "is_corner",
    "power": "power_amps",
    "water": "has_water",
    "smoke": "allows_smoke",
    "places": "places",
    "usable": "is_usable",
    "boothclass": "booth_class",
}
_OF_LANDMARK = {
    "code": "label",
    "x": "plan_x",
    "y": "plan_y",
    "width": "plan_width",
    "depth": "plan_height",
}
_ALSO = {
    "x": ("x", "ตำแหน่ง x"),
    "y": ("y", "ตำแหน่ง y"),
    "width": ("กว้าง", "ความกว้าง"),
    "depth": ("ลึก", "ความลึก", "ยาว"),
    "corner": ("มุม", "บูธมุม"),
    "power": ("ไฟ", "ไฟฟ้า", "แอมป์"),
    "water": ("น้ำ", "น้ำประปา"),
    "smoke": ("ควัน", "ปรุงอาหาร"),
    "places": ("ร้าน", "จำนวนร้าน"),
    "usable": ("เปิดใช้", "ใช้งาน"),
    "boothclass": ("แบบบูธ", "ประเภทบูธ"),
    "zone": ("โซน", "รหัสโซน"),
}
COLUMNS = (
    ColumnKind("what", WHAT, (WHAT, "ชนิด")),
    ColumnKind("code", NAME, (NAME, "เลขบูธ", "บูธ", "หมายเลขบูธ", "รหัสบูธ"), required=True),
    ColumnKind("zonename", ZONE_NAME, (ZONE_NAME,)),
    *(
        ColumnKind(
            key,
            _BOOTHS[name],
            (_BOOTHS[name], *_ALSO.get(key, ())),
            required=key in ("x", "y"),
        )
        for key, name in _OF_BOOTH.items()
        if key != "code"
    ),
)
_LABELS = {column.key: column.label for column in COLUMNS}
_KINDS = {str(kind.label): kind for kind in LandmarkKind}
_BOOTH_WORDS = {"", "-", PartKind.BOOTH.word}


@dataclass(frozen=True)
class PlanRow:
    """One row that passed: its edit, and what it would do."""

    number: int
    name: str
    edit: Edit
    state: str
    words: tuple[str, ...] = ()


@dataclass
class SheetPlan:
    """All rows, judged; `zones` are edits for zones that the sheet names and the plan lacks."""

    rows: list[PlanRow] = field(default_factory=list)
    zones: list[Edit] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    standing: dict[int, Standing] = field(default_factory=dict)

    @property
    def edits(self) -> list[Edit]:
        return [*self.zones, *(row.edit for row in self.rows)]

    @property
    def counts(self) -> dict[str, int]:
        states = Counter(row.state for row in self.rows)
        refused = len(self.findings.refused_rows)
        return {
            "rows": len(self.rows) + refused,
            "importable": len(self.rows),
            "new": states[NEW],
            "changed": states[CHANGED],
            "unchanged": states[UNCHANGED],
            "refused": refused,
            "duplicates": len(self.findings.duplicates),
            "zones": len(self.zones),
        }


def plan_sheet(batch: ImportBatch, table: DataTable) -> SheetPlan:
    """Judge every row against the working plan as it is now."""
    return _Reading(working_plan_of(batch.fair_event), table).judged()


def plan_sheet_again(
    batch: ImportBatch, before: SheetPlan, seen: dict[int, Standing] | None
) -> SheetPlan:
    """Judge the rows again under the fair's lock. What the officer has not `seen` so, or what did
    not stand there `before` where there was no page, is refused."""
    plan = cast(SheetPlan, plan_of(batch))
    shown = before.standing if seen is None else seen
    headings = plan.findings.table.headings
    for row in list(plan.rows):
        now = plan.standing.get(row.number, {})
        if reason := differences(shown.get(row.number, {}), now):
            column = headings.get("code", _LABELS["code"])
            refusal = Refusal(row.number, column, "code", row.name, reason, row.name)
            plan.findings.refusals.append(refusal)
            plan.rows.remove(row)
    return plan


class _Reading:
    """One sheet beside the plan; zones that it names are laid out while it is read."""

    def __init__(self, plan: WorkingPlan, table: DataTable) -> None:
        self.plan = plan
        self.table = table
        self.result = SheetPlan(findings=Findings.of(table, _LABELS))
        self.known = {booth.values["code"].upper(): booth for booth in plan.booths}
        self.landmarks = {one.values["label"]: one for one in plan.landmarks}
        self.first_row: dict[tuple[str, str], DataRow] = {}
        self.new_zones: dict[str, Edit] = {}

    def judged(self) -> SheetPlan:
        findings = self.result.findings
        for row in self.table.rows:
            if not row.broken:
                self._judge(row)
        self._size_zones()
        self._say_what_clashes()
        absent = [code for code in self.known if ("booth", code) not in self.first_row]
        if absent:
            shown = first_of(absent, 8)
            findings.assumptions.append(f"ไม่มีในไฟล์ {len(absent)} บูธ คงไว้ตามเดิม: {shown}")
        for zone in self.result.zones:
            findings.assumptions.append(f"เพิ่มโซน {zone.values['code']} {zone.values['name_th']}")
        return self.result

    def _judge(self, row: DataRow) -> None:
        what = normalise(row["what"]).strip()
        if what not in _BOOTH_WORDS and what not in _KINDS:
            known = ", ".join([PartKind.BOOTH.word, *_KINDS])
            self._refuse(row, "what", f"ไม่รู้จัก “{what}” ใส่ {known}")
            return
        kind = PartKind.BOOTH if what in _BOOTH_WORDS else PartKind.LANDMARK
        values = self._values(row, kind)
        if values is None:
            return
        if kind is PartKind.LANDMARK:
            values["kind"] = _KINDS[what].value
        if not self._is_again(row, kind, values):
            self._keep(row, kind, values)

    def _values(self, row: DataRow, kind: PartKind) -> Values | None:
        """The columns that the row fills; None when one cannot be read: then each is said."""
        names = _OF_BOOTH if kind is PartKind.BOOTH else _OF_LANDMARK
        values: Values = {}
        refused = False
        for key, name in names.items():
            text = row[key]
            if key == "zone":
                text = self._zone_of(row)
            elif key not in ("code", "x", "y") and not text and not self._is_tick(name, row, key):
                continue
            try:
                values[name] = column_of(kind, name).read(text, self.plan)
            except Unreadable as unreadable:
                self._refuse(row, key, str(unreadable))
                refused = True
        return None if refused else values

    @staticmethod
    def _is_tick(name: str, row: DataRow, key: str) -> bool:
        """An empty cell of a box that is there is "no"; of anything else, it leaves what stands."""
        return name.startswith(("is_", "has_", "allows_")) and key in row.values

    def _zone_of(self, row: DataRow) -> str:
        """The code of the row's zone, which is laid out when the plan lacks it."""
        code = (row["zone"] or zone_code_of(row["code"])).strip().upper()
        if not self.plan.zone_called(code) and self._is_code(code):
            name = normalise(row["zonename"]).strip() or f"โซน {code}"
            edit = Edit(new_key(PartKind.ZONE), {"code": code, "name_th": name[:120]})
            self.plan.lay(changes_by(self.plan, [edit]))
            self.new_zones[edit.key] = edit
        return code

    def _is_code(self, code: str) -> bool:
        try:
            column_of(PartKind.ZONE, "code").read(code, self.plan)
        except Unreadable:
            return False
        return True

    def _is_again(self, row: DataRow, kind: PartKind, values: Values) -> bool:
        """Whether an earlier row was about the same; two that differ are refused."""
        name = values["code"].upper() if kind is PartKind.BOOTH else values["label"]
        first = self.first_row.setdefault((kind.name.lower(), name), row)
        if first is row:
            return False
        if first.values == row.values:
            self.result.findings.duplicates.append(Duplicate(row.number, first.number, name))
        else:
            self._refuse(row, "code", f"{name} อยู่ใน{first.place} แล้วอีกแบบ ลบหรือแก้ให้เหลือแถวเดียว")
        return True

    def _keep(self, row: DataRow, kind: PartKind, values: Values) -> None:
        known = self._known(kind, values)
        edit = Edit(known.key if known else new_key(kind), values)
        if known is None:
            self.result.rows.append(PlanRow(row.number, self._name(kind, values), edit, NEW))
            return
        standing = {LABELS[kind][name]: str(known.values[name]) for name in values}
        self.result.standing[row.number] = standing
        changed = [name for name, value in values.items() if known.values[name] != value]
        words = tuple(LABELS[kind][name] for name in changed)
        state = CHANGED if changed else UNCHANGED
        self.result.rows.append(PlanRow(row.number, known.short_name, edit, state, words))

    def _known(self, kind: PartKind, values: Values) -> Part | None:
        if kind is PartKind.BOOTH:
            return self.known.get(values["code"].upper())
        return self.landmarks.get(values["label"])

    @staticmethod
    def _name(kind: PartKind, values: Values) -> str:
        return str(values["code" if kind is PartKind.BOOTH else "label"])

    def _size_zones(self) -> None:
        """A new zone is as large as its booths."""
        self.plan.lay(changes_by(self.plan, [row.edit for row in self.result.rows]))
        for key, edit in self.new_zones.items():
            booths = self.plan.booths_in(self.plan.parts[key])
            if booths:
                area = area_around(booths) or {}
                self.result.zones.append(Edit(key, {**(edit.values or {}), **area}))

    def _say_what_clashes(self) -> None:
        keys = [row.edit.key for row in self.result.rows]
        problems = problems_of(self.plan, keys)
        self.result.findings.problems += dict.fromkeys(problems.values())

    def _refuse(self, row: DataRow, key: str, reason: str) -> None:
        refusal = Refusal(
            row.number, row.heading(key, _LABELS[key]), key, row[key], reason, row["code"]
        )
        self.result.findings.refusals.append(refusal)
