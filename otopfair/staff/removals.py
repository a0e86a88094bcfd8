"""The pages around a removal: what goes, are you sure, it is done, put it back.

A work page that removes something builds an `Asking` and leaves the rest to `ask_and_remove`;
the operation behind it calls `otopfair.removals.removing.remove`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.removals.models import Removal
from otopfair.removals.removing import restore
from otopfair.rights.may import may
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site

PER_PAGE = 50


@dataclass
class Asking:
    """The question before a removal. `why_not` says why it cannot be done, and hides the button."""

    title: str  # "โซน C ผ้า"
    goes: list[str]
    back_url: str
    warnings: list[str] = field(default_factory=list)
    why_not: str = ""
    asks_reason: bool = False


def ask_and_remove(request, asking: Asking, act: Callable[[str], Removal]):
    """GET shows what goes; POST calls `act(reason)` and leads to the page that can undo it."""
    problem = ""
    if request.method == "POST":
        try:
            removal = act(request.POST.get("reason", "").strip())
        except RuleBroken as broken:
            problem = broken.message
        else:
            return redirect("staff:removed-one", removal.pk)
    context = {"title": f"ลบ{asking.title}", "asking": asking, "problem": problem}
    context |= {"has_errors": bool(problem), "reason": request.POST.get("reason", "")}
    status = 422 if problem else 200
    return staff_site.page(request, "staff/remove.html", context, status=status)


@staff_site.work_page(
    "removed/",
    name="removed",
    permission=USE_STAFF_SITE,
    group="registers",
    label="สิ่งที่ลบแล้ว",
    icon="undo-2",
    order=95,
)
@require_safe
def removed(request):
    """Everything that was removed in the officer's scope, newest first."""
    rows = Removal.objects.visible_to(request.user).select_related("removed_by", "restored_by")
    page = page_of(
        request, rows.defer("rows", "links", "changes", "stays").order_by("-pk"), per_page=PER_PAGE
    )
    return staff_site.page(request, "staff/removed.html", {"page": page, "title": "สิ่งที่ลบแล้ว"})


@staff_site.work_page(
    "removed/<int:removal_id>/",
    name="removed-one",
    permission=USE_STAFF_SITE,
    row=Removal.objects.select_related("removed_by", "restored_by"),
)
@require_http_methods(["GET", "POST"])
def removed_one(request, removal):
    """What one removal took away; POST puts it back."""
    may_restore = may(request.user, removal.permission, removal)
    problem = ""
    if request.method == "POST":
        if not may_restore:
            raise PermissionDenied
        try:
            restore(removal, by=request.user)
        except RuleBroken as broken:
            problem = broken.message
        else:
            return redirect("staff:removed-one", removal.pk)
    context = {"removal": removal, "may_restore": may_restore, "problem": problem}
    context["has_errors"] = bool(problem)
    status = 422 if problem else 200
    return staff_site.page(request, "staff/removed_one.html", context, status=status)
