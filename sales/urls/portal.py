"""The vendor's takings, under /my/."""

from django.urls import path

from sales.views.portal import follow_ups, takings

urlpatterns = [
    path("sales/", takings.sales, name="my-sales"),
    path("sales/worker.js", takings.worker, name="my-sales-worker"),
    path("sales/<slug:slug>/", takings.sales_fair, name="my-sales-fair"),
    path(
        "sales/<slug:slug>/orders/<int:months>/",
        follow_ups.my_order_follow_up,
        name="my-order-follow-up",
    ),
    path("sales/<slug:slug>/<str:day>/", takings.sales_day, name="my-sales-day"),
]
