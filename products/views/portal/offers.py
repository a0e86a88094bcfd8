"""The step of an application that chooses products, and the products it brings."""

from contextlib import suppress
from urllib.parse import urlsplit

from django.db.models import Case, IntegerField, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import onward, with_onward
from otopfair.stale import StalePage, seen_of
from products.forms.portal import OfferForm
from products.models import Product
from products.operations.offers import offer_products, offered_names
from vendors.models import BoothApplication
from vendors.views.portal.steps import answer_step, live_application, step, step_page

FIELD = "products"


@step(FIELD)
@require_http_methods(["GET", "POST"])
def apply_products(request, application):
    """Step 2: what will be sold; the chosen category's products come first."""
    own = Product.objects.filter(vendor=request.vendor, is_withdrawn=False)
    of_category = When(category=application.category or 0, then=Value(0))
    rank = Case(of_category, default=Value(1), output_field=IntegerField())
    chosen = list(application.offered_products.values_list("product_id", flat=True))
    posted = request.POST if request.method == "POST" else None
    shown = {"products": chosen, "seen": seen_of(offered_names(application))}
    form = OfferForm(posted, products=own.order_by(rank, "-pk"), initial=shown)
    answer = _answer(request, application, form) if form.is_bound else None
    if answer is not None:
        return answer
    context = {"form": form, "has_products": own.exists()}
    template = "products/portal/apply_products.html"
    return step_page(request, template, application, context, field=FIELD, errors=form.errors)


def _answer(request, application, form: OfferForm):
    """Keep the ticks, also on the way to a new product; then the next step."""

    def save():
        chosen, seen = form.cleaned_data["products"], form.cleaned_data["seen"] or None
        offer_products(application, chosen, by=request.user, seen=seen)

    if "add" not in request.POST:
        return answer_step(request, application, FIELD, form, save)
    if form.is_valid():
        try:
            save()
        except StalePage as stale:
            form.keep(stale)
            return None
        except RuleBroken as broken:
            broken.put_on(form)
            return None
    return redirect(_to_add(request, application))


def _to_add(request, application) -> str:
    """The page of a new product; it leads back here, and from here on to where this one leads."""
    here = reverse("my-apply-products", args=[application.fair_event.slug])
    add = with_onward(reverse("my-product-add"), with_onward(here, onward(request)))
    return f"{add}&category={application.category}" if application.category else add


def bring_new_product(request, product: Product, asked_from: str) -> None:
    """A product made on the way of an application is chosen there at once, not only ticked.

    Where that is refused nothing is lost: it stands unticked on the page that asked for it.
    """
    try:
        match = resolve(urlsplit(asked_from).path)
    except Resolver404:
        return
    if match.url_name != "my-apply-products":
        return
    fair_event = FairEvent.objects.published().filter(slug=match.kwargs["slug"]).first()
    application = fair_event and live_application(request, fair_event)
    if not application:
        return
    chosen = [row.product for row in application.offered_products.select_related("product")]
    seen = seen_of(offered_names(application))
    with suppress(RuleBroken):
        offer_products(application, [*chosen, product], by=request.user, seen=seen)


@require_safe
def application_products(request, application_id):
    """The names of the products that an application brings: a fragment for the pages below."""
    rows = BoothApplication.objects.managed_by(request.user)
    application = get_object_or_404(rows, pk=application_id)
    offered = application.offered_products.select_related("product").order_by("pk")
    context = {"products": [row.product for row in offered]}
    return render(request, "products/portal/_application_products.html", context)
