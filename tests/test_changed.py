"""`changed_at` is the last write, whichever way a row was written."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import models

from fairs.models import FairEvent
from otopfair.changed import CHANGED_AT, ChangedAtField, TellsWhenChanged
from products.models import Product
from tests.factories import make_fair_event, make_product, make_vendor
from vendors.models import Vendor

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NAMED = {FairEvent: "name_th", Vendor: "name_th", Product: "name_th"}


def save(row, name):
    row.save()


def save_one_column(row, name):
    row.save(update_fields=[name])


def update(row, name):
    type(row).objects.filter(pk=row.pk).update(**{name: "ใหม่"})


def update_by_the_base_manager(row, name):
    type(row)._base_manager.filter(pk=row.pk).update(**{name: "ใหม่"})


def bulk_update(row, name):
    type(row).objects.bulk_update([row], [name])


def bulk_update_by_the_base_manager(row, name):
    type(row)._base_manager.bulk_update([row], [name])


def put_in_bulk_over_what_is_there(row, name):
    type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=[name]
    )


WAYS = (
    *(save, save_one_column, update, update_by_the_base_manager, bulk_update),
    *(bulk_update_by_the_base_manager, put_in_bulk_over_what_is_there),
)


@pytest.fixture
def rows(db):
    vendor = make_vendor()
    return {FairEvent: make_fair_event(), Vendor: vendor, Product: make_product(vendor)}


@pytest.mark.parametrize("write", WAYS, ids=lambda way: way.__name__)
def test_every_way_of_writing_says_when(rows, write):
    for model, row in rows.items():
        model.objects.filter(pk=row.pk).update(changed_at=LONG_AGO)
        write(row, NAMED[model])
        assert model.objects.get(pk=row.pk).changed_at.year > LONG_AGO.year, model


def test_a_write_that_says_itself_when_is_believed(rows):
    FairEvent.objects.update(changed_at=LONG_AGO)
    FairEvent.objects.update(highest_number=7, changed_at=models.F(CHANGED_AT))
    assert list(FairEvent.objects.values_list("changed_at", "highest_number")) == [(LONG_AGO, 7)]


def test_no_model_with_the_column_has_a_manager_that_forgets_it():
    told = [
        model
        for model in apps.get_models()
        if any(isinstance(field, ChangedAtField) for field in model._meta.concrete_fields)
    ]
    forgetful = [
        model
        for model in told
        for manager in (model._default_manager, model._base_manager)
        if not isinstance(manager.all(), TellsWhenChanged)
    ]
    assert set(NAMED) <= set(told)
    assert forgetful == []
