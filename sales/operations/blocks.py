"""A block of figures comes in at one press, all or none, and goes back at one press."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.locking import lock
from otopfair.removals.changes import Change, lock_rows, plain, plain_columns
from otopfair.removals.models import Removal
from otopfair.removals.removing import take_back_rows
from otopfair.thai.formatting import format_date
from sales.models import BoothSale, EnteredBlock, SaleSource
from sales.operations.taking_back import require_open_report
from sales.operations.takings_many import FIGURE, Figure, record_figures

TOUCHED = "แก้หลังจากวาง"


def take_block(
    fair_event: FairEvent, sold_on: date, figures: Sequence[Figure], *, by, reason: str = ""
) -> EnteredBlock | None:
    """Record every figure of the block, or none; None when all of them stand there already.

    Raises RuleBroken with the booth in the sentence, as `record_booth_sale` does for one row.
    """
    with transaction.atomic():
        # Alone at the fair: two who enter several booths each would wait for each other.
        fair_event = lock_fair(fair_event, what="จึงบันทึกยอดไม่ได้")
        lines = _enter(fair_event, figures, by, reason)
        if not lines:
            return None
        return EnteredBlock.objects.create(
            fair_event=fair_event, sold_on=sold_on, lines=lines, entered_by=by
        )


def _enter(fair_event: FairEvent, figures: Sequence[Figure], by, reason: str) -> list[list]:
    """[sale, what is there now, what was there before] of each figure that changed something."""
    try:
        recorded = record_figures(
            fair_event, figures, source=SaleSource.OFFICER, by=by, reason=reason
        )
    except RuleBroken as broken:
        if not isinstance(broken.about, Figure):
            raise
        code = broken.about.allocation.booth.code
        raise RuleBroken(f"บูธ {code}: {broken.message}", field=broken.field) from broken
    now = BoothSale.objects.in_bulk([one.sale.pk for one in recorded])
    return [
        [
            one.sale.pk,
            plain_columns(now[one.sale.pk], FIGURE),
            one.before and plain(one.before),
        ]
        for one in recorded
    ]


def undo_block(block: EnteredBlock, *, by) -> Removal:
    """Put back what stood there before the block, wherever nobody has touched it since.

    What stays is named in the removal, which can be undone itself. A second press finds it done.
    Raises RuleBroken when the day's report is closed, or nothing is left as the block left it.
    """
    with transaction.atomic():
        fair_event = lock(block.fair_event)
        block = lock(block)
        if block.removal and block.is_undone:
            return block.removal
        require_open_report(fair_event, block.sold_on)
        booths, changes, stays = _lock_lines(block)
        if not changes:
            raise RuleBroken("ทุกแถวถูกแก้หลังจากวางแล้ว จึงไม่มีแถวให้เลิกทำ")
        gone = [change.row for change in changes if change.after == change.before]
        changed = [change for change in changes if change.after != change.before]
        block.removal = take_back_rows(
            _removal(block, fair_event, len(changes), stays, by), gone, changed, only_locked=booths
        )
        block.save(update_fields=["removal"])
    return block.removal


def _lock_lines(block: EnteredBlock) -> tuple[list, list[Change], list]:
    """The booths, the figures that stand as the block left them, and what stays and why.

    A figure that the block opened has no former value: it is its own `after`, and goes.
    """
    keys = [pk for pk, _left, _former in block.lines]
    places = BoothSale.objects.filter(pk__in=keys).values_list("booth_id", flat=True)
    booths = lock_rows(("fairs.booth", pk) for pk in places)
    sales = lock_rows(("sales.boothsale", pk) for pk in keys)
    changes, stays = [], []
    for pk, left, former in block.lines:
        sale = sales.get(("sales.boothsale", pk))
        if sale is None:
            continue
        change = Change.kept_as(sale, left, former or left)
        if change.stands:
            changes.append(change)
        else:
            stays.append(["ยอด", str(sale), TOUCHED])
    return list(booths.values()), changes, stays


def _removal(block: EnteredBlock, fair_event, count: int, stays: list, by) -> Removal:
    day = block.sold_on
    removal = Removal(
        title=f"ยอดจาก Excel ของวันที่ {format_date(day)} ที่วางไว้",
        done_word="เลิกทำ",
        root_type=block._meta.label_lower,
        root_id=block.pk,
        owner_type=fair_event._meta.label_lower,
        owner_id=fair_event.pk,
        permission="sales.enter_boothsale",
        goes=[f"ยอดขาย {count} แถว"],
        stays=stays,
        reason="เลิกทำยอดที่วางจาก Excel",
        back_url=reverse("staff:sales-fair", args=[fair_event.pk, day.isoformat()]),
        removed_by=by,
    )
    removal.owner = fair_event
    return removal
