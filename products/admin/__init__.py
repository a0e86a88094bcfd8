"""The registers of products."""

from products.admin import catalogue  # noqa: F401
