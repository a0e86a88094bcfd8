"""Whether a selection was fair, in numbers: who applied and who was chosen, by district, category,
newcomers and stars; why others were not; what was decided beside the rules. Every table adds up
to the same total.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairs.models import FairEvent, VendorCall
from otopfair.thai.percents import percent, percent_text
from vendors.groupings import Grouping, groupings
from vendors.models import BoothApplication, Decision, Outcome, ReasonAudience, Vendor

SHORTEST_NAME = 4
FOR_THE_COMMITTEE = gettext_noop("เหตุผลมีชื่อบุคคลหรือร้าน คณะทำงานเก็บไว้")
FEWEST = 3  # a group of fewer applicants is not shown to the public by itself
CHOSEN, RESERVE, REFUSED, WITHDRAWN, WAITING = (
    *("chosen", "reserve", "refused"),
    *("withdrawn", "waiting"),
)
BUCKETS = {
    CHOSEN: gettext_noop("ได้รับคัดเลือก"),
    RESERVE: gettext_noop("สำรอง"),
    REFUSED: gettext_noop("ไม่ผ่าน"),
    WITHDRAWN: gettext_noop("ถอนหรือสละสิทธิ์"),
    WAITING: gettext_noop("ยังไม่มีผล"),
}
BUCKET_OF = {
    **dict.fromkeys((Outcome.SELECT.value, "selected", "confirmed"), CHOSEN),
    **dict.fromkeys((Outcome.RESERVE.value, "reserved"), RESERVE),
    **dict.fromkeys((Outcome.REFUSE.value, "refused"), REFUSED),
    **dict.fromkeys(("withdrawn", "declined", "lapsed"), WITHDRAWN),
}
OWN_WORDS = gettext_noop("เหตุผลที่เขียนเฉพาะราย")
OTHER_REASONS = gettext_noop("เหตุผลอื่น")
NO_REASON = gettext_noop("ไม่มีเหตุผลในระบบ")


@dataclass
class Line:
    """One group: how many applied, and what became of them. The buckets add up to `applied`."""

    name: str
    counts: Counter = field(default_factory=Counter)

    @property
    def applied(self) -> int:
        return sum(self.counts.values())

    @property
    def chosen(self) -> int:
        return self.counts[CHOSEN]

    @property
    def cells(self) -> list[int]:
        return [self.counts[bucket] for bucket in BUCKETS]

    @property
    def share(self) -> str:
        """Of those who applied, how many of a hundred were chosen."""
        return f"{percent_text(percent(self.chosen, self.applied), 0)}%" if self.applied else ""


AnyLine = TypeVar("AnyLine", bound="Grouped")


class Grouped(Protocol):
    """A line of some table: its name, what it counts, and how many shops those are."""

    name: str
    counts: Counter

    def __init__(self, name: str, counts: Counter) -> None: ...

    @property
    def applied(self) -> int: ...


@dataclass
class Shares:
    """One table: its groups, and the line that they add up to."""

    title: str
    lines: list[Line]
    total: Line


@dataclass
class Override:
    """A decision beside the rules: which, why, by whom, when."""

    application: BoothApplication
    what: str
    why: str
    decision: Decision

    @property
    def why_without_names(self) -> str:
        named = names_somebody(self.application.vendor, self.why)
        return _(FOR_THE_COMMITTEE) if named else self.why


@dataclass
class Fairness:
    total: Line
    tables: list[Shares]
    reasons: list[tuple[str, int]]
    overrides: list[Override]
    merged: bool = False

    @property
    def buckets(self) -> list[str]:
        return [_(words) for words in BUCKETS.values()]

    @property
    def counted_overrides(self) -> list[tuple[str, str, int]]:
        """For the public: which rule, why, how many; nobody's name."""
        counts = Counter((_(one.what), one.why_without_names) for one in self.overrides)
        return sorted((what, why, count) for (what, why), count in counts.items())


def for_committee(
    fair_event: FairEvent, call: VendorCall | None = None, *, waiting: bool = True
) -> Fairness:
    """With what was decided and not told yet, unless `waiting` is not for who reads it."""
    rows = _rows(fair_event, call)
    for row in rows:
        row.bucket = BUCKET_OF.get(row.standing if waiting else row.status, WAITING)
    reasons = _reasons(rows, lambda reason: reason.text_th)
    overrides = [one for one in _overrides(rows) if waiting or one.decision.announced_at]
    return Fairness(_total(rows), _tables(rows), reasons, overrides)


def for_public(fair_event: FairEvent) -> Fairness | None:
    """With what was announced; None before anything was."""
    if not is_announced(fair_event):
        return None
    rows = _rows(fair_event, None)
    for row in rows:
        row.bucket = BUCKET_OF.get(row.status, WAITING)
    told = [ReasonAudience.VENDOR, ReasonAudience.PUBLIC]
    reasons = _reasons(
        rows, lambda reason: reason.text_th if reason.audience in told else OTHER_REASONS
    )
    announced = [one for one in _overrides(rows) if one.decision.announced_at]
    tables = [Shares(table.title, merge_small(table.lines), table.total) for table in _tables(rows)]
    reasons = [(_(words), count) for words, count in _merge_reasons(reasons)]
    return Fairness(_total(rows), tables, reasons, announced, merged=True)


def is_announced(fair_event: FairEvent) -> bool:
    """Whether an announcement of who was chosen is out, with all of its letters."""
    told = Decision.objects.filter(application__fair_event=fair_event, outcome=Outcome.SELECT)
    return told.filter(announcement__applied_at__isnull=False).exists()


def _rows(fair_event: FairEvent, call: VendorCall | None) -> list[BoothApplication]:
    """Everybody who sent an application; a draft is nobody's business."""
    rows = BoothApplication.objects.filter(fair_event=fair_event).exclude(status="draft")
    rows = rows.filter(call=call) if call else rows
    rows = rows.with_standing().exclude(reference_number=None)
    places = ("vendor__district", "vendor__province", "fair_event")
    return list(rows.select_related(*places).order_by("reference_number", "pk"))


def _total(rows: list[BoothApplication]) -> Line:
    return Line(_("รวม"), Counter(row.bucket for row in rows))


def _tables(rows: list[BoothApplication]) -> list[Shares]:
    return [_table(grouping, rows) for grouping in groupings(rows)]


def _table(grouping: Grouping, rows: list[BoothApplication]) -> Shares:
    lines: dict[str, Line] = {}
    for row in rows:
        name = grouping.group_of[row.pk]
        lines.setdefault(name, Line(name)).counts[row.bucket] += 1
    ordered = sorted(lines.values(), key=lambda line: grouping.place_of(line.name, line.applied))
    return Shares(grouping.title, ordered, _total(rows))


def merge_small(lines: list[AnyLine]) -> list[AnyLine]:
    """Groups of fewer than three as one, with the next smallest when they are fewer together."""
    by_size = sorted(lines, key=lambda line: line.applied)
    small = [line for line in by_size if line.applied < FEWEST]
    if not small:
        return lines
    for line in by_size[len(small) :]:
        if sum(one.applied for one in small) >= FEWEST and len(small) > 1:
            break
        small.append(line)
    counts = sum((one.counts for one in small), Counter())
    merged = type(small[0])(_("กลุ่มเล็กรวมกัน %(count)s กลุ่ม") % {"count": len(small)}, counts)
    return [*(line for line in lines if line not in small), merged]


def _reasons(rows, words: Callable) -> list[tuple[str, int]]:
    """Why those who were refused were refused, counted; the counts add up to them."""
    refused = [row for row in rows if row.bucket == REFUSED]
    newest = _newest_refusals(refused)
    counts: Counter = Counter()
    for row in refused:
        decision = newest.get(row.pk)
        if decision is None:
            counts[NO_REASON] += 1
        else:
            counts[words(decision.reason) if decision.reason else OWN_WORDS] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _newest_refusals(refused) -> dict[int, Decision]:
    decisions = Decision.objects.filter(
        application__in=[row.pk for row in refused], outcome=Outcome.REFUSE, set_aside_at=None
    )
    rows = decisions.select_related("reason").order_by("pk")
    return {decision.application_id: decision for decision in rows}


def _merge_reasons(reasons: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Reasons of fewer than three are other reasons; few others take the next smallest along."""
    kept = [pair for pair in reasons if pair[1] >= FEWEST and pair[0] != OTHER_REASONS]
    others = sum(count for _words, count in reasons) - sum(count for _words, count in kept)
    while 0 < others < FEWEST and kept:
        others += kept.pop()[1]
    return [*kept, (OTHER_REASONS, others)] if others else kept


def names_somebody(vendor: Vendor, text: str) -> bool:
    """Whether `text` holds the name of the shop, or of its person."""
    names = (vendor.name_th, vendor.contact_name)
    return any(len(name) >= SHORTEST_NAME and name in text for name in names)


def _overrides(rows) -> list[Override]:
    """Decisions beside a rule that hold."""
    by_id = {row.pk: row for row in rows}
    decisions = Decision.objects.beside_rules().filter(
        application__in=list(by_id), set_aside_at=None
    )
    return [
        Override(by_id[decision.application_id], what, why, decision)
        for decision in decisions.select_related("decided_by").order_by("decided_at", "pk")
        for what, why in decision.beside_rules
    ]
