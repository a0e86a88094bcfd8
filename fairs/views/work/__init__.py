"""Work pages of fairs; importing them puts them on the staff site."""

from fairs.views.work import fair_state, layout, resolutions  # noqa: F401
