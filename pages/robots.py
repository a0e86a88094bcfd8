"""For search engines: what to read, and what is nobody's business."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from products.models import Product
from vendors.models import Vendor

CLOSED = ("/my/", "/staff/", "/accounts/", "/search/")


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


class _Published(Sitemap):
    """The published rows of one model, each under the public page that bears `page`'s name."""

    limit = 10_000

    def __init__(self, model, page: str, key: str = "pk") -> None:
        self.model, self.page, self.key = model, page, key

    def items(self):
        return self.model.objects.published().order_by("pk").values_list(self.key, flat=True)

    def location(self, item):
        return reverse(self.page, args=[item])


class _Pages(Sitemap):
    """The pages that exist once."""

    def items(self):
        return ["home", "fair-list", "product-list", "vendor-list", "province-list", "help"]

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "pages": _Pages(),
    "fairs": _Published(FairEvent, "fair", "slug"),
    "vendors": _Published(Vendor, "vendor"),
    "products": _Published(Product, "product"),
}
