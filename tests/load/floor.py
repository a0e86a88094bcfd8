"""The floor: a minimal Django page with as many cards, for comparing; it measures Django itself.

Two middlewares, one indexed query with one join through the ORM, Django templates, a persistent
connection. Run by gunicorn as `tests.load.floor:application`; /30/ and /120/ are its pages.
"""

import os

import django
import environ
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="floor",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    DATABASES={"default": {**environ.Env().db("DATABASE_URL"), "CONN_MAX_AGE": None}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.dirname(__file__)],
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Maker(models.Model):  # noqa: DJ008
    name_th = models.CharField(max_length=255)

    class Meta:
        app_label = "floor"
        managed = False
        db_table = "vendors_vendor"


class Card(models.Model):  # noqa: DJ008
    maker = models.ForeignKey(Maker, models.PROTECT, db_column="vendor_id")
    name_th = models.CharField(max_length=255)
    price_baht = models.DecimalField(max_digits=10, decimal_places=2)
    price_unit = models.CharField(max_length=60)
    story = models.TextField()
    stars = models.IntegerField()
    is_public = models.BooleanField()

    class Meta:
        app_label = "floor"
        managed = False
        db_table = "products_product"


def page(request, count: int):
    """The newest `count` cards."""
    cards = Card.objects.filter(is_public=True).select_related("maker").order_by("-id")[:count]
    return render(request, "floor.html", {"cards": cards})


urlpatterns = [path("<int:count>/", page)]
application = get_wsgi_application()
