"""Who is named: the person or agency that is there already, or a new one.

Officers type names as the paper says them. A name that is there is that row; where it may be
another of the same name, the form asks.
"""

from typing import NamedTuple

from fairs.models import Agency, AgencyKind, Person
from fairs.planning.kinds import province_of
from otopfair.thai.folding import fold, normalise
from otopfair.thai.names import split_name

# How the name of an agency begins; anything else that has no title is a position.
_BEGINNINGS = {
    AgencyKind.STATE: ("สำนัก", "กรม", "กระทรวง", "องค์การ", "เทศบาล", "มหาวิทยาลัย", "วิทยาลัย", "ศูนย์"),
    AgencyKind.NETWORK: ("สมาคม", "เครือข่าย", "คณะกรรมการเครือข่าย", "ชมรม", "สมาพันธ์", "หอการค้า"),
    AgencyKind.COMPANY: ("บริษัท", "ห้างหุ้นส่วน"),
    AgencyKind.OTHER: ("กลุ่ม", "หน่วยงาน", "วิสาหกิจ", "มูลนิธิ", "สหกรณ์", "โรงเรียน", "คณะกรรมการ"),
}


class Who(NamedTuple):
    """One line of a list of names."""

    person_name: str = ""
    position_title: str = ""
    agency_name: str = ""


def who_of(line: str) -> Who:
    """Read "นายประจวบ กันธิยะ รองผู้ว่าราชการจังหวัดลำปาง", a position, or an agency."""
    line = normalise(line)
    title, given, rest = split_name(line)
    if title and given:
        family, _, position = rest.partition(" ")
        if family == "ณ":  # "ณ อยุธยา" is one name
            place, _, position = position.partition(" ")
            family = f"{family} {place}"
        return Who(f"{title}{given} {family}".strip(), position_title=position)
    if kind_of_agency(line) or agency_called(line):
        return Who(agency_name=line)
    return Who(position_title=line)


def kind_of_agency(name: str) -> AgencyKind | None:
    """By the word with which a name begins; None when it says nothing."""
    found = [(kind, word) for kind, words in _BEGINNINGS.items() for word in words]
    return next((kind for kind, word in found if name.startswith(word)), None)


def agency_called(name: str) -> Agency | None:
    return Agency.objects.filter(name_th=normalise(name)).first()


def persons_called(name: str) -> list[Person]:
    """Those of this name, with or without the title."""
    title, given, family = split_name(name)
    rows = Person.objects.filter(given_name=given, family_name=family).select_related("agency")
    return [row for row in rows.order_by("pk") if not title or fold(row.title) == fold(title)]


def may_be_another(person: Person, position: str) -> bool:
    """Whether `position` says something else than we know of `person`."""
    known = person.position_title
    return bool(known and position and fold(known) != fold(position))


def described(person: Person) -> str:
    """ "นายประจวบ กันธิยะ รองผู้ว่าราชการจังหวัดลำปาง" """
    agency = person.agency.name_th if person.agency else ""
    return " ".join(filter(None, [str(person), person.position_title, agency]))


MOST_SUGGESTED = 400


def lists_of(root) -> dict[str, list[str]]:
    """Names to choose from while typing: those of the record's province."""
    return lists_of_province(province_of(root))


def lists_of_province(province) -> dict[str, list[str]]:
    persons = Person.objects.filter(province=province)
    agencies = Agency.objects.filter(province=province).values_list("name_th", flat=True)
    shown = list(persons[:MOST_SUGGESTED])
    return {
        "people": [str(one) for one in shown],
        "agencies": list(agencies[:MOST_SUGGESTED]),
        "positions": sorted({one.position_title for one in shown if one.position_title}),
    }
