"""Work pages of the staff site; importing them puts them on the site."""

from sales.views.work import grid, imports, past_fairs, reports, targets

__all__ = ["grid", "imports", "past_fairs", "reports", "targets"]
