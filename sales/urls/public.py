"""What everybody reads of a fair's takings."""

from django.urls import path

from sales.views.public import figures

urlpatterns = [
    path("fairs/<slug:slug>/figures/", figures.fair_figures, name="fair-figures"),
]
