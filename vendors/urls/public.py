"""Public addresses that show fairs and vendors."""

from django.urls import path

from vendors.views.public import fairs, vendors

urlpatterns = [
    path("fairs/<slug:slug>/plan/", fairs.fair_plan, name="fair-plan"),
    path("fairs/<slug:slug>/vendors/", fairs.fair_vendors, name="fair-vendors"),
    path("vendors/", vendors.vendor_list, name="vendor-list"),
]
