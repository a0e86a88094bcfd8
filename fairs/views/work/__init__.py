"""Work pages of fairs; importing them puts them on the staff site."""

from fairs.views.work import changing, fair_state, layout, resolutions, shared  # noqa: F401
