"""Runs as they are read: what goes in, what came out, why, and two of them side by side."""

import json
from dataclasses import asdict, dataclass

from django.db.models import Q

from fairs.models import Booth, VendorCall
from otopfair.look.plans import Box
from vendors.drawing import Cell, Shop, sha256
from vendors.ground.placing import placed
from vendors.ground.zones import zones_of
from vendors.models import BoothApplication, BoothWish, RulesRun, RunRules
from vendors.quota_cells import (
    cells_of,
    free_booths,
    ground_in_turn,
    quota_problem,
    shop_of,
    stall_of,
    words_of,
)
from vendors.ruling import Entrant, Input, Weights, fits
from vendors.scoring import scored
from vendors.sold import what_is_sold
from vendors.starred import stars_of

TOUCHING_M = 0.5  # walls that are no further apart are next door
HUNDREDTHS = 100


def entered_in(call: VendorCall) -> list[BoothApplication]:
    """Confirmed applications that wait for their first booth."""
    rows = BoothApplication.objects.waiting_for_booth().filter(call=call, given=0)
    return list(rows.select_related("vendor", "fair_event").order_by("reference_number", "pk"))


def codes_to_wish(application: BoothApplication) -> list[tuple[str, str]]:
    """(code, in words) of the zones that are for the application, each with its booths."""
    booths = Booth.objects.filter(fair_event=application.fair_event_id, is_usable=True)
    of_category = Q(zone__category=None) | Q(zone__category=application.category)
    rows = booths.filter(of_category).order_by("zone__sequence", "sort_key", "pk")
    zones: dict[str, list[tuple[str, str]]] = {}
    for code, zone, name in rows.values_list("code", "zone__code", "zone__name_th"):
        first = (zone, f"โซน {zone} {name} บูธใดก็ได้")
        zones.setdefault(zone, [first]).append((code, f"บูธ {code}"))
    return [pair for pairs in zones.values() for pair in pairs]


def rules_of(call: VendorCall) -> RunRules:
    """The newest version; before anybody has weighed, the usual one, which is not kept yet."""
    return call.run_rules.first() or RunRules(call=call, version=1)


def input_of(call: VendorCall, rules: RunRules) -> Input:
    """All that a run depends on, as it is now; a fixed number of queries."""
    entered, standing = entered_in(call), _standing(call)
    entrants = _entrants(call, [*entered, *standing.values()])
    booths = list(free_booths(call.fair_event))
    return Input(
        [entrants[row.pk] for row in entered],
        [stall_of(booth) for booth in booths],
        cells_of(call),
        beside_in(call),
        Weights(rules.wish_points, rules.product_points, rules.district_points),
        {code: entrants[row.pk] for code, row in standing.items()},
    )


def _standing(call: VendorCall) -> dict[str, BoothApplication]:
    """Who stands at the fair already, by booth; of a shared booth one of them."""
    rows = BoothApplication.objects.filter(
        fair_event=call.fair_event, allocations__released_at=None, allocations__isnull=False
    )
    codes = rows.order_by("allocations__booth__sort_key", "pk").values_list(
        "allocations__booth__code", "pk"
    )
    found = {row.pk: row for row in rows.select_related("vendor", "fair_event").order_by("pk")}
    return {code: found[pk] for code, pk in codes}


def _entrants(call: VendorCall, rows: list[BoothApplication]) -> dict[int, Entrant]:
    scores, sold, wishes = scored([call]), what_is_sold(rows), _wishes(rows)
    stars = stars_of(rows)
    found = {}
    for row in rows:
        total = scores[row.pk].total if row.pk in scores else None
        found[row.pk] = Entrant(
            shop_of(row, call, stars[row.pk]),
            int(total * HUNDREDTHS) if total is not None else 0,
            row.vendor.district_id or "",
            sold[row.pk],
            wishes.get(row.pk, ()),
        )
    return found


def _wishes(rows: list[BoothApplication]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    wishes = BoothWish.objects.filter(application__in=rows).order_by("application", "rank")
    for key, code in wishes.values_list("application", "code"):
        found[key] = (*found.get(key, ()), code)
    return found


def beside_in(call: VendorCall) -> dict[str, list[str]]:
    """Which booths stand wall to wall, by code, as they stand on the plan."""
    zones = [(row.zone, row.booths) for row in zones_of(call.fair_event)]
    boxes = [(row.code, box) for _zone, _area, drawn in placed(zones) for row, box in drawn]
    beside: dict[str, list[str]] = {code: [] for code, _box in boxes}
    for number, (code, box) in enumerate(boxes):
        for other, near in boxes[number + 1 :]:
            if _touch(box, near):
                beside[code].append(other)
                beside[other].append(code)
    return beside


def _touch(one: Box, other: Box) -> bool:
    across = _gap(one.x, one.width, other.x, other.width)
    along = _gap(one.y, one.depth, other.y, other.depth)
    return min(across, along) < -TOUCHING_M and max(across, along) <= TOUCHING_M


def _gap(start: float, length: float, other: float, its_length: float) -> float:
    """Metres between two stretches; less than nothing where they overlap."""
    return max(start, other) - min(start + length, other + its_length)


# --- As kept


def as_kept(given: Input) -> dict:
    """The input as plain values, the same for the same input."""
    return json.loads(json.dumps(asdict(given), ensure_ascii=False))


def sha256_of(kept: dict) -> str:
    return sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True))


# --- Why


@dataclass
class ResultLine:
    """A shop of a run: where it came in the order, its booths, and why."""

    reference: str
    name: str
    score: str
    wishes: list[str]
    codes: list[str]
    why: list[str]
    other: list[str] | None = None  # its booths in the run beside

    @property
    def differs(self) -> bool:
        return self.other is not None and self.other != self.codes


def lines_of(run: RulesRun, beside: RulesRun | None = None) -> list[ResultLine]:
    """Every shop in the order in which it had its first turn."""
    entrants = {row["shop"][0]: row for row in run.input["entrants"]}
    cells = [words_of(Cell(*row)) for row in run.input["cells"]]
    turn_of = {turn["reference"]: turn["number"] for turn in reversed(run.log)}
    why: dict[str, list[str]] = {reference: [] for reference in entrants}
    for turn in run.log:
        why[turn["reference"]] += _sentences(turn, entrants[turn["reference"]], turn_of, cells)
    return [
        ResultLine(
            reference,
            entrants[reference]["shop"][1],
            _score(entrants[reference]["score"]),
            entrants[reference]["wishes"],
            run.result[reference],
            why[reference],
            beside.result.get(reference, []) if beside else None,
        )
        for reference in sorted(entrants, key=lambda one: turn_of[one])
    ]


def _score(hundredths: int) -> str:
    return f"คะแนน {hundredths / HUNDREDTHS:.2f}" if hundredths else "ไม่มีคะแนน"


def _sentences(turn: dict, entrant: dict, turn_of: dict[str, int], cells: list[str]) -> list[str]:
    refused = [
        f"{entrant['wishes'].index(wish) + 1}. {wish}: {_how(how, turn_of, cells)}"
        for wish, how in turn["wishes"]
    ]
    return [*refused, _outcome(turn, entrant, cells)]


def _how(how: str, turn_of: dict[str, int], cells: list[str]) -> str:
    """How a wish stood at the shop's turn."""
    kind, _, what = how.partition(" ")
    if kind == "taken":
        return f"{what} เลือกไปแล้วในลำดับที่ {turn_of[what]}"
    return _AGAINST[kind].format(cells[int(what)] if what else "")


_AGAINST = {
    "away": "ไม่ว่างตั้งแต่ก่อนจัด หรือไม่มีในผัง",
    "category": "เป็นโซนของประเภทอื่น",
    "stars": "เป็นโซนที่รับร้านที่มีดาวมากกว่านี้",
    "all": "ไม่มีบูธว่างแล้วเมื่อถึงลำดับ",
    "full": "ว่าง แต่ครบโควตาแล้ว ({})",
    "reserved": "ว่าง แต่บูธที่เหลือกันไว้ให้ร้านอื่นตามโควตา",
    "kept": "ว่าง แต่รอบแรกให้เลือกเฉพาะบูธในโควตาที่กันไว้ให้",
    "worth": "ว่าง แต่แต้มรวมเมื่อนับร้านติดกันไม่มากกว่าบูธที่ได้",
}
_NONE = {
    "category": "ไม่ได้บูธ เพราะไม่มีโซนของประเภทนี้ที่มีบูธว่าง",
    "stars": "ไม่ได้บูธ เพราะโซนของประเภทนี้ที่มีบูธว่างรับร้านที่มีดาวมากกว่านี้",
    "all": "ไม่ได้บูธ เพราะบูธที่ตรงประเภทให้ร้านที่ลำดับก่อนหมดแล้ว",
    "full": "ไม่ได้บูธ เพราะครบโควตา ({})",
    "reserved": "ไม่ได้บูธ เพราะบูธที่เหลือกันไว้ให้ร้านอื่นตามโควตา",
}


def _outcome(turn: dict, entrant: dict, cells: list[str]) -> str:
    code, which = turn["code"], "" if turn["round"] == 1 else f"บูธที่ {turn['round']}: "
    if not code:
        kind, _, what = turn["full"].partition(" ")
        return which + _NONE[kind].format(cells[int(what)] if what else "")
    at = f"ลำดับที่ {turn['number']} ได้บูธ {code}"
    for rank, wish in enumerate(entrant["wishes"], start=1):
        if code == wish:
            return f"{which}{at} ซึ่งขอเป็นอันดับ {rank}"
        if turn["zone"] == wish:
            return f"{which}{at} ในโซน {wish} ซึ่งขอเป็นอันดับ {rank}"
    return f"{which}{at}" + (" ซึ่งไม่ได้ขอไว้" if entrant["wishes"] else "")


SUMS = {
    "with_booth": "ร้านที่ได้บูธ",
    "without": "ร้านที่ไม่ได้บูธ",
    "booths": "บูธที่ให้",
    "empty": "บูธที่ว่าง",
    "first_wishes": "ร้านที่ได้อันดับแรกที่ขอ",
    "same_products": "คู่ที่ติดกันและขายแบบเดียวกัน",
    "same_districts": "คู่ที่ติดกันและมาจากอำเภอเดียวกัน",
}


def sums_in_words(
    run: RulesRun, beside: RulesRun | None = None
) -> list[tuple[str, int, int | None]]:
    """(what, how many, how many in the run beside)."""
    other = beside.sums if beside else {}
    return [(words, run.sums.get(key, 0), other.get(key)) for key, words in SUMS.items()]


def runs_used_at(fair_event_id: int) -> list[tuple[RulesRun, set[str]]]:
    """The runs of a fair that were used, newest first, each with the booths that it had."""
    runs = RulesRun.objects.applied().filter(call__fair_event=fair_event_id).order_by("-pk")
    return [(run, _codes_of(run)) for run in runs]


def _codes_of(run: RulesRun) -> set[str]:
    return {stall[0] for stall in run.input["stalls"]}


def heir_of_run(run: RulesRun, booth: Booth) -> BoothApplication | None:
    """Who comes next for a booth that came back: the first in the order of a run who got none,
    still waits, fits, and passes no quota with it."""
    shops = {row["shop"][0]: Shop(*row["shop"]) for row in run.input["entrants"]}
    waiting = {row.reference_no: row for row in entered_in(run.call)}
    order = [turn["reference"] for turn in run.log if turn["round"] == 1]
    ground = ground_in_turn(run.call)
    return next(
        (
            waiting[reference]
            for reference in dict.fromkeys(order)
            if reference in waiting
            and not run.result[reference]
            and fits(shops[reference], stall_of(booth))
            and not quota_problem(waiting[reference], booth, ground)
        ),
        None,
    )


def line_for(application: BoothApplication) -> ResultLine | None:
    """What the run that was used gave to this application, and why."""
    runs = RulesRun.objects.applied().filter(call=application.call_id)
    for run in runs.order_by("-pk"):
        if application.reference_no in run.result:
            lines = lines_of(run)
            return next(line for line in lines if line.reference == application.reference_no)
    return None
