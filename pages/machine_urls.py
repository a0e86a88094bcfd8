"""Addresses that exist once: for machines, photos, and of those who sign in."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from django.views.decorators.cache import cache_page

from otopfair.media.serving import photo
from pages import calendar, portal, signed_in
from pages.health import healthz, readyz
from pages.open_data import data_catalogue, data_file, data_schema
from pages.robots import SITEMAPS, robots

urlpatterns = [
    path("my/", portal.home, name="my-home"),
    path("after-sign-in/", signed_in.after_sign_in, name="after-sign-in"),
    path("calendar/<str:token>.ics", calendar.calendar_file, name="staff-calendar-file"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("data/catalog.jsonld", data_catalogue, name="data-catalogue"),
    path("data/<slug:name>.schema.json", data_schema, name="data-schema"),
    path("data/<slug:name>.<slug:kind>", data_file, name="data-file"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        login_not_required(cache_page(3600)(sitemaps.index)),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        login_not_required(cache_page(3600)(sitemaps.sitemap)),
        {"sitemaps": SITEMAPS},
        name="sitemap-section",
    ),
    path("media/photos/<str:name>", photo, name="photo"),
]
