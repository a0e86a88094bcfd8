"""One legal person counts once, under however many shop names."""

from django.db.models import Q, Sum

from fairs.models import VendorCall
from vendors.models import (
    LIVE_STATUSES,
    ApplicationStatus,
    BoothApplication,
    MemberRole,
    Outcome,
    Vendor,
    VendorMember,
    VendorPhone,
)
from vendors.places import CHOSEN


def shops_of_one_person(vendor: Vendor):
    """The other vendors behind which the same person stands: one owner's account, or one phone.

    Two identity numbers are two persons, whatever they share.
    """
    owned = VendorMember.objects.filter(role=MemberRole.OWNER)
    by_account = owned.filter(user__in=owned.filter(vendor=vendor).values("user"))
    by_phone = VendorPhone.objects.filter(number__in=vendor.phones.order_by().values("number"))
    # As one list of numbers: by two joins PostgreSQL went through all shops for each of them.
    same = by_account.order_by().values("vendor").union(by_phone.order_by().values("vendor"))
    found = Vendor.objects.filter(pk__in=same).exclude(pk=vendor.pk)
    return found.filter(identity_no="") if vendor.identity_no else found


def other_applications(application: BoothApplication):
    """What the same person has sent for other shops at this fair, and has not ended."""
    shops = shops_of_one_person(application.vendor)
    theirs = BoothApplication.objects.filter(vendor__in=shops, status__in=LIVE_STATUSES)
    return theirs.filter(fair_event=application.fair_event).exclude(status=ApplicationStatus.DRAFT)


def passes_the_limit(application: BoothApplication, call: VendorCall, booths: int) -> str:
    """A sentence when `booths` more are too many for one person at this fair; "" when they fit."""
    others = other_applications(application)
    taken = others.aggregate(booths=Sum("booths_wanted"))["booths"] or 0
    if not taken or taken + booths <= call.max_booths:
        return ""
    left = max(call.max_booths - taken, 0)
    rest = f"ขอเพิ่มได้อีก {left} บูธ" if left else "จึงขอเพิ่มไม่ได้"
    return (
        f"งานนี้ให้ไม่เกิน {call.max_booths} บูธต่อราย อีกร้านที่ใช้บัญชีหรือเบอร์โทรเดียวกันขอไว้แล้ว"
        f" {taken} บูธ {rest} ถ้าเป็นคนละราย ให้กรอกเลข 13 หลักในข้อมูลร้านทั้งสองร้าน"
    )


def everything_of_one_person(vendor: Vendor) -> Q:
    """Rows with a `vendor` that concern this person: the vendor's own and its other shops'."""
    return Q(vendor=vendor.pk) | Q(vendor__in=shops_of_one_person(vendor))


def passes_the_share(application: BoothApplication, call: VendorCall) -> str:
    """For officers: a sentence when choosing it gives one person more booths than a person gets at
    this fair. What is chosen and not told yet counts; "" when it fits."""
    chosen = Q(status__in=CHOSEN) | Q(standing=Outcome.SELECT)
    others = other_applications(application).with_standing().filter(chosen)
    taken = sum(others.order_by().values_list("booths_wanted", flat=True))
    return share_in_words(call, taken, application.booths_wanted)


def share_in_words(call: VendorCall, taken: int, booths: int) -> str:
    """A sentence when `booths` more than the `taken` of other shops are too many for a person."""
    if not taken or taken + booths <= call.max_booths:
        return ""
    return (
        f"งานนี้ให้ไม่เกิน {call.max_booths} บูธต่อราย อีกร้านของคนเดียวกันได้รับคัดเลือกแล้ว {taken} บูธ"
        f" ใบนี้ขออีก {booths} บูธ จึงเกินสิทธิ์ต่อราย"
    )


def known_by_shop(user):
    """The accounts that act for shops whose people `user` helps."""
    shops = Vendor.objects.covered_by(user, "vendors.help_vendor")
    return VendorMember.objects.filter(vendor__in=shops.order_by()).order_by().values("user")
