"""How planning begins: a few answers, and the page asks for the rest."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fairs.forms.beginning import (
    BeginCommitteeForm,
    BeginMeetingForm,
    BeginOrderForm,
    BeginProjectForm,
)
from fairs.models import AppointmentOrder, Attachment, Province, WorkingCommittee
from fairs.operations.beginning import (
    begin_committee,
    begin_meeting,
    begin_order,
    begin_project,
)
from fairs.planning.naming import lists_of_province
from fairs.scopes import scope_of
from otopfair.errors import RuleBroken
from otopfair.media.serving import private_file
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import current_fiscal_year_be, fiscal_year_be, today_in_thailand
from otopfair.thai.digits import whole_number


@staff_site.work_page(
    "committees/begin/", name="begin-committee", permission="fairs.add_workingcommittee"
)
@require_http_methods(["GET", "POST"])
def committee_begin(request):
    """With ?order= it is the committee that the order appoints."""
    order = _order(request)
    initial = {"fiscal_year_be": current_fiscal_year_be()}
    if order:
        initial |= {
            "order": order,
            "fiscal_year_be": fiscal_year_be(order.signed_on),
            "name_th": order.subject.removeprefix("แต่งตั้ง"),
        }
    form = _form(request, BeginCommitteeForm, "fairs.add_workingcommittee", initial)

    def begin(keys):
        return begin_committee(form.cleaned_data["province"], form.answers(), **keys)

    return _begun(request, form, begin, "คณะทำงานใหม่", "staff:committee")


@staff_site.work_page("orders/begin/", name="begin-order", permission="fairs.add_appointmentorder")
@require_http_methods(["GET", "POST"])
def order_begin(request):
    """With ?committee= it appoints that committee."""
    appoints = _committee(request)
    initial = {"signed_on": today_in_thailand()}
    if appoints:
        initial |= {
            "issuing_office": appoints.province.title,
            "subject": f"แต่งตั้ง{appoints.name_th}",
        }
    form = _form(request, BeginOrderForm, "fairs.add_appointmentorder", initial)

    def begin(keys):
        return begin_order(form.cleaned_data["province"], form.answers(), appoints=appoints, **keys)

    return _begun(request, form, begin, "คำสั่งใหม่", "staff:order")


@staff_site.work_page("meetings/begin/", name="begin-meeting", permission="fairs.add_meeting")
@require_http_methods(["GET", "POST"])
def meeting_begin(request):
    initial = {"committee": _committee(request)}
    form = _form(request, BeginMeetingForm, "fairs.add_meeting", initial)

    def begin(keys):
        data = form.cleaned_data
        return begin_meeting(
            data["committee"],
            form.answers(),
            province=data["province"],
            new_committee=data["new_committee"],
            chair=form.chair(),
            **keys,
        )

    return _begun(request, form, begin, "ประชุมใหม่", "staff:meeting")


@staff_site.work_page("projects/begin/", name="begin-project", permission="fairs.add_project")
@require_http_methods(["GET", "POST"])
def project_begin(request):
    """With ?committee= its name and year are taken over from the committee."""
    committee = _committee(request)
    initial = {"fiscal_year_be": current_fiscal_year_be(), "committee": committee}
    if committee:
        initial["fiscal_year_be"] = committee.fiscal_year_be
        initial["name_th"] = committee.name_th.removeprefix("คณะทำงาน").partition(" ประจำปี")[0]
    form = _form(request, BeginProjectForm, "fairs.add_project", initial)

    def begin(keys):
        return begin_project(form.cleaned_data["province"], form.answers(), **keys)

    return _begun(request, form, begin, "โครงการใหม่", "staff:project")


@staff_site.work_page(
    "attachments/<int:attachment_id>/",
    name="attachment",
    permission="fairs.view_attachment",
    row=Attachment.objects,
)
@require_safe
def attachment(request, attachment):
    return private_file(attachment.file, attachment.file_name)


def _form(request, form_class, permission: str, initial: dict):
    """Among the provinces in which the person may begin such a thing."""
    scope = scope_of(request.user, permission)
    provinces = Province.objects.all()
    if not scope.everything:
        provinces = provinces.filter(pk__in=scope.provinces)
    if above := _committee(request) or _order(request):
        initial = {"province": above.province_id, **initial}
    choices = {
        "provinces": provinces,
        "committees": WorkingCommittee.objects.visible_to(request.user).filter(
            province__in=provinces
        ),
        "orders": AppointmentOrder.objects.visible_to(request.user).filter(province__in=provinces),
    }
    data = request.POST if request.method == "POST" else None
    return form_class(data, initial=initial, **choices)


def _committee(request) -> WorkingCommittee | None:
    return _asked_for(request, "committee", WorkingCommittee)


def _order(request) -> AppointmentOrder | None:
    return _asked_for(request, "order", AppointmentOrder)


def _asked_for(request, name: str, model):
    """The row that the address names, if the person may see it."""
    number = whole_number(request.GET.get(name, ""))
    rows = model.objects.visible_to(request.user).select_related("province")
    return rows.filter(pk=number).first() if number else None


def _begun(request, form, begin, title: str, page: str):
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["province"] is None:
            raise PermissionDenied
        keys = {"form_key": form.cleaned_data["form_key"], "by": request.user}
        try:
            return redirect(page, begin(keys).pk)
        except RuleBroken as broken:
            broken.put_on(form)
    failed = bool(form.errors)
    context = {"form": form, "title": title, "has_errors": failed}
    context |= {"lists": lists_of_province(form.only_province)}
    status = 422 if failed or form.asked else 200
    return staff_site.page(request, "fairs/work/planning/begin.html", context, status=status)
