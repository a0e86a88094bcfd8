"""The registers of products and takings."""

from products.admin import catalogue  # noqa: F401
