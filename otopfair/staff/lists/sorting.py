"""In which order a press on a heading puts the rows: Thai dictionary, numbers as numbers."""

from collections.abc import Iterator

from django.contrib.admin.utils import get_fields_from_path
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.constants import LOOKUP_SEP

from otopfair.thai.model_fields import SortKeyField
from otopfair.thai.ordering import ThaiOrder

# By what a row is called, where it keeps no key for it.
NAMES = ("name_th", "name", "title", "subject", "full_name", "label", "code", "text", "file_name")

Order = tuple  # of expressions, the first decides


def order_of(model: type[models.Model], path: str) -> Order:
    """The order of the column at `path`, which may follow relations; () for none."""
    *way, field = get_fields_from_path(model, path)
    last = path.rpartition(LOOKUP_SEP)[0]
    prefix = last + LOOKUP_SEP if way else ""
    if field.is_relation:
        return order_of_name(field.related_model, f"{path}{LOOKUP_SEP}")
    if key := _key_of(field):
        return (F(prefix + key.name),)
    if field.choices:
        return (_in_order_of_choices(field, path),)
    is_text = isinstance(field, models.CharField | models.TextField)
    return (ThaiOrder(path) if is_text and not isinstance(field, SortKeyField) else F(path),)


def order_of_name(model: type[models.Model], prefix: str = "") -> Order:
    """The order of what rows are called; where they have no name, that of their model."""
    if key := next((one for one in model._meta.fields if isinstance(one, SortKeyField)), None):
        return (F(prefix + key.name),)
    own = {field.name for field in model._meta.concrete_fields}
    named = next((name for name in NAMES if name in own), None)
    first = [ThaiOrder(prefix + named)] if named else []
    return (*first, *_own_order(model, prefix))


def upwards(order: Order) -> list:
    """What is not known stands last, whichever way one looks."""
    return [one.asc(nulls_last=True) for one in order]


def downwards(order: Order) -> list:
    return [one.desc(nulls_last=True) for one in order]


def _key_of(field) -> SortKeyField | None:
    keys = (one for one in field.model._meta.fields if isinstance(one, SortKeyField))
    return next((key for key in keys if key.source == field.name), None)


def _in_order_of_choices(field, path: str) -> Case:
    """As the choices are listed, not as their codes are spelt."""
    places = [When(**{path: key}, then=Value(at)) for at, (key, _) in enumerate(field.flatchoices)]
    return Case(*places, default=Value(len(places)), output_field=models.IntegerField())


def _own_order(model, prefix: str) -> Iterator[F]:
    """The model's own order, the oldest first."""
    for name in model._meta.ordering:
        bare = name.lstrip("-")
        yield F(prefix + ("id" if bare == "pk" else bare))
