"""A visitor complains without an account, and reads the answer by a link that nobody can guess."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from fairs.contacts import contact_of
from onsite.forms.complaints import ComplaintForm
from onsite.models import Complaint
from onsite.operations.complaints import complain
from onsite.reports.complaints import answer_day, answer_link, complaint_of
from otopfair.accounts.limits import count_try
from otopfair.errors import RuleBroken, status_after
from otopfair.proxies import client_address
from otopfair.tongues import in_thai
from vendors.views.public.fairs import published_fair


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def complaint(request, slug: str):
    """The form; ?booth= is that of the sign whose code was read."""
    fair_event = published_fair(slug)
    start = {"booth": request.GET.get("booth", "")[:8]}
    form = ComplaintForm(fair_event=fair_event, initial=start)
    status = 200
    if request.method == "POST":
        count_try("complaint", address=client_address(request))
        form = ComplaintForm(request.POST, request.FILES, fair_event=fair_event)
        if form.is_of_a_program:
            return redirect("fair-plan", slug)
        taken: list[Complaint] = []
        status = status_after(form, lambda: taken.append(_take(form)))
        if status == 302:
            return redirect(answer_link(taken[0]))
    context = {
        "fair": fair_event,
        "form": form,
        "contact": contact_of(fair_event),
        "answer_by": answer_day(fair_event),
    }
    return render(request, "onsite/public/complaint.html", context, status=status)


def _take(form: ComplaintForm) -> Complaint:
    answers = form.cleaned_data
    try:
        return in_thai(complain)(
            form.fair_event,
            answers["text"],
            booth=answers["booth"],
            contacts=form.contacts(),
            consents=answers["consents"],
            upload=answers["photo"],
            form_key=answers["form_key"],
        )
    except RuleBroken as broken:
        field = "photo" if broken.field == "file" else broken.field
        raise RuleBroken(broken.message, field=field) from broken


@login_not_required
@never_cache
@require_safe
def complaint_answer(request, token: str):
    """Where the complaint stands and what was answered: for whom the link was given to."""
    found = complaint_of(token)
    if found is None:
        raise Http404
    context = {
        "complaint": found,
        "fair": found.fair_event,
        "contact": contact_of(found.fair_event),
    }
    response = render(request, "onsite/public/complaint_answer.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
