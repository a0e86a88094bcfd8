"""A booth is at the fair of its zone, and nothing goes from under a vendor."""

import pytest

from fairs.models import Booth, Zone
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.removals.removing import restore, what_goes
from tests import factories as make
from tests.breaking import broken
from vendors.models import BoothAllocation, BoothHold
from vendors.operations.allocations import release_allocation
from vendors.operations.ground import remove_part

pytestmark = pytest.mark.django_db


def lay_out(fair, booths=5):
    """Zone C ผ้า with booths C01 to C05."""
    for number in range(1, booths + 1):
        make.make_booth(fair, f"C{number:02d}")
    return fair.zones.get(code="C")


# --- A booth's fair is its zone's


def test_a_booth_has_the_fair_of_its_zone_and_the_database_knows_no_other():
    fair, other = make.make_fair_event(), make.make_fair_event()
    booth = make.make_booth(fair)
    assert booth.fair_event_id == fair.pk

    rows = Booth.objects.filter(pk=booth.pk)
    zones = Zone.objects.filter(pk=booth.zone_id)
    elsewhere = make.make_zone(other)
    assert broken(lambda: rows.update(fair_event=other))
    assert broken(lambda: rows.update(zone=elsewhere))
    assert broken(lambda: zones.update(fair_event=other))


def test_the_database_lets_no_booth_have_fewer_places_than_stand_in_it():
    booth = make.make_booth(make.make_fair_event(), places=2)
    first, second = make.make_allocation(booth), make.make_allocation(booth)
    rows = Booth.objects.filter(pk=booth.pk)

    assert broken(lambda: rows.update(places=1))
    assert broken(lambda: BoothAllocation.objects.filter(pk=second.pk).update(place_no=3))
    assert broken(lambda: BoothAllocation.objects.filter(pk=first.pk).update(places_in_booth=9))

    release_allocation(second, reason="ร้านป่วย", by=make.make_officer())
    rows.update(places=1)
    first.refresh_from_db()
    assert first.places_in_booth == 1


# --- Removing


def test_a_removed_zone_takes_its_booths_and_holds_along_and_all_of_it_comes_back():
    fair, officer = make.make_fair_event(), make.make_officer()
    zone = lay_out(fair)
    held = zone.booths.get(code="C02")
    BoothHold.objects.create(booth=held, reason="กองงาน", by=officer)
    before = {
        model: list(model.objects.order_by("pk").values()) for model in (Zone, Booth, BoothHold)
    }
    assert what_goes(zone) == ["บูธ 5", "การกันบูธ 1"]

    removal = remove_part(zone, by=officer, reason="ลดพื้นที่")
    assert (Zone.objects.count(), Booth.objects.count(), BoothHold.objects.count()) == (0, 0, 0)
    restore(removal, by=officer)

    after = {
        model: list(model.objects.order_by("pk").values()) for model in (Zone, Booth, BoothHold)
    }
    assert after == before
    lines = HistoryEntry.objects.of(fair).values_list("summary", "reason")[:2]
    assert list(lines) == [
        ("เรียกคืนโซน C ผ้า", ""),
        ("ลบโซน C ผ้า พร้อม บูธ 5 การกันบูธ 1", "ลดพื้นที่"),
    ]


def test_a_zone_comes_back_once():
    fair, officer = make.make_fair_event(), make.make_officer()
    removal = remove_part(lay_out(fair), by=officer)
    first, second = restore(removal, by=officer), restore(removal, by=officer)
    assert first.restored_at == second.restored_at
    assert HistoryEntry.objects.of(fair).filter(verb="restore").count() == 1


def test_a_zone_does_not_come_back_where_a_new_one_has_its_code():
    fair, officer = make.make_fair_event(), make.make_officer()
    removal = remove_part(lay_out(fair), by=officer)
    lay_out(fair, booths=2)

    with pytest.raises(RuleBroken, match="เรียกคืนโซน C ผ้าไม่ได้"):
        restore(removal, by=officer)

    removal.refresh_from_db()
    assert (removal.restored_at, fair.booths.count()) == (None, 2)


def test_a_zone_where_a_vendor_has_stood_stays():
    fair = make.make_fair_event()
    zone = lay_out(fair)
    make.make_allocation(zone.booths.get(code="C01"))

    with pytest.raises(RuleBroken, match=r"โซน C มีร้านที่ได้บูธแล้ว \(C01\) จึงลบไม่ได้"):
        remove_part(zone, by=make.make_officer())

    assert zone.booths.count() == 5


def test_a_single_booth_goes_and_comes_back():
    fair, officer = make.make_fair_event(), make.make_officer()
    booth = lay_out(fair).booths.get(code="C03")
    removal = remove_part(booth, by=officer)
    assert removal.title == "บูธ C03"
    assert fair.booths.count() == 4
    restore(removal, by=officer)
    assert fair.booths.filter(pk=booth.pk).count() == 1
