"""A fair is published, hidden and cancelled."""

import pytest
from django.utils import timezone

from fairs.models import FairState
from fairs.operations.events import cancel_fair, check_fair, publish_fair, unpublish_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


def verbs_of(fair) -> list[str]:
    return [entry.verb for entry in HistoryEntry.objects.of(fair)]


def test_publish_fair_shows_it_and_says_who_did():
    fair, officer = make.make_checked_fair(), make.make_officer()

    publish_fair(fair, by=officer)

    fair.refresh_from_db()
    entry = HistoryEntry.objects.of(fair).get()
    assert (fair.state, entry.verb, entry.actor) == (FairState.PUBLISHED, "publish", officer)


def test_publish_fair_twice_is_one_act():
    fair, officer = make.make_checked_fair(), make.make_officer()
    publish_fair(fair, by=officer)
    publish_fair(fair, by=officer)
    assert verbs_of(fair) == ["publish"]


def test_publish_fair_refuses_one_without_a_venue():
    fair = make.make_checked_fair(venue_name=" ")
    with pytest.raises(RuleBroken, match="กรอกสถานที่จัดงานก่อนเผยแพร่"):
        publish_fair(fair, by=make.make_officer())


def test_publish_fair_refuses_one_without_hours():
    fair = make.make_checked_fair(opens_time=None)
    with pytest.raises(RuleBroken, match="กรอกเวลาเปิดและปิดก่อนเผยแพร่"):
        publish_fair(fair, by=make.make_officer())


def test_publish_fair_refuses_what_nobody_has_checked():
    fair = make.make_fair_event(state=FairState.DRAFT)
    with pytest.raises(RuleBroken, match="ยังไม่มีผู้ตรวจงานนี้"):
        publish_fair(fair, by=make.make_officer())


def test_check_fair_says_who_checked_and_when():
    fair, officer = make.make_fair_event(state=FairState.DRAFT), make.make_officer()
    check_fair(fair, by=officer)
    fair.refresh_from_db()
    assert (fair.state, fair.checked_by, verbs_of(fair)) == (FairState.CHECKED, officer, ["check"])


def test_check_fair_names_what_is_missing():
    fair = make.make_fair_event(state=FairState.DRAFT, venue_name=" ", opens_time=None)
    with pytest.raises(RuleBroken, match="ขาด: กำหนดวันและเวลา, สถานที่จัดงาน"):
        check_fair(fair, by=make.make_officer())


def test_check_fair_refuses_what_is_shown_already():
    with pytest.raises(RuleBroken, match="เผยแพร่แล้ว"):
        check_fair(make.make_fair_event(), by=make.make_officer())


def test_unpublish_fair_forgets_the_check():
    fair = make.make_fair_event(checked_by=make.make_user(), checked_at=timezone.now())
    assert unpublish_fair(fair, by=make.make_officer()).checked_by is None


def test_unpublish_fair_hides_it():
    fair = make.make_fair_event()
    unpublish_fair(fair, by=make.make_officer())
    fair.refresh_from_db()
    assert fair.state == FairState.DRAFT


def test_unpublish_fair_refuses_when_vendors_have_applied():
    fair = make.make_fair_event()
    make.make_application(fair)
    with pytest.raises(RuleBroken, match="มีใบสมัครแล้ว จึงซ่อนไม่ได้"):
        unpublish_fair(fair, by=make.make_officer())


def test_cancel_fair_keeps_the_reason():
    fair = make.make_fair_event()
    cancel_fair(fair, reason="น้ำท่วมสถานที่จัดงาน", by=make.make_officer())
    fair.refresh_from_db()
    assert fair.state == FairState.CANCELLED
    assert HistoryEntry.objects.of(fair).get().reason == "น้ำท่วมสถานที่จัดงาน"


def test_cancel_fair_refuses_without_a_reason():
    with pytest.raises(RuleBroken, match="บอกเหตุที่ยกเลิกงาน"):
        cancel_fair(make.make_fair_event(), reason=" ", by=make.make_officer())


def test_publish_fair_takes_a_cancellation_back():
    fair, officer = make.make_fair_event(), make.make_officer()
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    publish_fair(fair, by=officer)
    fair.refresh_from_db()
    assert fair.state == FairState.PUBLISHED
