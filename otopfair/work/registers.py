"""One act on many records of a register: what would happen is shown, and the worker does it."""

from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.lists.bulk import MOST_ROWS, act_on_one, preview, words_of_act
from otopfair.staff.lists.pages import address_of, list_of, register_called
from otopfair.staff.lists.register_list import RegisterList
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from otopfair.work.kinds import WorkKind, add_kind
from otopfair.work.running import start_work, work_of


@staff_site.work_page(
    "registers/<str:register>/bulk/", name="register-bulk", permission=USE_STAFF_SITE
)
@press_only
def bulk(request, register):
    """First what would happen to the ticked rows; the second press starts the work."""
    admin = register_called(request, register)
    act, key = request.POST.get("act", ""), _form_key(request)
    if act not in dict(admin.bulk_acts(request)):
        raise PermissionDenied
    if key and (work := work_of(key, request.user)):
        return redirect("staff:bulk-work", work.pk)
    shown = list_of(admin, request)
    back = address_of(admin, request.GET.urlencode())
    rows = _ticked(request, shown)
    if not 0 < len(rows) <= MOST_ROWS:
        messages.error(request, _why_none(rows))
        return redirect(back)
    if key:
        return _start(request, admin, rows, act, key, back)
    found = preview(admin, rows, act, by=request.user)
    context = {"title": f"{found.words} {len(found.will):,} รายการ", "preview": found, "act": act}
    context |= {"back_url": back, "kind": admin.opts.verbose_name, "form_key": uuid4()}
    return staff_site.page(request, "staff/register_bulk.html", context)


def _start(request, admin, rows, act: str, key: UUID, back: str):
    words = words_of_act(admin, act)
    title = f"{words} {len(rows):,} รายการ ทะเบียน{admin.opts.verbose_name_plural}"
    items = [(row.pk, None) for row in rows]
    kind = kind_key(admin.model)
    work = start_work(
        kind, items, title=title, form_key=key, by=request.user, back_url=back, act=act
    )
    return redirect("staff:bulk-work", work.pk)


def _why_none(rows: list) -> str:
    if rows:
        return f"ทำได้ครั้งละไม่เกิน {MOST_ROWS} รายการ กรองให้เหลือน้อยลงก่อน"
    return "ติ๊กรายการที่ต้องการก่อน แล้วกดอีกครั้ง"


def _form_key(request) -> UUID | None:
    """Comes with the second press only; without one that we gave, nothing more than a preview."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _ticked(request, shown: RegisterList) -> list:
    """The rows that are ticked, or all that the list finds; none from outside the list."""
    if request.POST.get("all") == "1":
        return list(shown.queryset[: MOST_ROWS + 1])
    keys = [whole_number(text) for text in request.POST.getlist("row")]
    keys = [key for key in keys if key is not None]
    return list(shown.queryset.filter(pk__in=keys)) if keys else []


def kind_key(model) -> str:
    return f"register:{model._meta.label_lower}"


def _act(admin, row_id: int, seen, *, options: dict, by) -> None:
    row = admin.model._base_manager.select_for_update(no_key=True).filter(pk=row_id).first()
    if row is None:
        raise RuleBroken("มีคนลบรายการนี้ไปก่อนแล้ว")
    act_on_one(admin, row, options["act"], by=by)


def _label(admin, row_id: int) -> str:
    row = admin.model._base_manager.filter(pk=row_id).first()
    return str(row) if row else f"รายการที่ {row_id}"


def add_kinds() -> None:
    """One kind a register, so that what was left out is named by its own record."""
    for model, admin in staff_site._registry.items():
        add_kind(WorkKind(kind_key(model), partial(_act, admin), partial(_label, admin)))
