"""A vendor's applications: where each stands, and the vendor's own answers to the officers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.documents.pdf import PDF_TYPE, render_pdf
from otopfair.documents.qr import PNG_TYPE, qr_picture
from otopfair.documents.xlsx import file_response
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.paging import page_of
from vendors.copies import answers_now, last_copy
from vendors.dossier import missing_documents
from vendors.draws import draws_with
from vendors.models import ANSWERED_BY_VENDOR, BoothApplication
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.objections import refusal_of
from vendors.paying import paying_of, shown_paying
from vendors.proofs import money_moved, names_of_proof, proof_of
from vendors.receipts import answers_sent, receipt_of
from vendors.views.portal.access import portal_page, vendor_page
from vendors.views.portal.ladder import card_of, first_to_do, with_all_for_cards

TAB = "applications"


@vendor_page
@require_safe
def application_list(request):
    """All applications of the vendor, first those that wait for an answer."""
    rows = BoothApplication.objects.managed_by(request.user).filter(vendor=request.vendor)
    page = page_of(request, first_to_do(with_all_for_cards(rows)), per_page=20)
    lacks = missing_documents(request.vendor)
    cards = [card_of(row, lacks) for row in page]
    context = {"cards": cards, "page": page, "to_do": sum(c.waits_for_vendor for c in cards)}
    return portal_page(request, "vendors/portal/applications.html", context, tab=TAB)


@vendor_page
@require_safe
def application_detail(request, application_id):
    """One application with its steps, its answers and its history."""
    card = _own_card(request, application_id)
    context = {
        "card": card,
        "office": card.office,
        "history": HistoryEntry.objects.of(card.application),
        **shown_paying(card.account),
        "slips": list(card.application.slips.order_by("-pk")),
        "moved": money_moved(card.account),
        "draws": draws_with(card.application),
        "objection": getattr(refusal_of(card.application), "objection", None),
        **_answers_of(card.application),
    }
    return portal_page(request, "vendors/portal/application.html", context, tab=TAB)


def _answers_of(application) -> dict:
    """All answers as they were sent; of what is still being answered, and of what its vendor
    never sent, as they stand today.
    """
    copy = None if application.status in ANSWERED_BY_VENDOR else last_copy(application)
    if copy is None:
        return {"answers": answers_now(application)}
    return {"answers": answers_sent(copy), "sent_at": copy.sent_at}


@vendor_page
@require_safe
def receipt(request, application_id):
    """What was sent last, on paper. 404 for what was never sent by its vendor."""
    application = _own_card(request, application_id).application
    copy = last_copy(application)
    if copy is None:
        raise Http404
    data = render_pdf("receipt.typ", receipt_of(application, copy))
    number = application.reference_no
    return file_response(
        data, PDF_TYPE, ascii_name=f"{number}.pdf", thai_name=f"ใบรับสมัคร {number}.pdf"
    )


@vendor_page
@require_safe
def payment_proof(request, application_id):
    """What was paid, on paper. 404 where nothing was."""
    card = _own_card(request, application_id)
    moved = money_moved(card.account)
    if not moved:
        raise Http404
    data = render_pdf("payment.typ", proof_of(card.account, moved))
    return file_response(data, PDF_TYPE, **names_of_proof(card.application))


@vendor_page
@require_safe
def payment_qr(request, application_id):
    """The code of what is open, as a picture to keep. 404 where there is none."""
    card = _own_card(request, application_id)
    paying = paying_of(card.account)
    if paying is None or not paying.payload:
        raise Http404
    number = card.application.reference_no
    names = {"ascii_name": f"qr-{number}.png", "thai_name": f"คิวอาร์ชำระเงิน {number}.png"}
    return file_response(qr_picture(paying.payload), PNG_TYPE, **names)


@vendor_page
@require_http_methods(["GET", "POST"])
def confirm(request, application_id):
    """The vendor takes the place. A second press finds it taken already."""
    card = _own_card(request, application_id)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            confirm_application(card.application, by=request.user)
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
        else:
            messages.success(request, "ยืนยันเข้าร่วมงานแล้ว เจ้าหน้าที่จะแจ้งเลขบูธ")
            return redirect("my-application", card.application.pk)
    return _answer_page(request, "vendors/portal/confirm.html", card, refusal, status)


@vendor_page
@require_http_methods(["GET", "POST"])
def withdraw(request, application_id):
    """The vendor gives the place up; the page names the effect first."""
    card = _own_card(request, application_id)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            withdraw_application(
                card.application, by=request.user, reason=request.POST.get("reason", "").strip()
            )
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
        else:
            messages.success(request, "ถอนใบสมัครแล้ว")
            return redirect("my-applications")
    return _answer_page(request, "vendors/portal/withdraw.html", card, refusal, status)


def _own_card(request, application_id):
    rows = BoothApplication.objects.managed_by(request.user)
    rows = with_all_for_cards(rows).select_related("vendor")
    row = get_object_or_404(rows, pk=application_id)
    return card_of(row, missing_documents(row.vendor))


def _answer_page(request, template, card, refusal, status):
    context = {
        "card": card,
        "office": card.office,
        "refusal": refusal,
        "has_errors": bool(refusal),
        "reason": request.POST.get("reason", ""),
    }
    return portal_page(request, template, context, tab=TAB, status=status)
