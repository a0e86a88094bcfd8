"""The registers of vendors."""

from vendors.admin import vendors  # noqa: F401
