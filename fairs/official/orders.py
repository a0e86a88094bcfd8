"""An appointment order: form 4 of the rules on official papers."""

from collections.abc import Iterator
from datetime import date

from fairs.models import AppointmentOrder, Capacity, CommitteeMember, WorkingCommittee
from fairs.official.words import name_and_place
from otopfair.documents.official import Block, Look, OfficialPaper
from otopfair.thai.formatting import format_date


def order_of(order: AppointmentOrder) -> OfficialPaper:
    """As it is printed, with the committees that it appoints, their ฝ่าย and members."""
    committees = order.committees.prefetch_related(
        "sub_committees", "members__person", "members__agency"
    )
    blocks = [*_head(order), *_reason(order)]
    for committee in committees:
        blocks += _committee(committee)
    blocks += _signed(order)
    return OfficialPaper(str(order), order.issuing_office, blocks)


def _head(order: AppointmentOrder) -> Iterator[Block]:
    yield Block(Look.EMBLEM)
    yield Block(Look.CENTRE, f"คำสั่ง{order.issuing_office}")
    yield Block(Look.CENTRE, f"ที่ {order.number}/{order.year_be}")
    yield Block(Look.CENTRE, f"เรื่อง {order.subject}")
    yield Block(Look.RULE)


def _reason(order: AppointmentOrder) -> Iterator[Block]:
    if order.reason:
        yield Block(Look.PARAGRAPH, order.reason)
    basis = f"อาศัยอำนาจตาม{order.legal_basis} " if order.legal_basis else ""
    former = [f"ให้ยกเลิก{order.cancels}"] if order.cancels else []
    former += [f"ให้แก้ไขเพิ่มเติม{order.amends}"] if order.amends else []
    what = " ".join([*former, f"จึง{order.subject} ดังนี้"])
    yield Block(Look.PARAGRAPH, f"{basis}{what}")


def _committee(committee: WorkingCommittee) -> Iterator[Block]:
    members = list(committee.members.all())
    yield Block(Look.HEADING, committee.name_th)
    yield _members([one for one in members if one.sub_committee_id is None])
    yield from _duties("มีหน้าที่", committee.duties)
    for number, part in enumerate(committee.sub_committees.all(), 1):
        yield Block(Look.HEADING, f"{number}. {part.name_th}")
        yield _members([one for one in members if one.sub_committee_id == part.pk])
        yield from _duties("มีหน้าที่", part.duties)


def _members(members: list[CommitteeMember]) -> Block:
    rows = []
    for number, one in enumerate(members, 1):
        name, place = name_and_place(one)
        who = f"{name} {place}".strip()
        rows.append([f"{number}.", who, one.get_role_display()])
    return Block(Look.PEOPLE, rows=rows)


def _duties(title: str, text: str) -> Iterator[Block]:
    duties = [line.strip() for line in text.splitlines() if line.strip()]
    if duties:
        yield Block(Look.PLAIN, title)
    for number, duty in enumerate(duties, 1):
        yield Block(Look.ITEM, duty, label=f"({number})")


def _in_full(day: date) -> str:
    """ "24 ธันวาคม พ.ศ. 2565", without the weekday: form 4."""
    day_and_month, _, year = format_date(day).rpartition(" ")
    return f"{day_and_month} พ.ศ. {year}"


def _signed(order: AppointmentOrder) -> Iterator[Block]:
    if order.effective_on:
        yield Block(Look.PARAGRAPH, f"ทั้งนี้ ตั้งแต่วันที่ {format_date(order.effective_on)} เป็นต้นไป")
    else:
        yield Block(Look.PARAGRAPH, "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป")
    yield Block(Look.PARAGRAPH, f"สั่ง ณ วันที่ {_in_full(order.signed_on)}")
    capacity = "" if order.signer_capacity == Capacity.OWN else order.get_signer_capacity_display()
    name = f"({order.signer})" if order.signer else "(" + "." * 40 + ")"
    lines = ["", "", name, order.signer_position, capacity]
    yield Block(
        Look.SIGNED, "\n".join(line for number, line in enumerate(lines) if line or number < 2)
    )
