"""What a shop opens without signing in: it exists once, in Thai."""

from django.urls import path

from sales.views.public import follow_ups, takings

urlpatterns = [
    path("takings/<str:token>/", takings.takings_by_link, name="takings-link"),
    path("order-follow-up/<str:token>/", follow_ups.orders_by_link, name="order-follow-up-link"),
]
