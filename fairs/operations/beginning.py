"""A committee, an order, a meeting or a project is begun; its page asks for the rest."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from fairs.models import (
    AgendaItem,
    AgendaPart,
    AppointmentOrder,
    Attendance,
    CommitteeMember,
    Meeting,
    MeetingAttendee,
    Project,
    Province,
    Resolution,
    WorkingCommittee,
)
from fairs.operations.planning import row_checked, write_answers
from fairs.planning.following import follow_ups_of
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.locking import lock
from otopfair.thai.calendar import be_year, fiscal_year_be
from otopfair.thai.formatting import format_date

Begun = TypeVar("Begun", bound=models.Model)
LONGEST_MATTER = AgendaItem._meta.get_field("title").max_length


def begin_committee(
    province: Province, answers: Mapping[str, Any], *, form_key: UUID, by
) -> WorkingCommittee:
    """A committee of a province. The same form again is the same committee."""
    with transaction.atomic():
        province = lock(province)
        if (first := _begun(WorkingCommittee, form_key, by)) is not None:
            return first
        return _begin(WorkingCommittee(province=province), answers, form_key, by)


def begin_order(
    province: Province,
    answers: Mapping[str, Any],
    *,
    appoints: WorkingCommittee | None,
    form_key: UUID,
    by,
) -> AppointmentOrder:
    """An order of an office, which may appoint a committee that is there already."""
    with transaction.atomic():
        province = lock(province)
        if (first := _begun(AppointmentOrder, form_key, by)) is not None:
            return first
        order = _begin(AppointmentOrder(province=province), answers, form_key, by)
        if appoints is not None:
            appoints = lock(appoints)
            appoints.order = order
            appoints.save()
            record(appoints, "appoint", f"แต่งตั้งโดย{order}", by=by)
    return order


def begin_project(province: Province, answers: Mapping[str, Any], *, form_key: UUID, by) -> Project:
    """A project of a fiscal year; it comes from where its committee's last meeting does."""
    with transaction.atomic():
        province = lock(province)
        if (first := _begun(Project, form_key, by)) is not None:
            return first
        source = _source_of(answers.get("committee"))
        return _begin(Project(province=province, source=source), answers, form_key, by)


def begin_meeting(
    committee: WorkingCommittee | None,
    answers: Mapping[str, Any],
    *,
    province: Province,
    new_committee: str = "",
    chair: Mapping[str, Any] | None = None,
    form_key: UUID,
    by,
) -> Meeting:
    """A meeting, of a committee that may be begun with it.

    Its agenda has the minutes of the meeting before to adopt, and what is open from earlier ones.
    """
    with transaction.atomic():
        province = lock(province)
        if (first := _begun(Meeting, form_key, by)) is not None:
            return first
        if committee is None:
            committee = _committee_of(province, new_committee, answers["held_on"], by)
        else:
            committee = lock(committee)
        meeting = _begin(Meeting(committee=committee), answers, form_key, by)
        if chair:
            seat = MeetingAttendee(meeting=meeting, attendance=Attendance.CHAIR, sequence=1)
            write_answers(seat, chair, meeting)
            row_checked(seat).save()
        _to_adopt(meeting)
        _follow_up(meeting)
    return meeting


def follow_up(meeting: Meeting, *, by) -> int:
    """Put what is open from earlier meetings on the agenda; how many matters were added."""
    with transaction.atomic():
        meeting = lock(meeting)
        added = _follow_up(meeting)
        if added:
            record(meeting, "follow_up", f"เติมเรื่องสืบเนื่อง {len(added)} เรื่อง", by=by)
    return len(added)


def call_members(meeting: Meeting, *, by) -> int:
    """Put the members of the committee on the list of those who came; how many were added."""
    with transaction.atomic():
        meeting = lock(meeting)
        missing = _not_listed(meeting)
        first = max((row.sequence for row in meeting.attendees.all()), default=0) + 1
        MeetingAttendee.objects.bulk_create(
            _seat_of(member, meeting, number) for number, member in enumerate(missing, start=first)
        )
        if missing:
            record(meeting, "call_members", f"เติมรายชื่อจากคณะทำงาน {len(missing)} รายการ", by=by)
    return len(missing)


def _begun(model: type[Begun], form_key: UUID, by) -> Begun | None:
    """What this form has begun already."""
    entry = HistoryEntry.objects.filter(actor=by, form_key=form_key).first()
    if entry is None:
        return None
    return model._default_manager.filter(pk=entry.subject_id).first()


def _begin(row: Begun, answers: Mapping[str, Any], form_key: UUID | None, by) -> Begun:
    write_answers(row, answers, row)
    row_checked(row).save()
    record(row, "begin", f"เริ่ม{row._meta.verbose_name}", by=by, form_key=form_key)
    return row


def _committee_of(province: Province, name: str, held_on: date, by) -> WorkingCommittee:
    if not name:
        raise RuleBroken("เลือกคณะทำงาน หรือพิมพ์ชื่อคณะทำงานใหม่", field="committee")
    year = {"fiscal_year_be": fiscal_year_be(held_on)}
    return _begin(WorkingCommittee(province=province), {"name_th": name, **year}, None, by)


def _source_of(committee: WorkingCommittee | None) -> str:
    told = (
        committee.meetings.exclude(source="").order_by("held_on", "pk").last()
        if committee
        else None
    )
    return told.source if told else ""


def _to_adopt(meeting: Meeting) -> None:
    """The minutes of the meeting before, where there was one."""
    others = meeting.committee.meetings.filter(held_on__lt=meeting.held_on)
    before = others.order_by("held_on", "pk").last()
    if before is None:
        return
    number = (
        f"ครั้งที่ {before.ordinal}/{before.year_be or be_year(before.held_on)} "
        if before.ordinal
        else ""
    )
    title = f"รับรองรายงานการประชุม {number}วันที่ {format_date(before.held_on)}"
    AgendaItem.objects.create(meeting=meeting, part=AgendaPart.ADOPT, title=title, sequence=1)


def _follow_up(meeting: Meeting) -> list[AgendaItem]:
    last = max((one.sequence for one in meeting.agenda.all()), default=0)
    return AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            part=AgendaPart.FOLLOW,
            title=_matter_of(resolution),
            follows=resolution,
            sequence=number,
        )
        for number, resolution in enumerate(follow_ups_of(meeting), start=last + 1)
    )


def _matter_of(resolution: Resolution) -> str:
    day = format_date(resolution.meeting.held_on)
    return f"{resolution.text} (มติข้อ {resolution.number} วันที่ {day})"[:LONGEST_MATTER]


def _not_listed(meeting: Meeting) -> list[CommitteeMember]:
    """Members in their term who are on no list of the meeting; nobody twice."""
    listed = {_who(row) for row in meeting.attendees.all()}
    members = [one for one in meeting.committee.members.all() if one.sits_on(meeting.held_on)]
    return list({_who(one): one for one in members if _who(one) not in listed}.values())


def _who(row) -> tuple:
    """A person is the same one in whatever position; else the position and the agency tell."""
    if row.person_id:
        return (row.person_id,)
    return (row.position_title, row.agency_id)


def _seat_of(member, meeting: Meeting, number: int) -> MeetingAttendee:
    return MeetingAttendee(
        meeting=meeting,
        person_id=member.person_id,
        position_title=member.position_title,
        agency_id=member.agency_id,
        capacity=member.capacity,
        acting_for=member.acting_for,
        sequence=number,
    )
