"""What is asked of each kind of vendor: whose 13 digits, whose members, which day of founding."""

from otopfair.thai.identity import IdKind, id_kind
from vendors.models import VendorKind

NUMBER_LABELS = {
    VendorKind.GROUP: "เลขบัตรประชาชนของประธานกลุ่ม หรือเลขนิติบุคคลของกลุ่ม",
    VendorKind.SINGLE: "เลขบัตรประชาชนของเจ้าของ",
    VendorKind.SME: "เลขนิติบุคคลของกิจการ",
}
FOUNDED_LABELS = {
    VendorKind.GROUP: "วันที่จัดตั้งกลุ่ม",
    VendorKind.SME: "วันที่จดทะเบียนกิจการ",
}
OF_GROUPS = {"member_count", "women_count", "men_count"}
# Fields of the dossier that are asked of some kinds only.
OWN_FIELDS = {
    VendorKind.GROUP: {*OF_GROUPS, "founded_on"},
    VendorKind.SINGLE: set(),
    VendorKind.SME: {"founded_on"},
}
A_PERSON = (
    "เลข 13 หลักนี้เป็นเลขบัตรประชาชน บริษัทและห้างหุ้นส่วนใช้เลขนิติบุคคล ซึ่งขึ้นต้นด้วย 0 "
    "ร้านที่จดทะเบียนพาณิชย์ในชื่อเจ้าของใช้เลขนี้ได้"
)
A_COMPANY = (
    "เลข 13 หลักนี้เป็นเลขนิติบุคคล เจ้าของรายเดียวใช้เลขบัตรประชาชนของตนเอง "
    "ถ้าเป็นบริษัทหรือห้างหุ้นส่วน เลือกกิจการขนาดกลางและขนาดย่อม"
)
_UNUSUAL = {
    (VendorKind.SME, IdKind.CITIZEN): A_PERSON,
    (VendorKind.SINGLE, IdKind.JURISTIC): A_COMPANY,
}


def fields_of_others(kind: str) -> set[str]:
    """Fields that are asked of other kinds only."""
    own = OWN_FIELDS.get(VendorKind(kind), set())
    return set().union(*OWN_FIELDS.values()) - own


def number_doubt(kind: str, number: str) -> str:
    """What is asked when the first digit is not that of the kind; "" when it fits."""
    if not kind or not number:
        return ""
    return _UNUSUAL.get((VendorKind(kind), id_kind(number)), "")
