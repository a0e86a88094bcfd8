"""Rows of a list that would be enrolled, held against the limits of the fair."""

from fairs.models import FairEvent
from products.imports.registers import KnownVendor
from vendors.eligibility import why_barred
from vendors.limits import Comer, Limits
from vendors.models import Vendor

BARRED = "อีกร้านที่ใช้เบอร์โทรเดียวกันถูกงดรับสมัคร ถ้าเป็นคนละราย ให้แก้เบอร์ในไฟล์"


class RowLimits:
    """The limits of a fair for the rows of a list, in their order."""

    def __init__(self, fair_event: FairEvent, known: set[int]) -> None:
        self._fair, self._limits = fair_event, Limits(fair_event, known)

    def why_barred(self, row, known: KnownVendor | None) -> str:
        """The ban that keeps the vendor of `row` from this fair; "" when there is none."""
        if not self._limits.is_barred(_comer(row, known)):
            return ""
        if known is None:
            return BARRED
        return why_barred(Vendor.objects.get(pk=known.pk), self._fair) or BARRED

    def passed_over(self, row, known: KnownVendor | None) -> str:
        """What enrolling `row` passes over; it counts as chosen from here on."""
        return " ".join(self._limits.passed_over(_comer(row, known)).values())


def _comer(row, known: KnownVendor | None) -> Comer:
    key = known.pk if known else -row.number
    return Comer(key, row.province, row.category, frozenset(row.phones))
