"""Work pages of the staff site; importing them puts them on the site."""

from vendors.views.work import allocation

__all__ = ["allocation"]
