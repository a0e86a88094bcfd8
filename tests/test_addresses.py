"""The page of one fair and of one vendor lies below its list, whoever answers there."""

from django.urls import reverse

from fairs.models import FairEvent
from fairs.reports import address_of
from otopfair.addresses import url_below


def test_a_fair_lies_below_the_list_of_fairs():
    assert address_of(FairEvent(slug="kk20")) == reverse("fair", args=["kk20"])


def test_a_vendor_lies_below_the_list_of_vendors():
    assert url_below("vendor-list")(5) == reverse("vendor", args=[5])
