import pytest

from otopfair.thai.folding import fold
from otopfair.thai.sorting import thai_sort_key
from tests.factories import make_vendor
from vendors.models import Vendor


@pytest.mark.django_db
def test_a_saved_name_carries_its_sort_key_and_its_folded_text():
    vendor = make_vendor("กลุ่มข้าวแต๋น", name_en="Khao Taen")

    saved = Vendor.objects.get(pk=vendor.pk)

    assert saved.sort_key == thai_sort_key("กลุ่มข้าวแต๋น")
    assert saved.search_text.split("\n")[:2] == [fold("กลุ่มข้าวแต๋น"), "khao taen"]


@pytest.mark.django_db
def test_a_changed_name_changes_its_key():
    vendor = make_vendor("ใหม่")
    vendor.name_th = "เก่า"
    vendor.save()

    assert Vendor.objects.filter(sort_key=thai_sort_key("เก่า")).count() == 1


@pytest.mark.django_db
def test_the_database_sorts_by_the_key_as_a_dictionary_does():
    for name in ("เขา", "ไก่", "ขนม", "กา"):
        make_vendor(name)

    names = Vendor.objects.order_by("sort_key").values_list("name_th", flat=True)

    assert list(names) == ["กา", "ไก่", "ขนม", "เขา"]


@pytest.mark.parametrize("name", ["sort_key", "search_text"])
def test_a_migration_rebuilds_the_same_column(name):
    column = Vendor._meta.get_field(name)

    _, _, args, kwargs = column.deconstruct()

    assert type(column)(*args, **kwargs).deconstruct()[1:] == column.deconstruct()[1:]
