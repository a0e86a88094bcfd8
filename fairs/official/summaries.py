"""A project on one page."""

from collections.abc import Iterator

from fairs.models import Project
from fairs.planning.results import money_of, results_of, with_results
from otopfair.documents.official import Block, Look, OfficialPaper
from otopfair.thai.baht import format_baht, format_number


def summary_of(project: Project) -> OfficialPaper:
    """What it is for, what it does, its money and its results."""
    office = project.owner_agency.name_th if project.owner_agency else project.province.title
    blocks = [
        Block(Look.CENTRE, f"สรุป{project.name_th}"),
        Block(Look.CENTRE, f"ปีงบประมาณ พ.ศ. {project.fiscal_year_be}"),
        Block(Look.PLAIN, f"หน่วยงาน {office}"),
        *_facts(project),
        *_rows("วัตถุประสงค์", [one.text for one in project.objectives.all()]),
        *_activities(project),
        *_figures(project),
        *_money(project),
        *_indicators(project),
    ]
    if project.source:
        blocks.append(Block(Look.PLAIN, f"ที่มาของข้อมูล {project.source}"))
    if project.results:
        blocks += [Block(Look.HEADING, "ผลการดำเนินการ"), Block(Look.PARAGRAPH, project.results)]
    return OfficialPaper(f"สรุป{project}", office, blocks)


def _facts(project: Project) -> Iterator[Block]:
    named = [
        ("แผนงาน", project.plan),
        ("ดำเนินการ", str(project.period or "")),
        ("ต่อเนื่องจาก", _before(project)),
        ("กลุ่มเป้าหมาย", project.target_group),
        ("หน่วยงานร่วม", ", ".join(str(one) for one in project.partners.select_related("agency"))),
        ("กลุ่มสินค้า", ", ".join(one.name_th for one in project.families.all())),
    ]
    for label, text in named:
        if text:
            yield Block(Look.PLAIN, f"{label} {text}")
    if project.background:
        yield Block(Look.PARAGRAPH, project.background)


def _before(project: Project) -> str:
    if project.continues:
        return str(project.continues)
    year_be = project.continues_year_be
    return f"การดำเนินงานปีงบประมาณ {year_be}" if year_be else ""


def _rows(title: str, texts: list[str]) -> Iterator[Block]:
    if texts:
        yield Block(Look.HEADING, title)
    for number, text in enumerate(texts, 1):
        yield Block(Look.ITEM, text, label=f"{number}.")


def _activities(project: Project) -> Iterator[Block]:
    rows = project.activities.select_related("fair_event")
    texts = [
        " ".join(
            filter(None, [one.name_th, str(one.when or ""), f"ณ {one.place}" if one.place else ""])
        )
        for one in rows
    ]
    yield from _rows("กิจกรรม", texts)


def _figures(project: Project) -> Iterator[Block]:
    texts = []
    for one in project.figures.all():
        year = f"ปี {one.year_be}" if one.year_be else ""
        source = f"(ที่มา {one.source})" if one.source not in ("", project.source) else ""
        words = [one.name_th, one.in_words, year, source]
        texts.append(" ".join(filter(None, words)))
    yield from _rows("ตัวเลขสำคัญ", texts)


def _money(project: Project) -> Iterator[Block]:
    lines = list(project.budget_lines.all())
    if (money := money_of(lines)) is None:
        return
    rows = [["แหล่งงบประมาณ", "ได้รับ", "ใช้ไป"]]
    rows += [[one.source, _baht(one.allocated_baht), _baht(one.used_baht)] for one in lines]
    rows.append(["รวม", format_baht(money.allocated), format_baht(money.used)])
    yield Block(Look.HEADING, "งบประมาณ")
    yield Block(Look.TABLE, rows=rows)


def _indicators(project: Project) -> Iterator[Block]:
    rows = list(project.indicators.all())
    if not rows:
        return
    with_results(rows, results_of(project))
    table = [["ตัวชี้วัด", "เป้าหมาย", "ผล"]]
    table += [
        [one.name_th, f"{_number(one.target)} {one.unit}", f"{_number(one.reached)} {one.unit}"]
        for one in rows
    ]
    yield Block(Look.HEADING, "ตัวชี้วัด")
    yield Block(Look.TABLE, rows=table)


def _baht(value) -> str:
    return "ยังไม่ทราบ" if value is None else format_baht(value)


def _number(value) -> str:
    return "–" if value is None else format_number(value)
