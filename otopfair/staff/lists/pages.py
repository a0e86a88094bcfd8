"""The pages beside the list of a register: its file, and views that are kept."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.lists.exporting import (
    CSV,
    FORMS,
    MOST_ROWS,
    XLSX,
    file_of,
    narrowed_by,
    personal_columns,
)
from otopfair.staff.lists.register_list import RegisterList
from otopfair.staff.lists.saved import drop_view, keep_view
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number

LONGEST_REASON = 400


class ExportForm(forms.Form):
    """In which form, and why where somebody can be known or reached by it."""

    form = forms.ChoiceField(choices=FORMS.items())
    reason = forms.CharField(
        label="นำข้อมูลไปใช้ทำอะไร",
        help_text="เก็บไว้กับชื่อคุณและเวลา เพราะไฟล์มีข้อมูลส่วนบุคคล",
        max_length=LONGEST_REASON,
        error_messages={"required": "บอกว่านำข้อมูลไปใช้ทำอะไร เช่น โทรนัดประชุมผู้ประกอบการ"},
    )

    def __init__(self, *args, asks_why: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]


def register_called(request, label: str):
    """The register of this model, where the person may look at it."""
    admin = next(
        (one for model, one in staff_site._registry.items() if model._meta.label_lower == label),
        None,
    )
    if admin is None:
        raise Http404
    if not admin.has_view_permission(request):
        raise PermissionDenied
    return admin


def list_of(admin, request) -> RegisterList:
    try:
        return admin.get_changelist_instance(request)
    except IncorrectLookupParameters as wrong:
        raise Http404 from wrong


def address_of(admin, query: str = "") -> str:
    page = reverse(f"staff:{admin.opts.app_label}_{admin.opts.model_name}_changelist")
    return f"{page}?{query}" if query else page


@staff_site.work_page(
    "registers/<str:register>/export/", name="register-export", permission=USE_STAFF_SITE
)
@require_http_methods(["GET", "POST"])
def export(request, register):
    """What the file will hold; a press brings it."""
    admin = register_called(request, register)
    shown = list_of(admin, request)
    personal = personal_columns(shown)
    form = ExportForm(request.POST or None, asks_why=bool(personal))
    if request.method == "POST" and form.is_valid() and shown.result_count <= MOST_ROWS:
        answers = form.cleaned_data
        why = answers.get("reason", "")
        return file_of(shown, answers["form"], reason=why, by=request.user)
    context = {
        "title": f"ส่งออก{admin.opts.verbose_name_plural}",
        "list": shown,
        "form": form,
        "personal": personal,
        "narrowed": narrowed_by(shown),
        "too_many": MOST_ROWS if shown.result_count > MOST_ROWS else 0,
        "back_url": address_of(admin, request.GET.urlencode()),
        "kinds": [(XLSX, "ดาวน์โหลด Excel"), (CSV, "ดาวน์โหลด CSV")],
    }
    status = 422 if request.method == "POST" else 200
    return staff_site.page(request, "staff/register_export.html", context, status=status)


@staff_site.work_page(
    "registers/<str:register>/views/", name="register-views", permission=USE_STAFF_SITE
)
@press_only
def views(request, register):
    """Keep what is looked at under a name, or forget a view."""
    admin = register_called(request, register)
    query = request.POST.get("query", "")
    if gone := whole_number(request.POST.get("drop", "")):
        drop_view(request.user, gone)
        messages.success(request, "ลบมุมมองแล้ว")
        return redirect(address_of(admin))
    try:
        kept = keep_view(request.user, register, request.POST.get("name", ""), query)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(address_of(admin, query[:LONGEST_REASON]))
    messages.success(request, f"บันทึกมุมมอง “{kept}” แล้ว อยู่เหนือรายการของทะเบียนนี้")
    return redirect(address_of(admin, kept.query))
