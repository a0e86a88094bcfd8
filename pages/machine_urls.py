"""Addresses for machines: watchers, search engines, and the photos."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from django.views.decorators.cache import cache_page

from otopfair.media.serving import photo
from pages.health import healthz, readyz
from pages.robots import SITEMAPS, robots

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
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
