"""The fairness page as .xlsx: what is on the screen, one sheet a table."""

from otopfair.documents.xlsx import NUMBER, Column, Table, workbook_bytes
from otopfair.thai.formatting import format_datetime
from vendors.fairness import Fairness


def fairness_workbook(fair_event, fairness: Fairness, made_at) -> bytes:
    titles = [f"สรุปความเป็นธรรมของการคัดเลือก {fair_event}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    heads = [Column(head, NUMBER, 12) for head in ("สมัคร", *fairness.buckets)]
    sheets = [
        Table(
            table.title,
            [Column(table.title, width=34), *heads],
            [[line.name, line.applied, *line.cells] for line in table.lines],
            titles,
            [table.total.name, table.total.applied, *table.total.cells],
        )
        for table in fairness.tables
    ]
    refused = sum(count for _words, count in fairness.reasons)
    why = [Column("เหตุผลที่ไม่ผ่าน", width=60), Column("ใบ", NUMBER, 12)]
    rows = [list(pair) for pair in fairness.reasons]
    sheets.append(Table("เหตุผลที่ไม่ผ่าน", why, rows, titles, ["รวม", refused]))
    return workbook_bytes([*sheets, _overrides(fairness, titles)])


def _overrides(fairness: Fairness, titles) -> Table:
    columns = [
        *(Column("เลขที่", width=14), Column("ผู้สมัคร", width=34), Column("นอกเกณฑ์อย่างไร", width=24)),
        *(Column("เหตุผล", width=50), Column("ผู้ตัดสิน", width=24), Column("เมื่อ", width=24)),
    ]
    rows = [
        [
            str(one.application),
            one.application.applicant,
            one.what,
            one.why,
            str(one.decision.decided_by),
            format_datetime(one.decision.decided_at),
        ]
        for one in fairness.overrides
    ]
    return Table("ตัดสินนอกเกณฑ์", columns, rows, titles)
