"""A posted answer about orders is kept, or keeps what was typed with what is wrong."""

from django.http import Http404

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.stale import StalePage
from sales.forms.follow_ups import FollowUpForm
from sales.models import FollowUpSource
from sales.operations.follow_ups import answer_follow_up
from sales.reports.follow_ups import Case, case_of
from vendors.models import Vendor


def asked_case(fair_event: FairEvent, vendor: Vendor, months: int) -> Case:
    case = case_of(fair_event, vendor, months)
    if case is None:
        raise Http404
    return case


def answered(request, case: Case, *, source: str, by=None) -> tuple[FollowUpForm, int]:
    """The form with its status: 302 when the answer was kept."""
    posted = request.POST if request.method == "POST" else None
    form = FollowUpForm(posted, case=case, by_officer=source == FollowUpSource.OFFICER)
    if posted is None:
        return form, 200
    if not form.is_valid():
        return form, 422
    try:
        answer_follow_up(case, form.told(), source=source, by=by, seen=form.cleaned_data["seen"])
    except StalePage as stale:
        form.keep(stale)
        return form, stale.status
    except RuleBroken as broken:
        return form, broken.put_on(form)
    return form, 302
