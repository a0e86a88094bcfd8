"""Public addresses of fairs alone; pages that show vendors or products too live higher up."""

from django.urls import path

from fairs.views import public

urlpatterns = [
    path("fairs/", public.fair_list, name="fair-list"),
    path("fairs/<slug:slug>/calendar.ics", public.fair_calendar, name="fair-calendar"),
    path("fairs/<slug:slug>/plan/picture/", public.fair_plan_picture, name="fair-plan-picture"),
]
