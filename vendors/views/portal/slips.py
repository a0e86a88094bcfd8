"""A vendor sends the slip of a transfer, and reads what became of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import status_after
from otopfair.media.serving import private_file
from vendors.forms.slips import SlipForm
from vendors.models import BoothApplication, PaymentSlip
from vendors.operations.slips import send_slip
from vendors.views.portal.access import portal_page, vendor_page
from vendors.views.portal.ladder import card_of, with_all_for_cards


@vendor_page
@require_http_methods(["GET", "POST"])
def slip(request, application_id):
    """What is open, and the box for the picture."""
    rows = with_all_for_cards(BoothApplication.objects.managed_by(request.user))
    card = card_of(get_object_or_404(rows, pk=application_id))
    form, status = SlipForm(), 200
    if request.method == "POST":
        form = SlipForm(request.POST, request.FILES)
        status = status_after(form, lambda: _send(card.application, form, request.user))
        if status == 302:
            messages.success(request, "ส่งสลิปแล้ว เจ้าหน้าที่จะเทียบกับเงินที่เข้าบัญชี")
            return redirect("my-application", card.application.pk)
    context = {"card": card, "form": form}
    return portal_page(
        request, "vendors/portal/slip.html", context, tab="applications", status=status
    )


def _send(application, form: SlipForm, by) -> None:
    answers = form.cleaned_data
    send_slip(application, answers["file"], form_key=answers["form_key"], by=by)


@vendor_page
@never_cache
@require_safe
def slip_file(request, slip_id):
    """The own picture, as we keep it."""
    rows = PaymentSlip.objects.filter(application__vendor__members__user=request.user)
    row = get_object_or_404(rows.select_related("application"), pk=slip_id)
    return private_file(row.file, f"slip-{row.application}.webp")
