"""Spreadsheets come in: choose a file, look at what it would do, correct cells, save."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent, ProductCategory
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from products.exports import refused_rows_xlsx, sales_template_xlsx, vendor_template_xlsx
from products.forms.imports import SalesSheetForm, VendorListForm, corrections_in
from products.imports.batches import plan_of
from products.models import ImportBatch, ImportKind
from products.operations.imports import apply_batch, correct_batch, upload_batch

IMPORT = "products.import_spreadsheet"
_ROWS_SHOWN = 10
_REFUSALS_SHOWN = 50
_FORMS = {ImportKind.VENDORS: VendorListForm, ImportKind.SALES: SalesSheetForm}


@staff_site.work_page(
    "imports/",
    name="imports",
    permission=IMPORT,
    group="call",
    label="นำเข้า Excel",
    icon="upload",
)
def imports(request):
    """What can be imported for a fair, and what was imported before."""
    fairs = fairs_in_scope(request.user)
    fair_event = fair_asked_for(request, fairs) or fair_being_prepared(fairs)
    batches = ImportBatch.objects.filter(fair_event=fair_event).defer("cells", "corrections")
    context = {
        "title": "นำเข้า Excel",
        "fairs": fairs,
        "fair_event": fair_event,
        "batches": batches.select_related("uploaded_by").order_by("-pk")[:20],
    }
    return staff_site.page(request, "products/work/imports.html", context)


@staff_site.work_page(
    "fairs/<int:fair_id>/import/vendors/", name="import-vendors", permission=IMPORT
)
@require_http_methods(["GET", "POST"])
def import_vendors(request, fair_id):
    return _upload(request, fair_id, ImportKind.VENDORS)


@staff_site.work_page("fairs/<int:fair_id>/import/sales/", name="import-sales", permission=IMPORT)
@require_http_methods(["GET", "POST"])
def import_sales(request, fair_id):
    return _upload(request, fair_id, ImportKind.SALES)


@staff_site.work_page(
    "fairs/<int:fair_id>/import/<str:kind>/template.xlsx",
    name="import-template",
    permission=IMPORT,
)
def import_template(request, fair_id, kind):
    """An empty list of vendors, or a sales sheet with the fair's booths already in it."""
    fair_event = get_object_or_404(FairEvent.objects.visible_to(request.user), pk=fair_id)
    if kind == ImportKind.VENDORS:
        data, thai_name = vendor_template_xlsx(fair_event), "แม่แบบรายชื่อผู้ประกอบการ"
    elif kind == ImportKind.SALES:
        data, thai_name = sales_template_xlsx(fair_event), "แม่แบบยอดจำหน่าย"
    else:
        raise Http404
    name = f"{kind}-{fair_event.reference_code}"
    return xlsx_response(data, ascii_name=name, thai_name=f"{thai_name} {fair_event}")


@staff_site.work_page("imports/<int:batch_id>/", name="import-batch", permission=IMPORT)
@require_http_methods(["GET", "POST"])
def import_batch(request, batch_id):
    """The preview: counts, refused cells to correct right here, first rows; then save."""
    batch = _batch(request, batch_id)
    problem = ""
    if request.method == "POST":
        try:
            batch = _corrected(request, batch)
            if request.POST.get("act") == "save":
                _save(request, batch)
            return redirect("staff:import-batch", batch.pk)
        except RuleBroken as broken:
            problem = broken.message
    if batch.applied_at is not None:
        return staff_site.page(
            request, "products/work/import_done.html", {"batch": batch, **_frame(batch)}
        )
    plan = plan_of(batch)
    refusals = sorted(plan.findings.refusals, key=lambda refusal: refusal.row)
    context = {
        "batch": batch,
        "plan": plan,
        "counts": plan.counts,
        "findings": plan.findings,
        "refusals": refusals[:_REFUSALS_SHOWN],
        "warnings": plan.findings.warnings[:_REFUSALS_SHOWN],
        "first_rows": plan.rows[:_ROWS_SHOWN],
        "problem": problem,
        "has_errors": bool(problem),
        **_frame(batch),
    }
    if batch.kind == ImportKind.SALES:
        context["category_sums"] = [
            (ProductCategory(category).label, line) for category, line in plan.by_category.items()
        ]
    template = f"products/work/import_{batch.kind}.html"
    return staff_site.page(request, template, context, status=422 if problem else 200)


@staff_site.work_page("imports/<int:batch_id>/errors.xlsx", name="import-errors", permission=IMPORT)
def import_errors(request, batch_id):
    """The refused cells as a spreadsheet, to be sent to whoever keeps the list."""
    batch = _batch(request, batch_id)
    data = refused_rows_xlsx(batch.file_name, plan_of(batch).findings)
    return xlsx_response(
        data, ascii_name=f"errors-{batch.pk}", thai_name=f"แถวที่ต้องแก้ {batch.file_name}"
    )


def _upload(request, fair_id: int, kind: str):
    fair_event = get_object_or_404(FairEvent.objects.visible_to(request.user), pk=fair_id)
    form_class = _FORMS[kind]
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if form.is_valid():
        options = {key: value for key, value in form.cleaned_data.items() if key != "file"}
        upload = form.cleaned_data["file"]
        try:
            batch = upload_batch(
                fair_event,
                kind,
                file_name=upload.name,
                data=upload.read(),
                by=request.user,
                **options,
            )
        except RuleBroken as broken:
            form.add_error(broken.field, broken.message)
        else:
            return redirect("staff:import-batch", batch.pk)
    context = {
        "title": ImportKind(kind).label,
        "fair_event": fair_event,
        "kind": kind,
        "form": form,
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "products/work/import_upload.html", context, status=status)


def _corrected(request, batch: ImportBatch) -> ImportBatch:
    corrections = corrections_in(request.POST)
    if not corrections or batch.applied_at is not None:
        return batch
    return correct_batch(batch, corrections)


def _save(request, batch: ImportBatch) -> None:
    accept_partial = request.POST.get("accept_partial") == "on"
    apply_batch(batch, by=request.user, accept_partial=accept_partial)
    messages.success(request, f"นำเข้า {batch.file_name} แล้ว")


def _batch(request, batch_id: int) -> ImportBatch:
    batches = ImportBatch.objects.visible_to(request.user)
    return get_object_or_404(batches.select_related("fair_event", "uploaded_by"), pk=batch_id)


def _frame(batch: ImportBatch) -> dict:
    return {"title": f"ตรวจ {batch.file_name}", "fair_event": batch.fair_event}
