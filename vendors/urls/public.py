"""Public addresses that show fairs and vendors."""

from django.urls import path

from vendors.views.public import draws, fairs, results, vendors

urlpatterns = [
    path("fairs/<slug:slug>/vendors/", fairs.fair_vendors, name="fair-vendors"),
    path("fairs/<slug:slug>/results/", results.fair_results, name="fair-results"),
    path(
        "fairs/<slug:slug>/results/<int:announcement_id>/",
        results.fair_result,
        name="fair-result",
    ),
    path("fairs/<slug:slug>/draws/", draws.fair_draws, name="fair-draws"),
    path("fairs/<slug:slug>/draws/<int:draw_id>/", draws.fair_draw, name="fair-draw"),
    path("fairs/<slug:slug>/fairness/", fairs.fair_fairness, name="fair-fairness"),
    path(
        "fairs/<slug:slug>/fairness/booths/",
        fairs.fair_fairness_booths,
        name="fair-fairness-booths",
    ),
    path("vendors/", vendors.vendor_list, name="vendor-list"),
]
