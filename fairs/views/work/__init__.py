"""Work pages of fairs; importing them puts them on the staff site."""

from fairs.views.work import (  # noqa: F401
    changing,
    fair_state,
    plan,
    plan_blocks,
    plan_picture,
    plan_release,
    plan_remove,
    resolutions,
    shared,
)
