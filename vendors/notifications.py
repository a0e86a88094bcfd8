"""What vendors' people are told after an act. Called inside the transaction of the act."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from fairs.models import FairEvent
from otopfair.outbox.models import Channel
from otopfair.outbox.writing import (
    Letter,
    Recipient,
    channels_of,
    dead_addresses,
    reaches,
    write,
)
from otopfair.removals.changes import chunks
from vendors.models import BoothApplication, MemberRole, Vendor


def tell_applicant(
    application: BoothApplication,
    subject: str,
    body: str,
    *,
    kind: str = "application",
    link: str = "",
) -> None:
    """Tell the applicant, with a link to the application or another; who has no account is to
    be called."""
    fair_event, recipient = application.fair_event, recipient_of(application.vendor)
    if not is_told(fair_event, recipient):
        return
    letter = _letter(application, recipient, subject, body, link)
    write([letter], kind=kind, about=fair_event)


def send_letter(
    application: BoothApplication, subject: str, body: str, *, kind: str, link: str = ""
) -> None:
    """What somebody has written for this applicant: it goes out, also after the fair."""
    letter = _letter(application, recipient_of(application.vendor), subject, body, link)
    write([letter], kind=kind, about=application.fair_event)


def tell_applicants(
    fair_event: FairEvent, applications: QuerySet, subject: str, body: str, *, kind: str
) -> int:
    """Tell the vendors of many applications of one fair the same; returns how many."""
    rows = with_recipients(applications)
    letters = [_letter(row, recipient_of(row.vendor), subject, body) for row in rows]
    write(letters, kind=kind, about=fair_event)
    return len(letters)


def tell_each(fair_event: FairEvent, said: Iterable[tuple[int, str, str]]) -> None:
    """Tell each applicant of one fair something else: (application, subject, body)."""
    said = list(said)
    found = {
        row.pk: row
        for some in chunks(said)
        for row in with_recipients(BoothApplication.objects.filter(pk__in=[pk for pk, *_ in some]))
    }
    letters = [
        _letter(found[pk], recipient, subject, body)
        for pk, subject, body in said
        if is_told(fair_event, recipient := recipient_of(found[pk].vendor))
    ]
    write(letters, kind="application", about=fair_event)


def tell_vendor(vendor: Vendor, subject: str, body: str, *, kind: str, link: str) -> None:
    """Tell a vendor something that is about no application."""
    write([Letter(recipient_of(vendor), subject, body, link)], kind=kind)


def tell_vendors(
    vendors: Iterable[Vendor], subject: str, body: str, *, kind: str, link: str
) -> None:
    """Tell several vendors the same about no application."""
    rows = Vendor.objects.filter(pk__in=[vendor.pk for vendor in vendors]).order_by("pk")
    rows = rows.prefetch_related("members__user", "phones")
    write([Letter(recipient_of(row), subject, body, link) for row in rows], kind=kind)


def with_recipients(applications: QuerySet) -> QuerySet:
    """The applications with all that recipient_of() reads, in three queries."""
    return (
        applications.select_related("vendor")
        .prefetch_related("vendor__members__user", "vendor__phones")
        .order_by("pk")
    )


def recipient_of(vendor: Vendor) -> Recipient:
    """Every account that acts for the vendor; an owner has to hear of it, by whatever way."""
    members = [member for member in vendor.members.all() if member.user.is_active]
    owners = [member.user for member in members if member.role == MemberRole.OWNER]
    phones = [phone.number for phone in vendor.phones.all()]
    return Recipient(
        vendor,
        vendor.name_th,
        [member.user for member in members],
        phone=phones[0] if phones else "",
        email=vendor.email,
        owners=owners,
    )


def find_recipient(vendor_id: int) -> Recipient | None:
    """The recipient of a message to the vendor; None when it is no more."""
    vendor = Vendor.objects.filter(pk=vendor_id).first()
    return recipient_of(vendor) if vendor else None


def count_by_channel(recipients: Iterable[Recipient]) -> dict[Channel, int]:
    """How many of them a message reaches by each channel; who has two counts in both."""
    recipients = list(recipients)
    dead = dead_addresses(recipients)
    counts = Counter(channel for one in recipients for channel in channels_of(one, dead))
    return {channel: counts[channel] for channel in Channel if counts[channel]}


def ways_in_words(vendor: Vendor) -> str:
    """By what a message to the vendor goes out, besides its inbox: "อีเมลและโทรศัพท์"."""
    channels = count_by_channel([recipient_of(vendor)])
    return "และ".join(one.label for one in channels if one != Channel.INBOX)


def to_be_called(recipients: Iterable[Recipient]) -> int:
    """How many of them nothing but a call reaches."""
    recipients = list(recipients)
    dead = dead_addresses(recipients)
    return sum(not reaches(recipient, dead) for recipient in recipients)


def is_told(fair_event: FairEvent, recipient: Recipient) -> bool:
    """A list of a fair long past is entered: nobody is called about it."""
    return not fair_event.has_ended or reaches(recipient)


def _letter(application: BoothApplication, recipient, subject, body, link="") -> Letter:
    return Letter(recipient, subject, body, link or f"/my/applications/{application.pk}/")
