"""The registers of the days on site."""

from onsite.admin import complaints  # noqa: F401
