"""Addresses. Each app keeps its own, by audience; tests/test_public_urls.py lists what is open.

What visitors read exists twice: in Thai, and below /en/ in English; `reverse()` leads to the page
of the language that is spoken. Papers, files and links by message exist once.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from otopfair.staff.site import staff_site

urlpatterns = [
    path("my/", include("vendors.urls.portal")),
    path("my/", include("products.urls.portal")),
    path("my/", include("onsite.urls.portal")),
    path("my/", include("sales.urls.portal")),
    path("accounts/", include("otopfair.accounts.urls")),
    path("staff/", staff_site.urls),
    # Last: with no beginning of its own, each of these addresses is tried for any that comes.
    path("", include("pages.machine_urls")),
    path("", include("fairs.file_urls")),
    path("", include("vendors.urls.files")),
    path("", include("onsite.urls.links")),
    path("", include("sales.urls.links")),
    *i18n_patterns(
        path("", include("pages.urls")),
        path("", include("fairs.urls")),
        path("", include("vendors.urls.public")),
        path("", include("products.urls.public")),
        path("", include("onsite.urls.public")),
        path("", include("sales.urls.public")),
        prefix_default_language=False,
    ),
]

handler400 = "pages.errors.bad_request"
handler500 = "pages.errors.server_error"
