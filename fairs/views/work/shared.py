"""Rows that all provinces use: ask the owner to change one, or hand one to another province."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.forms import AskOwnerForm, HandOverForm
from fairs.models import Agency, FairSeries, Person, TermsText, Venue
from fairs.operations.shared import ask_owner, give_to_province, owner_of
from otopfair.errors import RuleBroken, status_after
from otopfair.rights.may import permission_of
from otopfair.staff.site import staff_site


def _ask_page(model) -> None:
    name = model._meta.model_name

    @staff_site.work_page(
        f"{name}/<int:{name}_id>/ask/",
        name=f"ask-{name}",
        permission=permission_of("view", model),
        row=model.objects.select_related("province"),
    )
    @require_http_methods(["GET", "POST"])
    def ask(request, **named):
        return _asked(request, named[name])


def _asked(request, row):
    form = AskOwnerForm(request.POST or None)
    register = _register_of(row)
    if request.method == "POST" and form.is_valid():
        try:
            number = ask_owner(row, by=request.user, link=register, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, f"ส่งคำขอถึง{owner_of(row)}แล้ว {number} คน")
            return redirect(register)
    return _page(request, row, form, title=f"ขอให้แก้{row._meta.verbose_name}", label="ส่งคำขอ")


def _hand_over_page(model) -> None:
    name = model._meta.model_name

    @staff_site.work_page(
        f"{name}/<int:{name}_id>/hand-over/",
        name=f"hand-over-{name}",
        permission=permission_of("change", model),
        row=model.objects.select_related("province"),
    )
    @require_http_methods(["GET", "POST"])
    def to_another(request, **named):
        return _handed_over(request, named[name])


def _handed_over(request, row):
    """Whoever gives it away may still read it."""
    form = HandOverForm(request.POST if request.method == "POST" else None, row=row)
    register = _register_of(row)

    def do():
        give_to_province(row, by=request.user, link=register, **form.cleaned_data)

    if request.method == "POST" and status_after(form, do) == 302:
        messages.success(request, f"ย้ายให้{form.cleaned_data['province'].title}ดูแลแล้ว")
        return redirect(register)
    kind = row._meta.verbose_name
    return _page(request, row, form, title=f"ย้าย{kind}ให้จังหวัดอื่นดูแล", label="ย้ายให้จังหวัดนี้ดูแล")


def _register_of(row) -> str:
    return reverse(f"staff:fairs_{row._meta.model_name}_change", args=[row.pk])


def _page(request, row, form, **words):
    context = {"row": row, "owner": owner_of(row), "register": _register_of(row), "form": form}
    status = 422 if form.errors else 200
    return staff_site.page(request, "fairs/work/ask_owner.html", context | words, status=status)


for shared in (Agency, Person, FairSeries, TermsText, Venue):
    _ask_page(shared)
    _hand_over_page(shared)
