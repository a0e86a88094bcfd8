"""Spreadsheets come in: choose a file, look at what it would do, correct cells, save."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent, ProductCategory
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from products.forms.imports import PlanSheetForm, VendorListForm
from products.imports.kinds import kind_of
from products.models import ImportBatch
from products.operations.imports import upload_batch

IMPORT = "products.import_spreadsheet"
_LARGE = ("cells", "sheets", "meanings", "corrections", "answers")
_KEPT = ("removal__rows", "removal__changes", "removal__stays")


@dataclass(frozen=True)
class ImportPage:
    """How one kind of import is offered and previewed. `facts_of` adds to the preview's context."""

    kind: str
    url_name: str
    title: str
    words: str
    button: str
    form_class: type
    preview: str
    done: str
    how_to: str
    template_words: str
    facts_of: Callable[..., dict] = lambda plan: {}


IMPORT_PAGES: dict[str, ImportPage] = {}


def offer(page: ImportPage) -> None:
    """Put a kind of import on the page of imports; pages come in the order of the chain."""
    IMPORT_PAGES[page.kind] = page


def categories_counted(counts) -> list[tuple[str, int]]:
    """(label, vendors) in official order."""
    return [(str(one.label), counts[one]) for one in ProductCategory if counts[one]]


offer(
    ImportPage(
        "vendors",
        "import-vendors",
        "รายชื่อผู้ประกอบการ",
        "ลงทะเบียนร้าน สินค้า ดาว และบูธจากบัญชีรายชื่อ ร้านที่มีอยู่แล้วไม่เพิ่มซ้ำ",
        "นำเข้ารายชื่อ",
        VendorListForm,
        "products/work/import_vendors.html",
        "products/work/import_vendors_done.html",
        "ใช้บัญชีรายชื่อที่มีอยู่ได้เลย ต้องมีหัวคอลัมน์ ชื่อกลุ่ม ประเภท และจังหวัด คอลัมน์อื่นและลำดับคอลัมน์เป็นอย่างไรก็ได้",
        "ดาวน์โหลดแม่แบบ (.xlsx)",
        facts_of=lambda plan: {"categories": categories_counted(plan.by_category)},
    )
)
offer(
    ImportPage(
        "plan",
        "import-plan",
        "ผังบูธ",
        "วางโซน บูธ และจุดบริการลงร่างผัง บูธที่มีเลขเดิมแก้ตามไฟล์ ใช้จริงเมื่อประกาศใช้ผัง",
        "นำเข้าผัง",
        PlanSheetForm,
        "products/work/import_plan.html",
        "products/work/import_plan_done.html",
        "ต้องมีหัวคอลัมน์ เลขบูธ x และ y ระยะเป็นเมตรจากมุมบนซ้าย คอลัมน์อื่นไม่มีก็ได้",
        "ดาวน์โหลดผังตอนนี้ (.xlsx) แก้แล้วนำเข้าได้เลย",
    )
)


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
    fairs = fairs_in_scope(request.user, IMPORT)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_prepared(fairs)
    batches = ImportBatch.objects.filter(fair_event=fair_event).defer(*_LARGE)
    context = {
        "title": "นำเข้า Excel",
        "fairs": fairs,
        "fair_event": fair_event,
        "offers": _offers(fair_event),
        "batches": batches.select_related("uploaded_by", "removal")
        .defer(*_KEPT)
        .order_by("-pk")[:20],
    }
    return staff_site.page(request, "products/work/imports.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/import/vendors/",
    name="import-vendors",
    permission=IMPORT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def import_vendors(request, fair_event):
    return upload_page(request, fair_event, "vendors")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/import/plan/",
    name="import-plan",
    permission=IMPORT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def import_plan(request, fair_event):
    return upload_page(request, fair_event, "plan")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/import/<str:kind>/template.xlsx",
    name="import-template",
    permission=IMPORT,
    row=FairEvent.objects,
)
def import_template(request, fair_event, kind):
    """An empty list of vendors, or a sheet with the fair's booths already in it."""
    if kind not in IMPORT_PAGES:
        raise Http404
    import_kind = kind_of(kind)
    name = f"{kind}-{fair_event.reference_code}"
    thai_name = f"{import_kind.template_name} {fair_event}"
    return xlsx_response(import_kind.template(fair_event), ascii_name=name, thai_name=thai_name)


def upload_page(request, fair_event: FairEvent, kind: str):
    """Choose a file of `kind` for a fair; POST keeps it and leads to the preview."""
    page = IMPORT_PAGES[kind]
    posted = request.method == "POST"
    form = page.form_class(request.POST, request.FILES) if posted else page.form_class()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = upload_batch(
                fair_event,
                kind,
                file_name=upload.name,
                data=upload.read(),
                by=request.user,
                form_key=form.cleaned_data["form_key"],
                **form.options(),
            )
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return redirect("staff:import-batch", batch.pk)
    context = {"title": page.title, "fair_event": fair_event, "page": page, "form": form}
    status = 422 if form.errors else 200
    return staff_site.page(request, "products/work/import_upload.html", context, status=status)


def _offers(fair_event: FairEvent | None) -> list[tuple[ImportPage, str]]:
    if fair_event is None:
        return []
    return [
        (page, reverse(f"staff:{page.url_name}", args=[fair_event.pk]))
        for page in IMPORT_PAGES.values()
    ]
