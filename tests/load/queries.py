"""How many queries each list and public page takes on the database of DATABASE_URL.

Run on the demo's database and on the bench's: the numbers are the same. Exits with 1 when a
public page takes more than eight.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "otopfair.settings")
os.environ.setdefault("SECRET_KEY", "only-for-measuring" * 4)
os.environ["ALLOWED_HOSTS"] = "testserver"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from fairs.models import FairEvent  # noqa: E402
from fairs.operations.assignments import make_first_administrator  # noqa: E402
from otopfair.accounts.models import User  # noqa: E402
from otopfair.staff.site import staff_site  # noqa: E402
from products.models import Product  # noqa: E402
from vendors.models import Vendor  # noqa: E402

MOST_FOR_VISITORS = 8


def public_pages() -> dict[str, str]:
    fair = FairEvent.objects.published().filter(booths__isnull=False).latest("opens_on")
    product = Product.objects.published().latest("pk")
    vendor = Vendor.objects.published().filter(products__isnull=False).latest("pk")
    pages = {
        name: reverse(name)
        for name in ("home", "fair-list", "product-list", "vendor-list", "province-list")
    }
    pages |= {
        name: reverse(name, args=[fair.slug])
        for name in ("fair", "fair-plan", "fair-vendors", "fair-products")
    }
    return pages | {
        "search": reverse("search") + "?q=ผ้า",
        "search, misspelt": reverse("search") + "?q=ผ้าใหมมัดมี่",
        "search, nothing": reverse("search") + "?q=zzqqxx",
        "product-list, searched": reverse("product-list") + "?q=ผ้าไหม",
        "product-list, misspelt": reverse("product-list") + "?q=ผ้าใหมมัดมี่",
        "product-list, filtered": reverse("product-list") + "?category=3&province=40",
        "product": reverse("product", args=[product.pk]),
        "vendor": reverse("vendor", args=[vendor.pk]),
        "province": reverse("province", args=["khon-kaen"]),
    }


def staff_pages() -> dict[str, str]:
    pages = {
        page.name: reverse(f"staff:{page.name}")
        for page in staff_site.work_pages
        if "<" not in page.route
    }
    for model in staff_site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}_changelist"
        pages[name] = reverse(f"staff:{name}")
    return {"desk": reverse("staff:index"), **pages}


def count(client: Client, url: str) -> int:
    client.get(url, follow=True)  # what is kept for half a minute is kept now
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url, follow=True)
    if response.status_code != 200:
        raise SystemExit(f"{url}: {response.status_code}")
    return len(queries)


def _administrator() -> User:
    user, is_new = User.objects.get_or_create(email="queries@demo.test")
    if is_new:
        make_first_administrator(user)
    return user


def main() -> int:
    visitor, officer = Client(), Client()
    officer.force_login(_administrator())
    too_many = 0
    for name, url in public_pages().items():
        number = count(visitor, url)
        too_many += number > MOST_FOR_VISITORS
        print(f"{number:4}  {name}")
    for name, url in staff_pages().items():
        print(f"{count(officer, url):4}  staff {name}")
    return 1 if too_many else 0


if __name__ == "__main__":
    sys.exit(main())
