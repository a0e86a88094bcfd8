"""The lists of a call as .xlsx: who is invited or named by districts, who was let past what."""

from otopfair.documents.xlsx import NUMBER, Column, Table, workbook_bytes
from otopfair.thai.formatting import format_datetime
from vendors.conditions import kinds_in_words
from vendors.models import CallInvite, ConditionWaiver, NominationQuota

INVITED = [
    *(Column("ร้าน", width=36), Column("อำเภอ จังหวัด", width=30), Column("ใบสมัคร", width=16)),
    *(Column("ผู้เลือก", width=26), Column("เลือกเมื่อ", width=24), Column("เหตุที่เลือก", width=40)),
]
QUOTAS = [
    Column("อำเภอ", width=26),
    Column("เสนอแล้ว (ร้าน)", NUMBER),
    Column("เสนอได้ (ร้าน)", NUMBER),
]
WAIVED = [
    *(Column("ร้าน", width=36), Column("ข้อที่ยกเว้น", width=34), Column("เหตุผล", width=50)),
    *(Column("ผู้ยกเว้น", width=26), Column("เมื่อ", width=24)),
]


def invited_workbook(
    title: str, invites: list[CallInvite], quotas: list[NominationQuota], *, made_at
) -> bytes:
    """The shops of a list (with `has_sent`), and each district's number (with `named`)."""
    heads = [title, f"{len(invites):,} ร้าน ข้อมูล ณ {format_datetime(made_at)}"]
    tables = [Table("ร้านที่สมัครได้", INVITED, [_invited(row) for row in invites], heads)]
    if quotas:
        rows = [[quota.district.title, quota.named, quota.places] for quota in quotas]
        tables.append(Table("โควตาของอำเภอ", QUOTAS, rows, heads))
    return workbook_bytes(tables)


def _invited(invite: CallInvite) -> list[str]:
    return [
        str(invite.vendor),
        invite.vendor.place,
        "ส่งใบสมัครแล้ว" if invite.has_sent else "ยังไม่ส่ง",
        str(invite.invited_by),
        format_datetime(invite.invited_at),
        invite.note,
    ]


def waivers_workbook(title: str, waivers: list[ConditionWaiver], *, made_at) -> bytes:
    """Who was let past which conditions, by whom and why."""
    heads = [title, f"{len(waivers):,} ร้าน ข้อมูล ณ {format_datetime(made_at)}"]
    rows = [
        [
            str(waiver.vendor),
            kinds_in_words(waiver.kinds),
            waiver.reason,
            str(waiver.waived_by),
            format_datetime(waiver.waived_at),
        ]
        for waiver in waivers
    ]
    return workbook_bytes([Table("ร้านที่ได้รับการยกเว้น", WAIVED, rows, heads)])
