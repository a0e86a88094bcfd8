"""What one officer has begun and another has to finish: who may, and why not the first."""

from dataclasses import dataclass, field

from fairs.people import administrators, people_in, people_with
from otopfair.thai.calendar import today_in_thailand
from vendors.models import Announcement, LoneOffice, Objection

DECIDE = "vendors.decide_boothapplication"


@dataclass(frozen=True)
class SecondHand:
    """Whether an officer may finish it; to the first: who else may, administrators where the office
    has nobody.

    `alone_because` is why the first may all the same, in an administrator's words.
    """

    may: bool = True
    alone_because: str = ""
    others: list = field(default_factory=list)


def lone_office_in(province_id: str) -> LoneOffice | None:
    """What an administrator has said while the office of a province has one officer."""
    return LoneOffice.objects.filter(province=province_id, until__gte=today_in_thailand()).first()


def who_approves(announcement: Announcement, user) -> SecondHand:
    """Of an announcement: not who has prepared it."""
    if announcement.prepared_by_id != user.pk:
        return SecondHand()
    fair_event = announcement.call.fair_event
    return _for_the_first(user, fair_event.home_province_id, people_with(DECIDE, fair_event))


def who_answers(objection: Objection, user) -> SecondHand:
    """Of an objection: not who has decided what it is about."""
    if objection.decided_by_id != user.pk:
        return SecondHand()
    if objection.penalty:
        province = objection.penalty.province_id
        return _for_the_first(user, province, people_in(DECIDE, province))
    fair_event = objection.decision.application.fair_event
    return _for_the_first(user, fair_event.home_province_id, people_with(DECIDE, fair_event))


def _for_the_first(user, province_id: str, people) -> SecondHand:
    if lone := lone_office_in(province_id):
        return SecondHand(alone_because=lone.reason)
    others = list(people.exclude(pk=user.pk)) or list(administrators().exclude(pk=user.pk))
    return SecondHand(may=False, others=others)
