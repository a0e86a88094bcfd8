"""The picture behind the plan: its file, its scale, and who sees it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from fairs.forms.plans import PictureForm
from fairs.models import FairEvent, PlanPicture
from fairs.operations.plan_pictures import lay_picture, take_picture_away
from fairs.views.work.plan import LAY_OUT
from otopfair.errors import status_after
from otopfair.media.serving import private_file
from otopfair.staff.site import staff_site

SHOWN = ("plan_width", "plan_x", "plan_y", "is_shown")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/picture/",
    name="plan-picture",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def plan_picture(request, fair_event):
    """Choose a picture and say how wide it is; act=remove takes it away."""
    row = PlanPicture.objects.filter(fair_event=fair_event).first()
    if request.method == "POST" and request.POST.get("act") == "remove":
        take_picture_away(fair_event, by=request.user)
        messages.success(request, "เอารูปหลังผังออกแล้ว")
        return redirect("staff:plan", fair_event.pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {name: getattr(row, name) for name in SHOWN} if row else {}
    form = PictureForm(*posted, has_picture=row is not None, initial=initial)
    status = 200
    if request.method == "POST":
        typed = form.cleaned_data if form.is_valid() else {}
        values = {name: typed.get(name) for name in SHOWN}
        status = status_after(
            form, lambda: lay_picture(fair_event, typed["file"], by=request.user, **values)
        )
        if status == 302:
            messages.success(request, "วางรูปหลังผังแล้ว")
            return redirect("staff:plan", fair_event.pk)
    context = {"form": form, "fair": fair_event, "picture": row, "has_errors": status != 200}
    return staff_site.page(request, "fairs/work/plan_picture.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/plan/picture/file/",
    name="plan-picture-file",
    permission=LAY_OUT,
    row=FairEvent.objects,
)
@require_safe
def plan_picture_file(request, fair_event):
    """The picture for those who work on the plan."""
    row = PlanPicture.objects.filter(fair_event=fair_event).first()
    if row is None:
        raise Http404
    return private_file(row.file, "plan.webp")
