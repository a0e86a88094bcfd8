"""Filters that every register gets: the choices, days and places that it shows."""

from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db import models

MOST_PLACES = 120
# What many rows share, so that a list of it is worth to be chosen from.
PLACES = {"province", "home_province", "district", "fair_event", "kind", "round"}


class FewRelatedFilter(RelatedOnlyFieldListFilter):
    """Only rows that are pointed to, and no filter at all where nobody could find one in it."""

    def field_choices(self, field, request, model_admin):
        found = super().field_choices(field, request, model_admin)
        return found if len(found) <= MOST_PLACES else []


def filters_of(admin, columns) -> list:
    """What the register names, and then what its columns are made of."""
    own = list(admin.list_filter)
    named = {_name_of(one) for one in own}
    found = (_filter(column.source, column.name) for column in columns)
    return own + [one for one in found if one is not None and _name_of(one) not in named]


def _filter(source, path: str):
    if source is None or "__" in path:
        return None
    if isinstance(source, models.ForeignKey):
        return (path, FewRelatedFilter) if path in PLACES else None
    return path if source.choices or isinstance(source, models.BooleanField) else None


def _name_of(one) -> str:
    if isinstance(one, tuple):
        return one[0]
    if isinstance(one, str):
        return one
    return getattr(one, "parameter_name", "")
