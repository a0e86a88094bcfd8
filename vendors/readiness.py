"""Steps of a fair that are about its vendors: whom they pay, and that they have their booths."""

from collections.abc import Iterator

from django.urls import reverse

from fairs.fair_steps import Part, Step
from fairs.models import BoothClass, FairEvent
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, FairPayee

NAME_PAYEE, LOOK = "vendors.name_payee", "vendors.view_boothallocation"


def vendor_steps(fair_event: FairEvent) -> Iterator[Step]:
    """A payee only where something is to pay; booths once vendors have said yes."""
    classes = BoothClass.objects.filter(call__fair_event=fair_event)
    if classes.exclude(fee_baht=0, deposit_baht=0).exists():
        payee = FairPayee.objects.filter(fair_event=fair_event).current().first()
        yield Step(
            "payee",
            Part.CALL,
            "ผู้รับเงินค่าบูธ",
            payee is not None,
            payee.name if payee else "เจ้าหน้าที่คนหนึ่งเสนอ อีกคนอนุมัติ ก่อนร้านชำระเงิน",
            reverse("staff:money-payee", args=[fair_event.pk]),
            NAME_PAYEE,
        )
    yield _given(fair_event)


def _given(fair_event: FairEvent) -> Step:
    sure = BoothApplication.objects.filter(
        fair_event=fair_event, status=ApplicationStatus.CONFIRMED
    )
    wanting, booths = sure.count(), BoothAllocation.objects.filter(released_at=None)
    given = sure.filter(pk__in=booths.values("application")).count()
    return Step(
        "booths",
        Part.CALL,
        "จัดบูธให้ร้านที่ยืนยันแล้ว",
        0 < wanting == given,
        f"ได้บูธแล้ว {given:,} จาก {wanting:,} ร้าน" if wanting else "ยังไม่มีร้านยืนยัน",
        reverse("staff:allocation-fair", args=[fair_event.pk]),
        LOOK,
    )
