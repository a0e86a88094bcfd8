"""Invented people: accounts to sign in with, names, and identity numbers that no office issues."""

import random
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fairs.models import Assignment
from otopfair.accounts.models import User
from otopfair.rights.roles import Role
from otopfair.thai.digits import is_digits

DEMO_OFFICE = "9999"  # the registration office 9999 does not exist
PASSWORD = "otop-demo-1"  # noqa: S105 - printed by demo_data, refused outside DEMO and DEBUG
PHONE_LOGIN = "0800000002"

GIVEN_NAMES = (
    *("มาลี", "สมศรี", "ทองใบ", "สายทอง", "พิกุล", "บุญมี", "วิไล", "ประนอม", "ละออง", "จันทร์ดี"),
    *("อุไร", "สุดใจ", "คำแพง", "บัวผัน", "หนูพิน", "สมหมาย", "อำนวย", "ประยูร", "บุญเลิศ", "สำราญ"),
)
FAMILY_NAMES = (
    *("ทองสุข", "ใจดี", "สีหาราช", "วงศ์คำ", "แก้วใส", "โพธิ์ศรี", "คำภูษา", "พลเยี่ยม", "ศรีบุญเรือง"),
    *("แสนสุข", "นามวงษ์", "ดอนสระ", "ภูมิดี", "ชัยมูล", "หาญกล้า"),
)


@dataclass(frozen=True)
class SignIn:
    """One line of the list that demo_data prints."""

    login: str
    who: str
    can: str


SIGN_INS = (
    SignIn("admin@demo.test", "ผู้ดูแลระบบ", "ทุกจังหวัด ทุกงาน"),
    SignIn("malee@demo.test", "น.ส.มาลี ใจดี", "เจ้าหน้าที่จังหวัดขอนแก่น"),
    SignIn("wichai@demo.test", "นายวิชัย รอบคอบ", "เจ้าหน้าที่จังหวัดขอนแก่นคนที่สอง ผู้อนุมัติประกาศ"),
    SignIn("inta@demo.test", "นายอินทา ปันแก้ว", "เจ้าหน้าที่จังหวัดลำปาง"),
    SignIn("kong@demo.test", "นายก้อง ช่วยงาน", "ผู้ช่วยงานที่กำลังจัด"),
    SignIn("duang@demo.test", "น.ส.ดวงใจ สองถิ่น", "เจ้าหน้าที่อำเภอเมืองลำปาง และผู้ช่วยงานของขอนแก่น"),
    SignIn("lekha@demo.test", "นางเลขา จดมติ", "เลขานุการคณะทำงานของจังหวัดลำปาง"),
    SignIn("tuan@demo.test", "นายตวน ตรวจราชการ", "ดูข้อมูลได้ทุกจังหวัด แก้ไม่ได้"),
    SignIn("kanlaya@demo.test", "นางกัลยา ดอนข่า", "ร้านบูธ C07 มีใบสมัครรอยืนยัน"),
    SignIn(PHONE_LOGIN, "นางทองคำ โนนทัน", "ร้านที่เข้าด้วยเบอร์โทรศัพท์ มีใบสมัครต้องแก้"),
    SignIn("new@demo.test", "นายใหม่ เริ่มต้น", "เพิ่งเปิดบัญชี ยังไม่มีร้าน"),
)
(
    ADMINISTRATOR,
    OFFICER,
    SECOND_OFFICER,
    LAMPANG_OFFICER,
    HELPER,
    DISTRICT_OFFICER,
    SECRETARY,
    VIEWER,
    CLOTH_VENDOR,
    PHONE_VENDOR,
    NEWCOMER,
) = (sign_in.login for sign_in in SIGN_INS)
POSITIONS = {
    OFFICER: "นักวิชาการพัฒนาชุมชนชำนาญการ",
    SECOND_OFFICER: "นักวิชาการพัฒนาชุมชนชำนาญการพิเศษ",
    LAMPANG_OFFICER: "นักวิชาการพัฒนาชุมชนปฏิบัติการ",
    HELPER: "เจ้าหน้าที่จัดงาน",
    DISTRICT_OFFICER: "พัฒนากร",
    SECRETARY: "นักวิชาการพัฒนาชุมชนปฏิบัติการ",
}


ROLES = (
    (ADMINISTRATOR, Role.ADMINISTRATOR, {"everything": True}),
    (OFFICER, Role.PROVINCIAL_OFFICER, {"province_id": "40"}),
    (SECOND_OFFICER, Role.PROVINCIAL_OFFICER, {"province_id": "40"}),
    (LAMPANG_OFFICER, Role.PROVINCIAL_OFFICER, {"province_id": "52"}),
    (DISTRICT_OFFICER, Role.DISTRICT_OFFICER, {"district_id": "5201"}),
    (SECRETARY, Role.COMMITTEE_SECRETARY, {"province_id": "52"}),
    (VIEWER, Role.VIEWER, {"everything": True}),
)


def dice(seed) -> random.Random:
    """Invented figures, the same in every build."""
    return random.Random(seed)  # noqa: S311 - not a secret


def demo_id(number: int, *, first: str = "1") -> str:
    """A 13-digit number of office 9999 with the right check digit."""
    digits = f"{first}{DEMO_OFFICE}{number:07d}"
    weighted = sum(int(digit) * (13 - place) for place, digit in enumerate(digits))
    return f"{digits}{(11 - weighted % 11) % 10}"


def make_accounts() -> dict[str, User]:
    """The accounts of SIGN_INS by login; officers get their province."""
    now = timezone.now()
    secret = make_password(PASSWORD)
    accounts = {}
    for sign_in in SIGN_INS:
        by_phone = is_digits(sign_in.login)
        accounts[sign_in.login] = User.objects.create(
            email=None if by_phone else sign_in.login,
            phone=sign_in.login if by_phone else None,
            phone_verified_at=now if by_phone else None,
            full_name=sign_in.who,
            position_title=POSITIONS.get(sign_in.login, ""),
            password=secret,
        )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in accounts.values()
        if user.email
    )
    for login, role, place in ROLES:
        Assignment.objects.create(user=accounts[login], role=role, **place)
    return accounts
