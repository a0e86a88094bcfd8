"""Where a row of an imported file stands."""

from django import template

from products.imports.batches import place_in as place_in_batch

register = template.Library()


@register.filter
def place_in(number: int, findings) -> str:
    """ "แถว 5", with the sheet where the file has several."""
    return findings.table.place(number)


@register.filter
def row_of(number: int, batch) -> str:
    """The same, of a batch that was saved."""
    return place_in_batch(batch, number)
