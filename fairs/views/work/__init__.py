"""Work pages of fairs; importing them puts them on the staff site."""

from fairs.views.work import (  # noqa: F401
    changing,
    committees,
    copying,
    day_sheet,
    fair_state,
    meetings,
    news,
    news_photos,
    notices,
    papers,
    plan,
    plan_blocks,
    plan_picture,
    plan_release,
    plan_remove,
    planning,
    projects,
    resolutions,
    shared,
    venue_photos,
)
