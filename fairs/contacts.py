"""Whom a vendor calls: the fair's own number, its province's office, at last the portal's."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from fairs.models import Agency, AgencyKind, FairEvent

OFFICE = "สำนักงานพัฒนาชุมชน"


@dataclass(frozen=True)
class Office:
    """Who answers, as every page's frame prints it."""

    name: str
    phone: str
    address: str = ""


def contact_of(fair_event: FairEvent) -> Office:
    """Who answers for a fair."""
    if fair_event.contact_phone:
        return Office(str(fair_event), fair_event.contact_phone)
    return contact_in(fair_event.home_province_id)


def contact_in(province_id: str | None) -> Office:
    """The office of a province; where it has given no number, the one that runs the portal."""
    agency = _offices(province_id).first() if province_id else None
    if agency is None:
        return Office(**settings.SITE_OFFICE)
    return Office(agency.name_th, agency.phone, agency.address)


def contact_phone(fair_column: str) -> Coalesce:
    """The number that contact_of() answers with, for many rows at once."""
    offices = _offices(OuterRef(f"{fair_column}__home_province")).values("phone")[:1]
    own = NullIf(F(f"{fair_column}__contact_phone"), Value(""))
    return Coalesce(own, Subquery(offices), Value(settings.SITE_OFFICE["phone"]))


def _offices(province):
    offices = Agency.objects.filter(province=province, kind=AgencyKind.STATE)
    return offices.filter(name_th__startswith=OFFICE).exclude(phone="").order_by("pk")
