"""Pictures, papers and feeds of fairs: they exist once, in Thai."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.cache import cache_control

from fairs.views import feeds, news, notices, public

MINUTES = cache_control(public=True, max_age=300)

urlpatterns = [
    path("fairs/<slug:slug>/card.png", public.fair_card, name="fair-card"),
    path("fairs/<slug:slug>/plan/picture/", public.fair_plan_picture, name="fair-plan-picture"),
    path("notices/<int:notice_id>/notice.pdf", notices.notice_paper, name="notice-paper"),
    path("fairs/feed.xml", MINUTES(login_not_required(feeds.NewFairs())), name="fair-feed"),
    path("news/feed.xml", MINUTES(login_not_required(news.NewsFeed())), name="news-feed"),
]
