"""To whom the link of the evening's report goes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from otopfair.errors import status_after
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from sales.forms.delivery import ReaderForm
from sales.models import ReportReader
from sales.operations.delivery import DELIVERED_AT, drop_reader, name_reader
from sales.reports.readers import named_readers
from sales.views.work.reports import CLOSE, FAIRS


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report-readers/",
    name="report-readers",
    permission=CLOSE,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def report_readers(request, fair_event):
    """Those named; POST names one more, or with `drop` sends somebody no more."""
    if "drop" in request.POST:
        return _drop(request, fair_event)
    form = ReaderForm(request.POST or None, fair_event=fair_event)
    status = 200
    if form.is_bound:
        status = status_after(form, lambda: _name(form, fair_event, request.user))
        if status == 302:
            messages.success(request, f"จะส่งรายงานให้ {form.cleaned_data['user']} ทุกคืน")
            return redirect("staff:report-readers", fair_event.pk)
    context = {
        "title": "ผู้รับรายงาน",
        "fair_event": fair_event,
        "readers": named_readers(fair_event),
        "form": form,
        "delivered_at": DELIVERED_AT,
    }
    return staff_site.page(request, "sales/work/report_readers.html", context, status=status)


def _name(form: ReaderForm, fair_event, by) -> None:
    name_reader(fair_event, form.cleaned_data["user"], by=by)


def _drop(request, fair_event):
    key = whole_number(request.POST["drop"])
    rows = ReportReader.objects.filter(fair_event=fair_event).select_related("user", "fair_event")
    reader = get_object_or_404(rows, pk=key)
    drop_reader(reader, by=request.user)
    messages.success(request, f"เลิกส่งรายงานให้ {reader.user} แล้ว")
    return redirect("staff:report-readers", fair_event.pk)
