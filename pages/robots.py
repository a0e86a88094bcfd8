"""For search engines: what to read, and what is nobody's business."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from fairs.models import FairEvent, NewsItem, Notice
from otopfair.tongues import both_paths
from products.models import Product
from vendors.models import Vendor

CLOSED = ("/my/", "/staff/", "/accounts/", "/search/", "/saved/")


@login_not_required
@cache_control(public=True, max_age=86_400)
@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


class _InBothLanguages(Sitemap):
    """Each page with its Thai and its English address, and each naming the other (hreflang)."""

    def _urls(self, page, protocol, domain):
        root = f"{protocol}://{domain}"
        return [one for url in super()._urls(page, protocol, domain) for one in _both(url, root)]


def _both(url: dict, root: str) -> list[dict]:
    """The entry of each language, made from the Thai one: the beginning is all that differs."""
    paths = both_paths(url["location"].removeprefix(root))
    thai, english = (f"{root}{path}" for path in paths)
    alternates = [
        {"location": thai, "lang_code": "th"},
        {"location": english, "lang_code": "en"},
        {"location": thai, "lang_code": "x-default"},
    ]
    return [{**url, "location": one, "alternates": alternates} for one in (thai, english)]


class _Published(_InBothLanguages):
    """The published rows of one model, each under the public page that bears `page`'s name.

    `lastmod` is the row's `changed_at`, which every way of writing keeps true.
    """

    limit = 10_000

    def __init__(self, model, page: str, key: str = "pk") -> None:
        self.model, self.page, self.key = model, page, key

    def items(self):
        rows = self.model.objects.published().order_by("pk")
        return rows.values_list(self.key, "changed_at")

    def location(self, item):
        return reverse(self.page, args=[item[0]])

    def lastmod(self, item):
        return item[1]

    def get_latest_lastmod(self):
        """For the index; Django would read every row."""
        return self.model.objects.published().aggregate(last=Max("changed_at"))["last"]


class _Pages(_InBothLanguages):
    """The pages that exist once."""

    def items(self):
        lists = (
            "fair-list",
            "product-list",
            "vendor-list",
            "province-list",
            "news-list",
            "notice-list",
        )
        return ["home", *lists, "help", "open-data"]

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "pages": _Pages(),
    "fairs": _Published(FairEvent, "fair", "slug"),
    "news": _Published(NewsItem, "news"),
    "notices": _Published(Notice, "notice"),
    "vendors": _Published(Vendor, "vendor"),
    "products": _Published(Product, "product"),
}
