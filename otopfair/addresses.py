"""Addresses that are made by the hundred on one page."""

from django.urls import reverse


def url_by_id(name: str):
    """A function from id to address: `reverse` once instead of once a row."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def url_below(name: str):
    """A function from id to the page of one row, which lies below the list called `name`."""
    start = reverse(name)
    return lambda pk: f"{start}{pk}/"
