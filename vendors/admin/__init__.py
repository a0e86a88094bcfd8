"""The registers of vendors."""

from vendors.admin import decisions, ground, letters, papers, queues, vendors  # noqa: F401
