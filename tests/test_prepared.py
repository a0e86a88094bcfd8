"""A prepared query finds what its queryset finds, for whatever value, on every connection."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairs.models import District
from fairs.scopes import assignments_of
from otopfair.errors import RuleBroken
from otopfair.locking import lock, lock_shared
from otopfair.prepared import MOMENT, NUMBERS, TEXT, Prepared
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    assign,
    make_fair_event,
    make_helper,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import Vendor

pytestmark = pytest.mark.django_db


def test_it_finds_what_its_queryset_finds():
    vendors = [make_vendor(name) for name in ("ก", "ข")]

    def by_name(name, before):
        rows = Vendor.objects.filter(name_th=name, created_at__lt=before).order_by("pk")
        return rows.values_list("pk", "created_at", "name_th")

    prepared, soon = Prepared(by_name, TEXT, MOMENT), timezone.now() + timedelta(minutes=1)
    for name, before in [("ก", soon), ("ข", soon), ("ค", soon), ("ก", vendors[0].created_at)]:
        assert prepared.rows(name, before) == list(by_name(name, before))
    assert prepared.row("ค", soon) is None


def test_one_is_a_whole_record():
    vendor = make_vendor("ก")
    prepared = Prepared(lambda key: Vendor.objects.filter(pk=key).order_by(), NUMBERS[0])

    found = prepared.one(vendor.pk)

    assert (found, found._state.adding, found._state.db) == (vendor, False, "default")
    assert vars_of(found) == vars_of(Vendor.objects.get(pk=vendor.pk))
    assert prepared.one(vendor.pk + 1) is None


def test_records_bring_what_hangs_on_them_and_only_the_columns_that_were_named():
    """Of a district officer the province is two steps away."""
    make_officer()
    officer = assign(make_user(), Role.DISTRICT_OFFICER, district=District.objects.get(pk="4001"))
    with CaptureQueriesContext(connection) as queries:
        (role,) = assignments_of(officer)
        place = role.place
    assert len(queries) == 1
    assert (role.province, role.district.province.name_th) == (None, "ขอนแก่น")
    assert place == "เมืองขอนแก่น จ.ขอนแก่น"
    assert role.get_deferred_fields() >= {"from_on", "until", "taken_at"}


def test_roles_of_yesterday_and_of_others_are_not_among_them():
    fair = make_fair_event("งาน")
    helper = make_helper(fair, until=today_in_thailand() - timedelta(days=1))
    assert (assignments_of(helper), assignments_of(make_user())) == ([], [])


def vars_of(record) -> dict:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_a_stand_in_that_is_not_in_the_query_is_a_fault():
    lost = Prepared(lambda key: Vendor.objects.order_by(), NUMBERS[0])
    with pytest.raises(ValueError, match="does not use all"):
        lost.rows(1)


def test_a_locked_row_is_as_the_database_has_it_and_a_removed_one_is_told():
    vendor = make_vendor("ก")
    Vendor.objects.filter(pk=vendor.pk).update(name_th="ข")
    assert (lock(vendor).name_th, lock_shared(vendor).name_th) == ("ข", "ข")
    gone = Vendor(pk=vendor.pk + 1)
    for way in (lock, lock_shared):
        with pytest.raises(RuleBroken, match="ถูกลบไปแล้ว"):
            way(gone)


def test_locks_are_asked_for_where_the_database_has_them():
    with CaptureQueriesContext(connection) as queries:
        lock(fair := make_fair_event("งาน"))
        lock_shared(fair)
    endings = [one["sql"].rpartition(" FOR ")[2] for one in queries if " FOR " in one["sql"]]
    locks = ["NO KEY UPDATE", "SHARE"] if connection.features.has_select_for_update else []
    assert endings == locks


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_of_a_transaction_is_refused_each_time():
    vendor = make_vendor("ก")
    with transaction.atomic():
        lock(vendor)
    refused = TransactionManagementError if connection.features.has_select_for_update else ()
    for _again in range(2):
        with pytest.raises(refused) if refused else nullcontext():
            lock(vendor)


@pytest.mark.django_db(transaction=True)
def test_another_thread_has_its_own_connection():
    officer = make_officer()
    prepared = Prepared(
        lambda key: type(officer)._default_manager.filter(pk=key).order_by(), NUMBERS[0]
    )
    assert prepared.one(officer.pk) == officer

    def elsewhere():
        try:
            return prepared.one(officer.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == officer
