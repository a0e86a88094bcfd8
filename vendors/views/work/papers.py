"""Standards and documents that wait: an officer opens the file, and says what it is."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.media.serving import private_file
from otopfair.paging import first_of, page_of
from otopfair.staff.site import staff_site
from vendors.forms.papers import JudgeForm
from vendors.models import PaperState, Vendor, VendorDocument, VendorStandard
from vendors.operations.papers import judge_paper, note_opening, seen_of_paper

CHECK = "vendors.check_papers"
WITH = ("kind", "vendor__province", "vendor__district", "judged_by")
STANDARDS = VendorStandard.objects.select_related(*WITH)
DOCUMENTS = VendorDocument.objects.select_related(*WITH)


def waiting(user) -> list:
    """What the rail counts."""
    return [rows.covered_by(user, CHECK).waiting() for rows in (STANDARDS, DOCUMENTS)]


@staff_site.work_page(
    "papers/",
    name="papers",
    permission=CHECK,
    group="registers",
    order=6,
    label="เอกสารรอตรวจ",
    icon="file-text",
    waits=waiting,
)
@require_safe
def papers(request):
    """The queue, shop by shop of what waits longest."""
    context = {
        "title": "เอกสารรอตรวจ",
        "page": page_of(request, STANDARDS.covered_by(request.user, CHECK).waiting(), per_page=50),
        "documents": first_of(DOCUMENTS.covered_by(request.user, CHECK).waiting()),
    }
    return staff_site.page(request, "vendors/work/papers.html", context)


@staff_site.work_page(
    "papers/standards/<int:standard_id>/", name="paper-standard", permission=CHECK, row=STANDARDS
)
@never_cache
@require_http_methods(["GET", "POST"])
def standard(request, standard):
    return _judged(request, standard)


@staff_site.work_page(
    "papers/documents/<int:document_id>/", name="paper-document", permission=CHECK, row=DOCUMENTS
)
@never_cache
@require_http_methods(["GET", "POST"])
def document(request, document):
    return _judged(request, document)


@staff_site.work_page(
    "papers/standards/<int:standard_id>/file/",
    name="paper-standard-file",
    permission=CHECK,
    row=STANDARDS,
)
@never_cache
@require_safe
def standard_file(request, standard):
    return _file(request, standard)


@staff_site.work_page(
    "papers/documents/<int:document_id>/file/",
    name="paper-document-file",
    permission=CHECK,
    row=DOCUMENTS,
)
@never_cache
@require_safe
def document_file(request, document):
    return _file(request, document)


def _file(request, paper):
    """Who opened it is written down before anything is sent."""
    if not paper.file:
        raise Http404
    note_opening(paper, by=request.user)
    return private_file(paper.file, paper.file_name)


def _judged(request, paper):
    shown = {"shows_person": getattr(paper.kind, "shows_person", False)}
    form, status = JudgeForm(initial={"seen": seen_of_paper(paper)}, **shown), 200
    if request.method == "POST":
        form, status = JudgeForm(request.POST, **shown), 422
        if form.is_valid():
            answers = form.cleaned_data
            answers["state"] = PaperState(answers["state"])
            try:
                judge_paper(paper, by=request.user, **answers)
            except RuleBroken as broken:
                status = broken.put_on(form)
                paper.refresh_from_db()
            else:
                messages.success(request, f"บันทึกแล้ว: {paper} ของ {paper.vendor}")
                return redirect(_next_address(request.user))
    return _page(request, paper, form, status)


def _next_address(user) -> str:
    """The next paper of the queue, or the empty queue."""
    for rows, name in ((STANDARDS, "paper-standard"), (DOCUMENTS, "paper-document")):
        if following := rows.covered_by(user, CHECK).waiting().first():
            return reverse(f"staff:{name}", args=[following.pk])
    return reverse("staff:papers")


def _page(request, paper, form, status):
    sort = "standard" if isinstance(paper, VendorStandard) else "document"
    same = None
    if sort == "standard":
        same = STANDARDS.current().filter(kind=paper.kind, number=paper.number)
        same = same.exclude(vendor=paper.vendor_id).order_by("pk")[:5]
    vendors = Vendor.objects.visible_to(request.user)
    context = {
        "title": f"ตรวจ {paper}",
        "paper": paper,
        "vendor": paper.vendor,
        "form": form,
        "file_url": reverse(f"staff:paper-{sort}-file", args=[paper.pk]),
        "others": list(vendors.filter(pk__in=[row.vendor_id for row in same or ()])),
        "history": HistoryEntry.objects.of(paper)[:50],
    }
    return staff_site.page(request, "vendors/work/paper.html", context, status=status)
