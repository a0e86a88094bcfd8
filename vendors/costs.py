"""What a vendor is to pay for the booths of an application; nothing here comes from a browser."""

from dataclasses import dataclass
from decimal import Decimal

from fairs.models import BoothClass, VendorCall
from fairs.models.booth_classes import costs_in_words
from otopfair.stale import seen_of
from vendors.models import BoothApplication


@dataclass(frozen=True)
class Costs:
    """Fee and deposit of all the booths together, in baht."""

    booth_class: BoothClass
    booths: int

    @property
    def fee_baht(self) -> Decimal:
        return self.booth_class.fee_baht * self.booths

    @property
    def deposit_baht(self) -> Decimal:
        return self.booth_class.deposit_baht * self.booths

    @property
    def in_words(self) -> str:
        costs = costs_in_words(self.fee_baht, self.deposit_baht)
        return f"{self.booth_class.name} {self.booths} บูธ {costs}"


def classes_of(call: VendorCall | None) -> list[BoothClass]:
    """The classes that a call offers, in order."""
    return list(BoothClass.objects.filter(call=call, is_offered=True))


def class_for(application: BoothApplication, call: VendorCall | None) -> BoothClass | None:
    """The class that was chosen among those of `call`; where there is one only, that one."""
    return _chosen_among(classes_of(call), application)


def _chosen_among(offered: list[BoothClass], application: BoothApplication) -> BoothClass | None:
    chosen = [one for one in offered if one.pk == application.booth_class_id]
    return next(iter(chosen or (offered if len(offered) == 1 else [])), None)


def costs_of(application: BoothApplication) -> Costs | None:
    """What it would cost as the call says now; None where the call names no class."""
    chosen = class_for(application, application.call_for_sending())
    return Costs(chosen, application.booths_wanted) if chosen else None


def costs_mark(application: BoothApplication) -> str:
    """The fingerprint of the costs, as a page shows them."""
    costs = costs_of(application)
    return seen_of({"costs": costs.in_words if costs else ""})


def lacks_class(application: BoothApplication) -> bool:
    offered = classes_of(application.call_for_sending())
    return bool(offered) and _chosen_among(offered, application) is None


def agreed_in_words(application: BoothApplication) -> str:
    """Fee and deposit as the vendor agreed to them when it sent the application; "" for none."""
    if application.fee_baht is None:
        return ""
    return costs_in_words(application.fee_baht, application.deposit_baht or Decimal(0))
