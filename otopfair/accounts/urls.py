"""Sign-in pages (allauth), all open to strangers except where allauth closes them itself."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.account.urls"))]
