"""Papers and pictures that officers made: they exist once, in Thai."""

from django.urls import path

from fairs.views import notices, public

urlpatterns = [
    path("fairs/<slug:slug>/plan/picture/", public.fair_plan_picture, name="fair-plan-picture"),
    path("notices/<int:notice_id>/notice.pdf", notices.notice_paper, name="notice-paper"),
]
