"""The pages of a committee and of the order that appoints it."""

from django.views.decorators.http import require_http_methods

from fairs.models import AppointmentOrder, WorkingCommittee
from fairs.planning.pieces import COMMITTEE, ORDER
from fairs.views.work.sheet import Sheet, sheet_page
from otopfair.staff.site import staff_site

COMMITTEES = WorkingCommittee.objects.select_related("province", "order")
ORDERS = AppointmentOrder.objects.select_related("province", "signer", "amends", "cancels")
MEETINGS_SHOWN = 20


@staff_site.work_page(
    "committees/<int:workingcommittee_id>/",
    name="committee",
    permission="fairs.view_workingcommittee",
    row=COMMITTEES,
)
@require_http_methods(["GET", "HEAD", "POST"])
def committee(request, workingcommittee):
    """What it is for, its order, its ฝ่าย and its members in printed order."""
    return sheet_page(
        request,
        workingcommittee,
        name="committee",
        kinds=COMMITTEE,
        template="fairs/work/planning/committee.html",
        context_of=_of_committee,
    )


def _of_committee(sheet: Sheet) -> dict:
    parts = sheet.list_of("part")
    return {
        "main": sheet.list_of("member", sub_committee=None),
        "parts": parts,
        "below": [
            (piece, sheet.list_of("member", sub_committee=piece.row.pk)) for piece in parts.pieces
        ],
        "meetings": sheet.root.meetings.all()[:MEETINGS_SHOWN],
        "projects": sheet.root.projects.all(),
    }


@staff_site.work_page(
    "orders/<int:appointmentorder_id>/",
    name="order",
    permission="fairs.view_appointmentorder",
    row=ORDERS,
)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request, appointmentorder):
    """The order with its number, its text and its signature."""
    return sheet_page(
        request,
        appointmentorder,
        name="order",
        kinds=ORDER,
        template="fairs/work/planning/order.html",
        context_of=_of_order,
    )


def _of_order(sheet: Sheet) -> dict:
    order = sheet.root
    return {
        "committees": order.committees.all(),
        "amended_by": order.amended_by.all(),
        "cancelled_by": order.cancelled_by.all(),
    }
