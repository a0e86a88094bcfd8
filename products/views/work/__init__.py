"""Work pages of the staff site; importing them puts them on the site."""

from products.views.work import review, sales_grid

__all__ = ["review", "sales_grid"]
