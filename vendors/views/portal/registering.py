"""Where a vendor stands in the register of producers, and how it asks to be in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from otopfair.errors import status_after
from otopfair.onward import onward, with_onward
from otopfair.thai.digits import whole_number
from vendors.forms.registrations import AskRegistrationForm, TellRegistrationForm
from vendors.models import RegistrationKind, RegistrationRound, RegistrationState
from vendors.operations.registrations import ask_registration, tell_registration
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def registration(request):
    """Every registration with its state, and the open rounds, each with its form."""
    rounds = RegistrationRound.objects.open_for(request.vendor)
    form, chosen, status = AskRegistrationForm(), None, 200
    if request.method == "POST":
        chosen = get_object_or_404(RegistrationRound, pk=whole_number(request.POST.get("round")))
        form = AskRegistrationForm(request.POST)
        status = status_after(
            form,
            lambda: ask_registration(request.vendor, chosen, by=request.user, **form.answers()),
        )
        if status == 302:
            messages.success(request, "ยื่นแล้ว อำเภอจะพิจารณา")
            return redirect(with_onward(reverse("my-registration"), onward(request)))
    rows = request.vendor.registrations.select_related("round").order_by("-created_at", "-pk")
    rows = list(rows)
    asked = {row.round_id for row in rows if row.state != RegistrationState.REFUSED}
    context = {
        "registrations": rows,
        "open_round": chosen or rounds.exclude(pk__in=asked - {None}).first(),
        "kinds": RegistrationKind,
        "form": form,
        "onward": onward(request),
    }
    return portal_page(request, "vendors/portal/registration.html", context, status=status)


@vendor_page
@require_http_methods(["GET", "POST"])
def registration_tell(request, registered_as):
    """A registration that the vendor has already: its number, for an officer to check."""
    if registered_as not in RegistrationKind:
        raise Http404
    kind = RegistrationKind(registered_as)
    told = _told_before(request.vendor, kind)
    form, status = TellRegistrationForm(initial=_as_told(told)), 200
    if request.method == "POST":
        form = TellRegistrationForm(request.POST)
        status = status_after(
            form,
            lambda: tell_registration(request.vendor, kind, by=request.user, **form.answers()),
        )
        if status == 302:
            messages.success(request, "แจ้งแล้ว เจ้าหน้าที่จะตรวจ")
            return redirect(with_onward(reverse("my-registration"), onward(request)))
    context = {"kind": kind, "told": told, "form": form, "onward": onward(request)}
    return portal_page(request, "vendors/portal/registration_tell.html", context, status=status)


def _told_before(vendor, kind):
    """The last that it told of this kind, unless it was found right."""
    told = vendor.registrations.filter(kind=kind, round=None).exclude(asked_at=None)
    last = told.order_by("-pk").first()
    return None if last is None or last.is_in_force else last


def _as_told(row) -> dict:
    """The form starts from what waits, or from what an officer asked to mend; a person's number
    is typed anew."""
    if row is None:
        return {}
    days = {"valid_from": row.valid_from, "valid_until": row.valid_until}
    return days if row.shown_number != row.number else {**days, "number": row.number}
