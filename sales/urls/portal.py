"""The vendor's takings, under /my/."""

from django.urls import path

from sales.views.portal import takings

urlpatterns = [
    path("sales/", takings.sales, name="my-sales"),
    path("sales/<slug:slug>/", takings.sales_fair, name="my-sales-fair"),
    path("sales/<slug:slug>/<str:day>/", takings.sales_day, name="my-sales-day"),
]
