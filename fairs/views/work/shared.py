"""Ask the owner of a row that all provinces use to change it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.forms import AskOwnerForm
from fairs.models import Agency, FairSeries, Person, TermsText, Venue
from fairs.operations.shared import ask_owner, owner_of
from otopfair.errors import RuleBroken
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
    register = reverse(f"staff:fairs_{row._meta.model_name}_change", args=[row.pk])
    if request.method == "POST" and form.is_valid():
        try:
            number = ask_owner(row, by=request.user, link=register, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, f"ส่งคำขอถึง{owner_of(row)}แล้ว {number} คน")
            return redirect(register)
    kind = row._meta.verbose_name
    context = {
        "title": f"ขอให้แก้{kind}",
        "row": row,
        "kind": kind,
        "owner": owner_of(row),
        "register": register,
        "form": form,
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "fairs/work/ask_owner.html", context, status=status)


for shared in (Agency, Person, FairSeries, TermsText, Venue):
    _ask_page(shared)
