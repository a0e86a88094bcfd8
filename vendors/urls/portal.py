"""The vendor's own pages that show no products, under /my/."""

from django.urls import path

from vendors.views.portal import applications, inbox, registration

urlpatterns = [
    path("register/", registration.register, name="my-register"),
    path("profile/", registration.profile, name="my-profile"),
    path("vendor/", registration.choose, name="my-vendor"),
    path("messages/", inbox.inbox, name="my-messages"),
    path("applications/", applications.application_list, name="my-applications"),
    path(
        "applications/<int:application_id>/", applications.application_detail, name="my-application"
    ),
    path(
        "applications/<int:application_id>/confirm/",
        applications.confirm,
        name="my-application-confirm",
    ),
    path(
        "applications/<int:application_id>/withdraw/",
        applications.withdraw,
        name="my-application-withdraw",
    ),
]
