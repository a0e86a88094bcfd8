"""The registers of the days on site."""

from onsite.admin import complaints, going_round  # noqa: F401
