"""The registers of vendors."""

from vendors.admin import decisions, ground, letters, papers, vendors  # noqa: F401
