"""A vendor applies to a fair: three short steps, a page to check, a reference number."""

from uuid import UUID, uuid4

from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from products.forms.portal import OfferForm
from products.models import Product
from products.operations.offers import offer_products, send_application
from vendors.forms import CategoryForm, NoteForm
from vendors.models import ApplicationStatus, BoothApplication
from vendors.operations.applications import (
    ANSWERED_BY_VENDOR,
    answer_application,
    start_application,
)
from vendors.views.portal.access import portal_page, vendor_page

TAB = "applications"
ENDED = [ApplicationStatus.WITHDRAWN, ApplicationStatus.REFUSED]


def _fair(slug: str) -> FairEvent:
    fairs = FairEvent.objects.published().select_related("call__terms", "series")
    return get_object_or_404(fairs, slug=slug)


def _live_application(request, fair_event) -> BoothApplication | None:
    rows = BoothApplication.objects.managed_by(request.user).filter(vendor=request.vendor)
    return rows.filter(fair_event=fair_event).exclude(status__in=ENDED).first()


def step(view):
    """A step needs a draft, or what the officers sent back; everybody else starts at the start."""

    @vendor_page
    def wrapped(request, slug):
        fair_event = _fair(slug)
        application = _live_application(request, fair_event)
        if application is None or not hasattr(fair_event, "call"):
            return redirect("my-apply", slug)
        if application.status not in ANSWERED_BY_VENDOR:
            return redirect("my-apply-done", slug)
        application.fair_event, application.vendor = fair_event, request.vendor
        return view(request, application)

    return wrapped


def _page(request, template, application, context, *, errors):
    frame = {
        "application": application,
        "fair": application.fair_event,
        "from_check": _from_check(request),
        "saved": application.saved_at,
    }
    status = 422 if errors else 200
    return portal_page(request, template, {**frame, **context}, tab=TAB, status=status)


def _from_check(request) -> bool:
    return (request.POST if request.method == "POST" else request.GET).get("from") == "check"


def _next(request, application, name):
    """The next step, or back to the page to check when the vendor came from there."""
    target = "my-apply-check" if _from_check(request) else name
    return redirect(target, application.fair_event.slug)


@vendor_page
@require_http_methods(["GET", "POST"])
def apply(request, slug):
    """What the fair asks for; POST opens the draft. A closed call or a sent form says so."""
    fair_event = _fair(slug)
    application = _live_application(request, fair_event)
    call = getattr(fair_event, "call", None)
    refusal, form_key = "", uuid4()
    if request.method == "POST":
        form_key = _uuid(request.POST.get("form_key", ""))
        try:
            start_application(fair_event, request.vendor, form_key=form_key, by=request.user)
        except RuleBroken as broken:
            refusal = str(broken)
        else:
            return redirect("my-apply-category", slug)
    context = {
        "fair": fair_event,
        "call": call,
        "is_open": bool(call and fair_event.state == "published" and call.is_accepting()),
        "places": call.places.all() if call else [],
        "application": application,
        "in_progress": bool(application and application.status in ANSWERED_BY_VENDOR),
        "form_key": form_key,
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    status = 422 if refusal else 200
    return portal_page(request, "products/portal/apply.html", context, tab=TAB, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


@step
@require_http_methods(["GET", "POST"])
def apply_category(request, application):
    """Step 1: category and number of booths."""
    call = application.fair_event.call
    start = {"category": application.category, "booths_wanted": application.booths_wanted}
    form = CategoryForm(request.POST or None, call=call, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            answer_application(application, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            return _next(request, application, "my-apply-products")
    template = "products/portal/apply_category.html"
    return _page(request, template, application, {"form": form}, errors=form.errors)


@step
@require_http_methods(["GET", "POST"])
def apply_products(request, application):
    """Step 2: what will be sold; the chosen category's products come first."""
    own = Product.objects.filter(vendor=request.vendor, is_withdrawn=False)
    of_category = When(category=application.category or 0, then=Value(0))
    rank = Case(of_category, default=Value(1), output_field=IntegerField())
    products = own.order_by(rank, "-pk")
    chosen = list(application.offered_products.values_list("product_id", flat=True))
    added = request.GET.get("added", "")
    start = [*chosen, int(added)] if added.isdigit() else chosen
    form = OfferForm(request.POST or None, products=products, initial={"products": start})
    if request.method == "POST" and not form.is_bound:
        form = OfferForm({}, products=products)
    if request.method == "POST" and form.is_valid():
        try:
            offer_products(application, form.cleaned_data["products"], by=request.user)
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            return _next(request, application, "my-apply-note")
    context = {"form": form, "has_products": own.exists()}
    template = "products/portal/apply_products.html"
    return _page(request, template, application, context, errors=form.errors)


@step
@require_http_methods(["GET", "POST"])
def apply_note(request, application):
    """Step 3: a word to the officers."""
    form = NoteForm(initial={"note": application.note})
    if request.method == "POST":
        form = NoteForm(request.POST)
        if form.is_valid():
            answer_application(application, by=request.user, note=form.cleaned_data["note"])
            return redirect("my-apply-check", application.fair_event.slug)
    template = "products/portal/apply_note.html"
    return _page(request, template, application, {"form": form}, errors=form.errors)


@vendor_page
@require_http_methods(["GET", "POST"])
def apply_check(request, slug):
    """All answers on one page; the button sends them. A second press gets the first answer."""
    fair_event = _fair(slug)
    application = _live_application(request, fair_event)
    if application is None:
        return redirect("my-apply", slug)
    if application.status not in ANSWERED_BY_VENDOR:
        return redirect("my-apply-done", slug)
    refusal, fix_url = "", ""
    if request.method == "POST":
        try:
            send_application(application, accepts_terms=True, by=request.user)
        except RuleBroken as broken:
            refusal, fix_url = str(broken), _where_to_fix(broken.field, slug)
        else:
            return redirect("my-apply-done", slug)
    application.fair_event, application.vendor = fair_event, request.vendor
    offered = application.offered_products.select_related("product")
    context = {
        "products": [row.product for row in offered],
        "phones": [row.number for row in request.vendor.phones.all()],
        "call": fair_event.call,
        "refusal": refusal,
        "fix_url": fix_url,
        "has_errors": bool(refusal),
    }
    template = "products/portal/apply_check.html"
    return _page(request, template, application, context, errors=refusal)


def _where_to_fix(field: str | None, slug: str) -> str:
    page = {"category": "my-apply-category", "products": "my-apply-products"}.get(field or "")
    return f"{reverse(page, args=[slug])}?from=check" if page else ""


@vendor_page
@require_safe
def apply_done(request, slug):
    """The reference number, what happens next, and when. Stays at its address."""
    fair_event = _fair(slug)
    application = _live_application(request, fair_event)
    if application is None or application.status == ApplicationStatus.DRAFT:
        return redirect("my-apply", slug)
    context = {
        "fair": fair_event,
        "application": application,
        "call": getattr(fair_event, "call", None),
    }
    return portal_page(request, "products/portal/apply_done.html", context, tab=TAB)
