"""Public addresses of fairs alone; pages that show vendors or products too live higher up."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.cache import cache_control

from fairs.views import calendars, feeds, news, notices, public, public_projects

MINUTES = cache_control(public=True, max_age=300)

urlpatterns = [
    path("calendar.ics", calendars.all_fairs_calendar, name="fairs-calendar"),
    path("projects/<int:project_id>/", public_projects.public_project, name="public-project"),
    path("fairs/", public.fair_list, name="fair-list"),
    path("fairs/feed.xml", MINUTES(login_not_required(feeds.NewFairs())), name="fair-feed"),
    path("fairs/<slug:slug>/card.png", public.fair_card, name="fair-card"),
    path("fairs/<slug:slug>/calendar.ics", calendars.fair_calendar, name="fair-calendar"),
    path("news/", news.news_list, name="news-list"),
    path("news/feed.xml", MINUTES(login_not_required(news.NewsFeed())), name="news-feed"),
    path("news/<int:news_id>/", news.news, name="news"),
    path("notices/", notices.notice_list, name="notice-list"),
    path("notices/<int:notice_id>/", notices.notice, name="notice"),
]
