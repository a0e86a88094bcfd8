from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from fairs.models import FairEvent
from otopfair.thai.identity import has_valid_checksum
from products.models import Product
from sales.models import BoothSale
from vendors.models import BoothAllocation, Vendor

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("bench_data", vendors=200, products=300, fairs=2, stdout=out)
    return out.getvalue()


@override_settings(DEMO=True)
def test_bench_data_fills_fairs_once():
    run()
    again = run()

    assert (Vendor.objects.count(), Product.objects.count(), FairEvent.objects.count()) == (
        200,
        300,
        2,
    )
    booths = BoothAllocation.objects.count()
    assert 150 < booths <= 240
    assert 0.97 < BoothSale.objects.count() / (booths * 7) <= 1
    assert "already there" in again


@override_settings(DEMO=True)
def test_bench_rows_are_invented_and_whole():
    run()

    numbers = list(Vendor.objects.order_by("pk").values_list("identity_no", flat=True))
    assert {number[1:5] for number in numbers} == {"9999"}
    assert [number for number in numbers if not has_valid_checksum(number)] == []
    for product in Product.objects.select_related("vendor").order_by("pk"):
        shown = product.is_published and product.vendor.is_published
        assert (product.is_public, product.province_id) == (shown, product.vendor.province_id)


@override_settings(DEMO=False, DEBUG=False)
def test_bench_data_refuses_to_run_in_production():
    with pytest.raises(CommandError, match="invented"):
        run()
