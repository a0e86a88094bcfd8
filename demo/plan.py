"""The ground of the Khon Kaen fairs: zones A to E, booths of 3 × 3 m, stage, gates, services."""

from dataclasses import dataclass

from fairs.models import Booth, FairEvent, LandmarkKind, PlanLandmark, ProductCategory, Zone
from fairs.operations.plan_releases import release_plan
from fairs.operations.plan_steps import take_step, undo_step
from fairs.plans.blocks import block_edits
from fairs.plans.edits import Edit
from fairs.plans.generator import Block as RowsOf
from fairs.plans.parts import PartKind, key_of, new_key
from fairs.plans.working import working_plan_of
from otopfair.accounts.models import User
from vendors.models import BoothHold

SIDE = 3  # metres
AISLE = 2


@dataclass(frozen=True)
class Block:
    """One zone: `booths` in rows of `columns`, back to back in pairs, aisles between pairs.

    The ground of a zone is exactly its booths; the plan draws name and margin around it.
    """

    code: str
    category: ProductCategory
    booths: int
    columns: int
    x: int
    y: int

    @property
    def rows(self) -> int:
        return -(-self.booths // self.columns)

    @property
    def width(self) -> int:
        return self.columns * SIDE

    @property
    def height(self) -> int:
        return self._row_top(self.rows - 1) + SIDE

    def place(self, number: int) -> tuple[int, int]:
        """Top left corner of booth `number`, counted from 1, in metres."""
        row, column = divmod(number - 1, self.columns)
        return self.x + column * SIDE, self.y + self._row_top(row)

    @staticmethod
    def _row_top(row: int) -> int:
        return row * SIDE + row // 2 * AISLE


BLOCKS = (
    Block("A", ProductCategory.FOOD, booths=36, columns=9, x=3, y=5),
    Block("B", ProductCategory.DRINK, booths=14, columns=7, x=82, y=5),
    Block("C", ProductCategory.CLOTH, booths=54, columns=14, x=35, y=5),
    Block("D", ProductCategory.HOUSEHOLD, booths=22, columns=8, x=3, y=32),
    Block("E", ProductCategory.HERB, booths=10, columns=7, x=82, y=35),
)
LANDMARKS = (
    (LandmarkKind.STAGE, "เวทีกลาง", 41, 29, 24, 8),
    (LandmarkKind.GATE, "ทางเข้า 1", 46, 43, 14, 3),
    (LandmarkKind.GATE, "ทางเข้า 2", 0, 23, 10, 3),
    (LandmarkKind.RAMP, "ทางลาด 1", 61, 43, 5, 3),
    (LandmarkKind.INFORMATION, "ข้อมูล", 34, 29, 5, 8),
    (LandmarkKind.SERVICE, "กองงาน", 67, 29, 5, 8),
    (LandmarkKind.TOILET, "สุขา", 81, 15, 7, 4),
    (LandmarkKind.ACCESSIBLE_TOILET, "สุขารถเข็น", 88, 15, 4, 4),
    (LandmarkKind.FIRST_AID, "ปฐมพยาบาล", 93, 15, 11, 4),
    (LandmarkKind.PRAYER_ROOM, "ห้องละหมาด", 93, 20, 11, 4),
    (LandmarkKind.SERVICE, "จุดพักรับประทาน", 81, 25, 11, 4),
    (LandmarkKind.PARKING, "ที่จอดรถ", 93, 25, 11, 4),
)
HELD = {"A36": "ครัวกลาง", "D22": "สาธิตจักสาน"}
CLOSED = {"C54"}


def lay_out(fair_event: FairEvent, *, by: User, shared: tuple[str, ...] = ()) -> dict[str, Booth]:
    """Zones, booths and landmarks of `fair_event`; the booths by code. `shared` take two shops."""
    booths = []
    for sequence, block in enumerate(BLOCKS, start=1):
        zone = Zone.objects.create(
            fair_event=fair_event,
            code=block.code,
            name_th=block.category.label,
            report_name="โซนผลิตภัณฑ์ OTOP",
            category=block.category,
            is_chuan_chim=block.category == ProductCategory.DRINK,
            sequence=sequence,
            plan_x=block.x,
            plan_y=block.y,
            plan_width=block.width,
            plan_height=block.height,
        )
        booths += [_booth(zone, block, n, shared) for n in range(1, block.booths + 1)]
    Booth.objects.bulk_create(booths)
    BoothHold.objects.bulk_create(
        BoothHold(booth=booth, reason=HELD[booth.code], by=by)
        for booth in booths
        if booth.code in HELD
    )
    PlanLandmark.objects.bulk_create(
        PlanLandmark(
            fair_event=fair_event,
            kind=kind,
            label=label,
            plan_x=x,
            plan_y=y,
            plan_width=width,
            plan_height=height,
        )
        for kind, label, x, y, width, height in LANDMARKS
    )
    return {booth.code: booth for booth in booths}


def _booth(zone, block: Block, number: int, shared) -> Booth:
    code = f"{block.code}{number:02d}"
    x, y = block.place(number)
    cooks = block.category == ProductCategory.FOOD
    return Booth(
        zone=zone,
        code=code,
        power_amps=10 if cooks else 5,
        is_corner=number % block.columns in (0, 1),
        has_water=cooks or block.category == ProductCategory.DRINK,
        allows_smoke=cooks and number <= block.columns,
        places=2 if code in shared else 1,
        is_usable=code not in CLOSED,
        plan_x=x,
        plan_y=y,
    )


def lay_out_in_rows(fair_event: FairEvent, zones, *, by: User) -> None:
    """Zones of (code, name, category, booths) in rows of eight, released as the first plan."""
    for code, name_th, category, booths in zones:
        plan = working_plan_of(fair_event)
        block = RowsOf(booths=booths, columns=8, y=plan.first_free_line)
        edits = block_edits(plan, block, code=code, name_th=name_th, category=int(category))
        take_step(fair_event, edits, summary=f"โซน {code}: เพิ่ม {booths} บูธ", by=by)
    release_plan(fair_event, name="ผังแรก", by=by)


def draft_changes(fair_event: FairEvent, *, by: User) -> None:
    """A plan in force, and work on the next one: booths moved, a ramp, one step undone."""
    booths = {booth.code: key_of(PartKind.BOOTH, booth.pk) for booth in fair_event.booths.all()}
    take_step(fair_event, [Edit(booths["B03"], {"power_amps": 15})], summary="แก้ B03", by=by)
    release_plan(fair_event, name="หลังสำรวจสนาม", by=by)
    ramp = {"kind": "ramp", "label": "ทางลาด 2", "plan_x": 10.5, "plan_y": 23.0, "plan_width": 3.0}
    for summary, edit in (
        ("ย้ายบูธ D21 ไป x 21 y 41", Edit(booths["D21"], {"plan_x": 21.0, "plan_y": 41.0})),
        ("เพิ่ม ทางลาด 2", Edit(new_key(PartKind.LANDMARK), ramp)),
        ("ย้ายบูธ E10 ไป x 96 y 40", Edit(booths["E10"], {"plan_x": 96.0, "plan_y": 40.0})),
    ):
        step = take_step(fair_event, [edit], summary=summary, by=by)
    undo_step(step, by=by)
