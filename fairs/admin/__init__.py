"""The registers of fairs; importing them puts them on the staff site, in rail order."""

from fairs.admin import (  # noqa: F401
    agencies,
    assignments,
    calls,
    committees,
    events,
    news,
    notices,
    places,
    projects,
    venues,
)
