"""Addresses. Each app keeps its own, by audience; tests/test_public_urls.py lists what is open."""

from django.urls import include, path

from otopfair.staff.site import staff_site

urlpatterns = [
    path("", include("pages.urls")),
    path("", include("pages.machine_urls")),
    path("", include("fairs.urls")),
    path("", include("vendors.urls.public")),
    path("", include("products.urls.public")),
    path("my/", include("vendors.urls.portal")),
    path("my/", include("products.urls.portal")),
    path("my/", include("sales.urls.portal")),
    path("accounts/", include("otopfair.accounts.urls")),
    path("staff/", staff_site.urls),
]

handler400 = "pages.errors.bad_request"
handler500 = "pages.errors.server_error"
