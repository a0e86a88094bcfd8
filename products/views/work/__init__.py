"""Work pages of the staff site; importing them puts them on the site."""

from products.views.work import imports, reports, review, sales_grid, targets

__all__ = ["imports", "reports", "review", "sales_grid", "targets"]
