"""A fair gets another address, and the old one leads to it."""

from fairs.models import FairAddress, FairEvent
from otopfair.history.models import record


def keep_addresses(fair_event: FairEvent, *, before: str = "", by) -> None:
    """Write the address of a saved fair down, and the one that it had `before`.

    In the transaction of the save. Raises IntegrityError when another fair has taken the address
    in this moment; the form has asked before.
    """
    known = set(fair_event.addresses.values_list("slug", flat=True))
    FairAddress.objects.bulk_create(
        FairAddress(slug=slug, fair_event=fair_event)
        for slug in dict.fromkeys(filter(None, (before, fair_event.slug)))
        if slug not in known
    )
    if before and before != fair_event.slug:
        changes = {"ที่อยู่หน้าเว็บ": [before, fair_event.slug]}
        summary = "ย้ายที่อยู่หน้าเว็บ ที่อยู่เดิมพามาที่ใหม่"
        record(fair_event, "readdress", summary, by=by, changes=changes)
