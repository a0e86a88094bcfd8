"""A notice for officers: its paper, signing it with a number, amending and withdrawing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.forms.news import WithdrawForm
from fairs.forms.notices import SignNoticeForm
from fairs.models import Notice
from fairs.notice_papers import notice_pdf, printed_notice
from fairs.notices import next_number
from fairs.operations.notices import amend_notice, numbered_as, sign_notice, withdraw_notice
from otopfair.documents.pdf import PDF_TYPE
from otopfair.errors import RuleBroken, status_after
from otopfair.history.models import HistoryEntry
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import be_year, today_in_thailand

VIEW, CHANGE = "fairs.view_notice", "fairs.change_notice"
NOTICES = Notice.objects.select_related("province", "amends")
DONE = {
    "sign": "ลงนามและประกาศแล้ว ทุกคนอ่านได้",
    "withdraw": "ยกเลิกประกาศแล้ว หน้าประกาศบอกเหตุผล",
}


@staff_site.work_page(
    "notices/<int:notice_id>/", name="notice-state", permission=CHANGE, row=NOTICES
)
@never_cache
@require_http_methods(["GET", "POST"])
def notice_state(request, notice):
    """Where it stands; POST act=sign, withdraw or amend."""
    act, status = request.POST.get("act"), 200
    if act == "amend":
        return _amend(request, notice)
    number = next_number(notice.issuing_office, be_year(today_in_thailand()))
    signing = SignNoticeForm(request.POST if act == "sign" else None, number=number)
    withdrawing = WithdrawForm(request.POST if act == "withdraw" else None)
    if act in DONE:
        form, do = (signing, _sign) if act == "sign" else (withdrawing, withdraw_notice)
        status = status_after(form, lambda: do(notice, **form.cleaned_data, by=request.user))
        if status == 302:
            messages.success(request, DONE[act])
            return redirect("staff:notice-state", notice.pk)
        notice.refresh_from_db()
    context = {
        "title": "ลงนามและประกาศ",
        "notice": notice,
        "paper": printed_notice(notice, thai_digits=False),
        "amended_by": notice.amended_by.published(),
        "signing": signing,
        "withdrawing": withdrawing,
        "form": withdrawing if act == "withdraw" else signing,
        "history": HistoryEntry.objects.of(notice)[:50],
    }
    return staff_site.page(request, "fairs/work/notice_state.html", context, status=status)


def _sign(notice: Notice, *, number: int, signed_on, by) -> None:
    prepared = numbered_as(notice, number=number, signed_on=signed_on)
    sign_notice(prepared, paper=notice_pdf(prepared), by=by)


def _amend(request, notice: Notice):
    try:
        draft = amend_notice(notice, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("staff:notice-state", notice.pk)
    messages.success(request, "ทำร่างประกาศแก้ไขเพิ่มเติมแล้ว แก้ข้อความ แล้วจึงลงนาม")
    return redirect("staff:fairs_notice_change", draft.pk)


@staff_site.work_page(
    "notices/<int:notice_id>/draft.pdf", name="notice-draft", permission=VIEW, row=NOTICES
)
@never_cache
@require_safe
def notice_draft(request, notice):
    """The paper as it would be now, with dots where nothing is known yet."""
    answer = HttpResponse(notice_pdf(notice), content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'inline; filename="notice-draft-{notice.pk}.pdf"'
    return answer
