"""The registers of takings."""

from sales.admin import takings  # noqa: F401
