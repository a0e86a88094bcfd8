"""A vendor's standards and documents: sent, mended, opened; nobody else's are there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.media.keeping import drop_kept, keep_file, kept_for
from otopfair.media.papers import PaperRefused, check_paper
from otopfair.media.serving import private_file
from otopfair.onward import onward, press_only, with_onward
from otopfair.thai.digits import whole_number
from vendors.forms.papers import DocumentForm, FileForm, StandardForm
from vendors.models import (
    MemberRole,
    PaperState,
    StandardKind,
    VendorDocument,
    VendorDocumentKind,
    VendorStandard,
)
from vendors.operations.papers import (
    bring_back,
    correct_standard,
    seen_of_paper,
    send_document,
    send_standard,
    take_away,
)
from vendors.views.portal.access import portal_page, vendor_page

NOT_KEPT = "เก็บไฟล์นี้ไว้ไม่ได้ เลือกไฟล์อีกครั้งก่อนส่ง"


def _is_owner(request) -> bool:
    """Papers with a person's data are opened by owners only, not by who helps in the shop."""
    return request.vendor.members.filter(user=request.user, role=MemberRole.OWNER).exists()


def _standards(request):
    return VendorStandard.objects.filter(vendor=request.vendor).select_related("kind")


def _documents(request):
    return VendorDocument.objects.filter(vendor=request.vendor).select_related("kind")


def _undo(request, rows):
    """What was taken away just now, with the button that puts it back."""
    gone = whole_number(request.GET.get("removed", ""))
    return rows.filter(pk=gone).exclude(ended_at=None).first() if gone else None


@vendor_page
@require_safe
def standards(request):
    """What the vendor holds, and the kinds of which it can add one."""
    context = {
        "standards": list(_standards(request).current()),
        "kinds": list(StandardKind.objects.filter(is_offered=True)),
        "undo": _undo(request, _standards(request)),
        "onward": onward(request),
    }
    return portal_page(request, "vendors/portal/standards.html", context)


@vendor_page
@require_http_methods(["GET", "POST"])
def standard_add(request, kind_id):
    """A new standard of one kind."""
    kind = get_object_or_404(StandardKind, pk=kind_id, is_offered=True)

    def send(form, upload):
        answers = form.answers()
        key = form.cleaned_data["form_key"]
        return send_standard(
            request.vendor, kind, **answers, upload=upload, form_key=key, by=request.user
        )

    return _file_page(
        request,
        StandardForm,
        send,
        purpose=f"standard-kind-{kind.pk}",
        back="my-standards",
        template="vendors/portal/standard.html",
        context={"kind": kind, "standard": None},
        said="ส่งแล้ว เจ้าหน้าที่จะตรวจ",
        kind=kind,
    )


@vendor_page
@require_http_methods(["GET", "POST"])
def standard(request, standard_id):
    """One standard: mended until an officer has found it right, then only read."""
    row = get_object_or_404(_standards(request).current(), pk=standard_id)

    def correct(form, upload):
        seen = form.cleaned_data["seen"]
        return correct_standard(row, **form.answers(), upload=upload, seen=seen, by=request.user)

    start = {name: getattr(row, name) for name in ("number", "valid_from", "valid_until")}
    return _file_page(
        request,
        StandardForm,
        correct,
        purpose=f"standard-{row.pk}",
        back="my-standards",
        template="vendors/portal/standard.html",
        context={
            "kind": row.kind,
            "standard": row,
            "is_fixed": row.state == PaperState.ACCEPTED,
        },
        said="บันทึกแล้ว เจ้าหน้าที่จะตรวจอีกครั้ง",
        kind=row.kind,
        initial={**start, "seen": seen_of_paper(row)},
    )


@vendor_page
@require_safe
def documents(request):
    """Every kind of document that this vendor may send, each with what is there."""
    there = {row.kind_id: row for row in _documents(request).current()}
    kinds = [
        kind
        for kind in VendorDocumentKind.objects.all()
        if kind.pk in there or (kind.is_offered and kind.is_for(request.vendor.kind))
    ]
    context = {
        "lines": [(kind, there.get(kind.pk)) for kind in kinds],
        "undo": _undo(request, _documents(request)),
        "onward": onward(request),
    }
    return portal_page(request, "vendors/portal/documents.html", context)


@vendor_page
@require_http_methods(["GET", "POST"])
def document(request, kind_id):
    """One kind of document: the current one, those before it, and a newer one."""
    kind = get_object_or_404(VendorDocumentKind, pk=kind_id)
    rows = list(_documents(request).filter(kind=kind).order_by("-pk"))
    if not rows and not (kind.is_offered and kind.is_for(request.vendor.kind)):
        raise Http404

    def send(form, upload):
        answers, key = form.answers(), form.cleaned_data["form_key"]
        return send_document(request.vendor, kind, upload, **answers, form_key=key, by=request.user)

    return _file_page(
        request,
        DocumentForm,
        send,
        purpose=f"document-kind-{kind.pk}",
        back="my-documents",
        template="vendors/portal/document.html",
        context={
            "kind": kind,
            "document": next((row for row in rows if row.ended_at is None), None),
            "former": [row for row in rows if row.ended_at is not None],
            "is_owner": _is_owner(request),
        },
        said="ส่งแล้ว เจ้าหน้าที่จะตรวจ",
        kind=kind,
    )


@vendor_page
@never_cache
@require_safe
def standard_file(request, standard_id):
    row = get_object_or_404(_standards(request).exclude(file=""), pk=standard_id)
    return private_file(row.file, row.file_name)


@vendor_page
@never_cache
@require_safe
def document_file(request, document_id):
    row = get_object_or_404(_documents(request).exclude(file=""), pk=document_id)
    if not _is_owner(request):
        raise Http404
    return private_file(row.file, row.file_name)


@vendor_page
@press_only
def standard_remove(request, standard_id):
    row = get_object_or_404(_standards(request), pk=standard_id)
    return _moved(request, take_away, row, "my-standards", f"?removed={row.pk}")


@vendor_page
@press_only
def standard_restore(request, standard_id):
    row = get_object_or_404(_standards(request), pk=standard_id)
    return _moved(request, bring_back, row, "my-standards")


@vendor_page
@press_only
def document_remove(request, document_id):
    row = get_object_or_404(_documents(request), pk=document_id)
    return _moved(request, take_away, row, "my-documents", f"?removed={row.pk}")


@vendor_page
@press_only
def document_restore(request, document_id):
    row = get_object_or_404(_documents(request), pk=document_id)
    return _moved(request, bring_back, row, "my-documents")


def _moved(request, act, row, back: str, after: str = ""):
    try:
        act(row, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        after = ""
    return redirect(reverse(back) + after)


def _file_page(request, form_class, act, *, purpose, back, template, context, said, **form_args):
    """A form with one file: what cannot be taken yet keeps its file for the next press."""
    purpose = f"{purpose}-of-{request.vendor.pk}"
    waiting = next(iter(reversed(kept_for(request.user, purpose))), None)
    form, status = form_class(waiting=waiting, **form_args), 200
    if request.method == "POST":
        form, status = form_class(request.POST, request.FILES, waiting=waiting, **form_args), 422
        if form.is_valid():
            try:
                act(form, form.upload())
            except RuleBroken as broken:
                status = broken.put_on(form)
            else:
                for kept in kept_for(request.user, purpose):
                    drop_kept(kept)
                messages.success(request, said)
                return redirect(with_onward(reverse(back), onward(request)))
        _keep(request, form, purpose)
    context = {"form": form, "back": back, "onward": onward(request), **context}
    return portal_page(request, template, context, status=status)


def _keep(request, form: FileForm, purpose: str) -> None:
    """The file stays with the form that could not be taken, unless the file is what was wrong."""
    sent = request.FILES.get("file")
    if sent is None or "file" in form.errors:
        return
    try:
        check_paper(sent)
    except PaperRefused as refused:
        form.add_error("file", str(refused))
        return
    sent.seek(0)
    form.waiting = keep_file(request.user, purpose, sent, key=form.key_of(sent))
    if form.waiting is None:
        form.add_error("file", NOT_KEPT)
