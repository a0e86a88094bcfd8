"""What the code on a card says: of whom it is, and whether it holds today."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from fairs.models import Assignment, FairEvent
from onsite.arrivals import ArrivalRow, row_of
from onsite.models import ExhibitorCard
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, format_range_short
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication

_signer = signing.Signer(salt="onsite.helper-pass", sep=".")


@dataclass(frozen=True)
class CheckedCard:
    """A card as it is today. `refusal` says why it does not hold; "" when it does."""

    fair_event: FairEvent
    name: str
    standing: str
    refusal: str
    application: BoothApplication | None = None
    rows: list[ArrivalRow] = field(default_factory=list)

    @property
    def shop(self) -> str:
        """The shop's name as visitors may read it."""
        if self.application is None:
            return ""
        vendor = self.application.vendor
        return vendor.name_th if vendor.is_public else "ร้านในงาน"

    @property
    def booths(self) -> str:
        return " ".join(row.allocation.booth.code for row in self.rows)


def pass_token(assignment: Assignment) -> str:
    """What the code on the pass of a fair's helper says; it holds as long as the role does."""
    return _signer.sign(str(assignment.pk))


def card_address(token: str) -> str:
    return reverse("card-check", args=[token])


def check_card(token: str) -> CheckedCard | None:
    """The card of a code that we have given; None for anything else."""
    related = ("application__fair_event", "application__vendor", "replaced_by")
    card = ExhibitorCard.objects.filter(token=token).select_related(*related).first()
    if card:
        return _of_vendor(card)
    try:
        key = _signer.unsign(token)
    except signing.BadSignature:
        return None
    rows = Assignment.objects.filter(role=Role.FAIR_HELPER).select_related("fair_event", "user")
    assignment = rows.filter(pk=key).first()
    return _of_helper(assignment) if assignment else None


def helpers_of(fair_event: FairEvent) -> list[Assignment]:
    """Who helps at a fair now or will, by name."""
    rows = Assignment.objects.filter(fair_event=fair_event, role=Role.FAIR_HELPER, taken_at=None)
    rows = rows.filter(until__gte=today_in_thailand()).select_related("user", "fair_event")
    return list(rows.order_by("user__sort_key", "pk"))


def booths_in_words(applications) -> dict[int, str]:
    """Application → its booths with their days: "C07", "C08 28–30 ต.ค. 63"."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = BoothAllocation.objects.live().filter(application__in=applications)
    for row in rows.select_related("booth").order_by("booth__sort_key", "pk"):
        found[row.application_id].append(row.place_text)
    return {key: " ".join(texts) for key, texts in found.items()}


def _of_vendor(card: ExhibitorCard) -> CheckedCard:
    application, today = card.application, today_in_thailand()
    standing = BoothAllocation.objects.filter(application=application).standing_on(today)
    rows = [row_of(one, today) for one in standing.order_by("booth__sort_key", "pk")]
    return CheckedCard(
        application.fair_event,
        card.person,
        card.get_holder_display(),
        _why_not(card) or _not_today(application.fair_event) or _no_booth(card, rows),
        application,
        rows,
    )


def _of_helper(assignment: Assignment) -> CheckedCard:
    today, refusal = today_in_thailand(), ""
    if assignment.taken_at or (assignment.until and assignment.until < today):
        refusal = "ผู้ช่วยงานคนนี้หมดหน้าที่แล้ว"
    elif assignment.from_on > today:
        refusal = f"ผู้ช่วยงานคนนี้เริ่ม {format_date_short(assignment.from_on)}"
    refusal = refusal or _not_today(assignment.fair_event)
    return CheckedCard(assignment.fair_event, str(assignment.user), "ผู้ช่วยงาน", refusal)


def _why_not(card: ExhibitorCard) -> str:
    if card.replaced_by:
        return "ออกบัตรใหม่แทนบัตรนี้แล้ว ใช้บัตรใหม่"
    if card.cancelled_at:
        return f"บัตรนี้ยกเลิกแล้วเมื่อ {format_date_short(timezone.localdate(card.cancelled_at))}"
    if card.application.status != ApplicationStatus.CONFIRMED:
        return "ร้านนี้ไม่ได้ร่วมงานแล้ว"
    return ""


def _not_today(fair_event: FairEvent) -> str:
    today = today_in_thailand()
    if fair_event.is_cancelled:
        return "งานนี้ยกเลิกแล้ว"
    if fair_event.day_number(today) is not None:
        return ""
    if not fair_event.days:
        return "งานนี้ยังไม่กำหนดวัน"
    days = format_range_short(fair_event.opens_on, fair_event.closes_on)
    return f"วันนี้ไม่ใช่วันจัดงาน งานจัด {days}"


def _no_booth(card: ExhibitorCard, rows: list[ArrivalRow]) -> str:
    if rows:
        return ""
    booths = booths_in_words([card.application_id]).get(card.application_id)
    return f"วันนี้ร้านนี้ไม่มีบูธ มีบูธ {booths}" if booths else "ร้านนี้ยังไม่มีบูธ"
