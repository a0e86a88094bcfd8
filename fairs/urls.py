"""Public addresses of fairs alone; pages that show vendors or products too live higher up."""

from django.urls import path

from fairs.views import calendars, news, notices, public, public_projects

urlpatterns = [
    path("calendar.ics", calendars.all_fairs_calendar, name="fairs-calendar"),
    path("projects/<int:project_id>/", public_projects.public_project, name="public-project"),
    path("fairs/", public.fair_list, name="fair-list"),
    path("fairs/<slug:slug>/calendar.ics", calendars.fair_calendar, name="fair-calendar"),
    path("news/", news.news_list, name="news-list"),
    path("news/<int:news_id>/", news.news, name="news"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/<int:notice_id>/", notices.notice, name="notice"),
]
