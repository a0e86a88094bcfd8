"""Beside the decision: documents one by one, notes between officers, a conflict of interest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.staff.site import staff_site
from vendors.filtering import ApplicationFilter
from vendors.forms.checking import DocumentsForm, InterestForm, NoteForm
from vendors.operations.checking import check_documents, checks_of, write_note
from vendors.operations.interests import declare_interest
from vendors.paperwork import lines_of
from vendors.views.work.review_page import (
    APPLICATIONS,
    DECIDE,
    VIEW,
    is_reviewer,
    review_page,
)


def _back(request, application, part: str):
    filters = ApplicationFilter.from_query(request.GET)
    return redirect(reverse("staff:review", args=[application.pk]) + filters.address() + part)


@staff_site.work_page(
    "applications/<int:application_id>/documents/",
    name="review-documents",
    permission=DECIDE,
    row=APPLICATIONS,
)
@never_cache
@press_only
def review_documents(request, application):
    """Keep what was found in each document."""
    form = DocumentsForm(request.POST, papers=lines_of(application), checks=checks_of(application))
    if not form.is_valid():
        return review_page(request, application, documents=form, status=422)
    try:
        seen = form.cleaned_data["seen"]
        check_documents(application, form.found, by=request.user, seen=seen)
    except RuleBroken as broken:
        status = broken.put_on(form)
        return review_page(request, application, documents=form, status=status)
    messages.success(request, f"บันทึกผลตรวจเอกสารของ {application} แล้ว")
    return _back(request, application, "#documents")


@staff_site.work_page(
    "applications/<int:application_id>/notes/",
    name="review-notes",
    permission=VIEW,
    row=APPLICATIONS,
)
@never_cache
@press_only
def review_notes(request, application):
    """Write a note to the other officers."""
    _require_officer(request, application)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return review_page(request, application, note_form=form, status=422)
    answers = form.cleaned_data
    write_note(application, answers["text"], form_key=answers["form_key"], by=request.user)
    messages.success(request, "บันทึกข้อความแล้ว ผู้สมัครไม่เห็น")
    return _back(request, application, "#notes")


@staff_site.work_page(
    "applications/<int:application_id>/interest/",
    name="review-interest",
    permission=VIEW,
    row=APPLICATIONS,
)
@never_cache
@press_only
def review_interest(request, application):
    """Say that one has to do with the applicant."""
    _require_officer(request, application)
    form = InterestForm(request.POST, auto_id="interest_%s")
    if not form.is_valid():
        return review_page(request, application, interest_form=form, status=422)
    declare_interest(application, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, "แจ้งส่วนได้เสียแล้ว คุณจะไม่ให้คะแนนและไม่ตัดสินใบนี้")
    return _back(request, application, "#interest")


def _require_officer(request, application) -> None:
    if not is_reviewer(request.user, application):
        raise PermissionDenied
