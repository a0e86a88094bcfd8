"""A posted form of takings becomes a figure, or keeps what was typed with what is wrong."""

from django.http import Http404

from otopfair.errors import RuleBroken
from otopfair.stale import StalePage
from sales.models import BoothSale, SaleSource
from sales.operations.takings import record_booth_sale
from sales.views.portal.takings_of import BoothEntry


def posted_entry(request, entries: list[BoothEntry]) -> BoothEntry:
    wanted = request.POST.get("allocation", "")
    for entry in entries:
        if str(entry.allocation.pk) == wanted:
            return entry
    raise Http404


def record_entry(data, entry: BoothEntry, *, by, reason: str = "") -> BoothSale | None:
    """The posted figure, recorded; None leaves `entry.form` with what is wrong."""
    entry.form = form = entry.bound(data)
    if not form.is_valid():
        return None
    try:
        return record_booth_sale(
            entry.allocation,
            sold_on=entry.day,
            sold_baht=form.cleaned_data["sold_baht"],
            ordered_baht=form.cleaned_data["ordered_baht"],
            seen=form.cleaned_data["seen"],
            source=SaleSource.VENDOR,
            by=by,
            reason=reason,
            entry=form.entry(),
        )
    except StalePage as stale:
        form.keep(stale)
    except RuleBroken as broken:
        broken.put_on(form)
    return None
