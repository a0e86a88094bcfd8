"""Small, valid rows for tests. Every name can be given; nothing is random."""

from datetime import date, time, timedelta
from decimal import Decimal
from hashlib import sha512
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Max
from django.utils import timezone
from PIL import Image

from fairs.acts import call_made
from fairs.models import (
    ROLES_WITH_END,
    Agency,
    AppointmentOrder,
    Assignment,
    Booth,
    CallCell,
    CallQuestion,
    FairEvent,
    FairSeries,
    FairState,
    NewsItem,
    NewsPhoto,
    NewsState,
    Notice,
    ProductCategory,
    Province,
    TermsText,
    VendorCall,
    WorkingCommittee,
    Zone,
)
from fairs.scopes import forget_assignments
from otopfair.accounts.models import User
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from products.models import OfferedProduct, Product
from sales.models import BoothSale, SaleSource
from vendors.dossier import missing_documents
from vendors.drawing import sha256 as hashed
from vendors.models import (
    Announcement,
    ApplicationStatus,
    BankStatement,
    BoothApplication,
    BoothHold,
    Correction,
    DocumentCheck,
    Draw,
    MoneyKind,
    Outcome,
    PaperState,
    PaymentSlip,
    Penalty,
    QuestionAnswer,
    RegistrationRound,
    RegistrationState,
    RulesRun,
    RunRules,
    ShowState,
    StandardKind,
    Vendor,
    VendorDocument,
    VendorDocumentKind,
    VendorMember,
    VendorRegistration,
    VendorStandard,
)
from vendors.operations.allocations import allocate_booth
from vendors.operations.deciding import decide
from vendors.operations.payments import charge_application, enter_line
from vendors.operations.starting import answer_application
from vendors.operations.statements import upload_statement
from vendors.paperwork import every_line
from vendors.parts import parts_of
from vendors.runs import SUMS

KHON_KAEN = "40"
_numbers = count(1)


def make_user(full_name="นายสมชาย ทดสอบ", **fields) -> User:
    fields.setdefault("email", f"user{next(_numbers)}@example.invalid")
    return User.objects.create_user(full_name=full_name, **fields)


def make_administrator() -> User:
    return assign(make_user("ผู้ดูแลระบบ"), Role.ADMINISTRATOR, everything=True)


def assign(user: User, role: Role, **fields) -> User:
    """Give `user` a role: province= (code or Province), district=, fair_event= or everything=."""
    if "province" in fields:
        fields["province"] = _province(fields["province"])
    if role in ROLES_WITH_END:
        fields.setdefault("until", timezone.localdate() + timedelta(days=30))
    Assignment.objects.create(user=user, role=role, **fields)
    forget_assignments(user)
    return user


def make_officer(province=KHON_KAEN, **fields) -> User:
    """A provincial officer of `province` (code or Province)."""
    user = make_user(fields.pop("full_name", "น.ส.มาลี ใจดี"), **fields)
    return assign(user, Role.PROVINCIAL_OFFICER, province=province)


def make_helper(fair_event: FairEvent, *, until: date | None = None) -> User:
    term = {"until": until, "from_on": until} if until else {}
    return assign(make_user("นายผู้ช่วย งานแฟร์"), Role.FAIR_HELPER, fair_event=fair_event, **term)


def _province(province) -> Province:
    return province if isinstance(province, Province) else Province.objects.get(pk=province)


def make_agency(name="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น", **fields) -> Agency:
    return Agency.objects.create(name_th=name, **fields)


def make_order(**fields) -> AppointmentOrder:
    """An appointment order of Khon Kaen, signed on 2 October 2563."""
    fields = {
        "province": Province.objects.get(pk="40"),
        "issuing_office": "จังหวัดขอนแก่น",
        "number": 1,
        "year_be": 2563,
        "subject": "แต่งตั้งคณะทำงานจัดงาน",
        "signed_on": date(2020, 10, 2),
        **fields,
    }
    return AppointmentOrder.objects.create(**fields)


def make_committee(province=KHON_KAEN, **fields) -> WorkingCommittee:
    fields.setdefault("name_th", "คณะทำงานทดสอบ")
    fields.setdefault("fiscal_year_be", 2564)
    return WorkingCommittee.objects.create(province=_province(province), **fields)


def make_fair_event(name="งานทดสอบ", *, province=KHON_KAEN, **fields) -> FairEvent:
    """A published fair that runs today: from three days ago until three days ahead."""
    number = next(_numbers)
    today = timezone.localdate()
    home = _province(province)
    defaults = {
        "slug": f"fair-{number}",
        "reference_code": f"T{number}",
        "state": FairState.PUBLISHED,
        "opens_on": today - timedelta(days=3),
        "closes_on": today + timedelta(days=3),
        "opens_time": time(10),
        "closes_time": time(21),
        "venue_province": home,
        "venue_name": "สวนรัชดานุสรณ์",
    }
    return FairEvent.objects.create(name_th=name, home_province=home, **{**defaults, **fields})


def make_checked_fair(**fields) -> FairEvent:
    """A fair that somebody has checked and nobody has published."""
    fields = {"checked_by": make_user(), "checked_at": timezone.now(), **fields}
    return make_fair_event(state=FairState.CHECKED, **fields)


def make_news(title="ข่าวทดสอบ", *, province=KHON_KAEN, **fields) -> NewsItem:
    """Published today."""
    defaults = {
        "body": "เนื้อข่าวทดสอบ",
        "province": _province(province),
        "state": NewsState.PUBLISHED,
        "published_on": today_in_thailand(),
    }
    return NewsItem.objects.create(title=title, **{**defaults, **fields})


def make_news_photo(news_item: NewsItem, caption="พิธีเปิด", **fields) -> NewsPhoto:
    defaults = {"width": 640, "height": 480, "form_key": uuid4(), "caption": caption}
    return NewsPhoto.objects.create(news_item=news_item, **{**defaults, **fields})


def make_notice(subject="รับสมัครร้าน", *, province=KHON_KAEN, **fields) -> Notice:
    """A draft with its signer."""
    defaults = {
        "province": _province(province),
        "issuing_office": "จังหวัดขอนแก่น",
        "body": "ด้วยจังหวัดขอนแก่นจะจัดงาน\nจึงประกาศให้ทราบทั่วกัน",
        "signer_name": "นายทดสอบ ลงนาม",
        "signer_position": "พัฒนาการจังหวัดขอนแก่น",
    }
    return Notice.objects.create(subject=subject, **{**defaults, **fields})


def make_series(name="OTOP CITY IN KHONKAEN", **fields) -> FairSeries:
    return FairSeries.objects.create(name_th=name, **fields)


def make_call(
    fair_event: FairEvent, *, categories=tuple(ProductCategory), places=10, **fields
) -> VendorCall:
    """A call that is open now, with ten places in each of `categories`."""
    now = timezone.now()
    terms = TermsText.objects.create(
        title=f"ข้อตกลง {next(_numbers)}",
        summary="ขายเองทุกวัน และส่งยอดขายทุกวัน",
        body="ขายเองทุกวัน ไม่ให้ผู้อื่นเช่าช่วง และส่งยอดขายทุกวัน",
    )
    defaults = {
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=7),
        "terms": terms,
        "confirm_until": timezone.localdate() + timedelta(days=14),
    }
    call = VendorCall.objects.create(fair_event=fair_event, **{**defaults, **fields})
    CallCell.objects.bulk_create(
        CallCell(call=call, category=category, maximum=places) for category in categories
    )
    call_made.happened(call=call)
    return call


def make_zone(fair_event: FairEvent, code="C", **fields) -> Zone:
    fields.setdefault("name_th", "ผ้า")
    zone, _ = Zone.objects.get_or_create(fair_event=fair_event, code=code, defaults=fields)
    return zone


def make_booth(fair_event: FairEvent, code="C01", *, held_for="", **fields) -> Booth:
    """A booth; with `held_for` it is kept back for somebody."""
    zone = fields.pop("zone", None) or make_zone(fair_event, code[0])
    booth = Booth.objects.create(zone=zone, code=code, **fields)
    if held_for:
        BoothHold.objects.create(booth=booth, reason=held_for, by=make_user())
    return booth


def make_vendor(name="กลุ่มทอผ้าทดสอบ", *, user=None, **fields) -> Vendor:
    """A published vendor at which an officer has looked; `user` becomes its member."""
    fields.setdefault("kind", "group")
    fields.setdefault("province", Province.objects.get(pk=KHON_KAEN))
    fields.setdefault("is_published", True)
    fields.setdefault("show_state", ShowState.SHOWN)
    vendor = Vendor.objects.create(name_th=name, **fields)
    if user is not None:
        VendorMember.objects.create(vendor=vendor, user=user)
    return vendor


def make_standard(vendor=None, name="มผช. (มาตรฐานผลิตภัณฑ์ชุมชน)", **fields) -> VendorStandard:
    """A standard of a vendor that an officer has checked, unless another state is told."""
    kind, _ = StandardKind.objects.get_or_create(name_th=name)
    fields.setdefault("number", "มผช. 15/2566")
    return VendorStandard.objects.create(kind=kind, **_sent(vendor, fields))


def make_round(name="ไตรมาส 1", **fields) -> RegistrationRound:
    """A round of the whole country in which producers may ask today."""
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(days=3), "closes_on": today + timedelta(days=3)}
    values = {"fiscal_year_be": 2570, **days, **fields}
    return RegistrationRound.objects.create(name_th=name, **values)


def make_request(vendor: Vendor, in_round=None, **fields) -> VendorRegistration:
    """A vendor has asked to be registered; its district has not decided."""
    asked = {"asked_by": make_user(), "asked_at": timezone.now(), "form_key": uuid4()}
    return VendorRegistration.objects.create(
        vendor=vendor,
        round=in_round or make_round(f"รอบ {next(_numbers)}"),
        state=RegistrationState.ASKED,
        **{**asked, "by_labour": True, **fields},
    )


def make_document(vendor=None, name="รูปถ่ายสถานที่ผลิต", **fields) -> VendorDocument:
    """A document of a vendor, checked unless another state is told; its file is one pixel."""
    kind, _ = VendorDocumentKind.objects.get_or_create(name_th=name)
    fields.setdefault("file", a_picture())
    fields.setdefault("file_name", "เตาเผา.png")
    return VendorDocument.objects.create(kind=kind, **_sent(vendor, fields))


def _sent(vendor: Vendor | None, fields: dict) -> dict:
    state = fields.pop("state", PaperState.ACCEPTED)
    if state != PaperState.WAITING:
        fields.setdefault("judged_by", make_user("เจ้าหน้าที่"))
        fields.setdefault("judged_at", timezone.now())
    if state == PaperState.REFUSED:
        fields.setdefault("reason", "รูปไม่ชัด")
    sent = {"vendor": vendor or make_vendor(), "sent_at": timezone.now(), "form_key": uuid4()}
    return {**sent, "state": state, **fields}


def a_picture(name="รูป.png", *, side=1) -> ContentFile:
    content = BytesIO()
    Image.new("RGB", (side, side)).save(content, "PNG")
    return ContentFile(content.getvalue(), name=name)


def make_product(vendor: Vendor | None = None, name="ผ้าไหมมัดหมี่", **fields) -> Product:
    vendor = vendor or make_vendor()
    fields.setdefault("category", ProductCategory.CLOTH)
    fields.setdefault("price_baht", Decimal("2500"))
    fields.setdefault("is_public", vendor.is_public)
    return Product.objects.create(vendor=vendor, province=vendor.province, name_th=name, **fields)


def make_application(
    fair_event: FairEvent | None = None,
    vendor: Vendor | None = None,
    *,
    status="confirmed",
    **fields,
) -> BoothApplication:
    """An application in `status`; confirmed unless told otherwise. Of a returned one the parts
    `to_correct` were sent back.
    """
    returned = status == ApplicationStatus.RETURNED
    to_correct = fields.pop("to_correct", ("note",) if returned else ())
    number = next(_numbers)
    now = timezone.now()
    fair_event = fair_event or make_fair_event()
    vendor = vendor or make_vendor(f"ร้านทดสอบ {number}")
    sent = status != ApplicationStatus.DRAFT
    defaults = {
        "category": ProductCategory.CLOTH,
        "call": fair_event.newest_call(),
        **(_numbered(fields.pop("reference_no", None) or _next_reference(fair_event), sent)),
        "submitted_at": now if sent else None,
        "form_key": uuid4(),
    }
    values = {**defaults, **fields}
    if "started_by" not in values:
        values["started_by"] = make_user("ผู้กรอก")
    application = BoothApplication.objects.create(
        fair_event=fair_event, vendor=vendor, status=status, **values
    )
    for part in to_correct:
        make_correction(application, part)
    return application


def make_owing(
    fair_event: FairEvent | None = None,
    vendor: Vendor | None = None,
    *,
    fee_baht=2500,
    deposit_baht=0,
    pay_until: date | None = None,
    **fields,
) -> BoothApplication:
    """A confirmed application that was charged what was agreed; it pays within a week."""
    application = make_application(fair_event, vendor, **fields)
    return charge(application, fee_baht=fee_baht, deposit_baht=deposit_baht, pay_until=pay_until)


def charge(
    application: BoothApplication, *, fee_baht, deposit_baht=0, pay_until: date | None = None
) -> BoothApplication:
    """Charge it as if this had been agreed, and confirmed now."""
    application.fee_baht, application.deposit_baht = Decimal(fee_baht), Decimal(deposit_baht)
    application.confirmed_at = timezone.now()
    charge_application(application)
    application.pay_until = pay_until or application.pay_until
    application.save()
    return application


def pay(application: BoothApplication, amount, *, by: User | None = None, **fields):
    """A payment, as an officer writes it down."""
    given = {"moved_on": timezone.localdate(), "how": "transfer", "form_key": uuid4(), **fields}
    by = by or make_officer()
    return enter_line(application, MoneyKind.PAYMENT, amount_baht=Decimal(amount), by=by, **given)


def make_slip(application: BoothApplication, *, by: User | None = None, **fields) -> PaymentSlip:
    """A slip that waits, with a picture of one point; each looks like no other."""
    number = next(_numbers)
    row = PaymentSlip(
        application=application,
        fair_event_id=application.fair_event_id,
        digest=f"{number:064x}",
        print=sha512(str(number).encode()).hexdigest(),
        expected_baht=Decimal(1),
        sent_by=by or make_user(),
        form_key=uuid4(),
    )
    for name, value in fields.items():
        setattr(row, name, value)
    row.file.save("slip", a_picture(), save=False)
    row.save()
    return row


def make_statement(application: BoothApplication, *, by: User) -> BankStatement:
    """A bank's file: a transfer of a baht for `application`, and one that nobody knows."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    rows = ["วันที่,รายการ,เงินเข้า", f"{day},{application.reference_no},1", f"{day},สมชาย,2"]
    return upload_statement(
        application.fair_event,
        file_name="bank.csv",
        data="\n".join(rows).encode(),
        form_key=uuid4(),
        by=by,
    )


def correct(application, words="แก้แล้ว") -> BoothApplication:
    """The vendor mends the note, the part that returned applications of tests have to mend."""
    return answer_application(application, by=application.started_by, note=words)


def make_correction(application, part="note", *, note="") -> Correction:
    """A part that officers sent back, as it stands now."""
    now = parts_of(application)[part]
    return Correction.objects.create(
        application=application,
        part=part,
        label=now.label,
        note=note,
        mark=now.mark,
        before=now.shows,
    )


def make_decision(application, outcome="pass", *, by=None, **fields):
    """What an officer decided about a sent application; nobody has been told."""
    if outcome in {"pass", "select", "reserve"}:
        fields.setdefault("unlooked_reason", "ดูต้นฉบับแล้ว")
    return decide(application, Outcome(outcome), by=by or make_officer(), **fields)


def look_at_everything(application, *, by=None) -> BoothApplication:
    """The vendor has sent what is asked for, and an officer has found all of it right."""
    for kind in missing_documents(application.vendor):
        make_document(application.vendor, kind.name_th)
    by = by or make_officer()
    DocumentCheck.objects.bulk_create(
        DocumentCheck(
            application=application,
            kind=line.key,
            result="passed",
            checked_by=by,
            checked_at=timezone.now(),
        )
        for line in every_line(application)
        if line.is_there
    )
    return application


def make_announcement(call, *, by=None, **fields) -> Announcement:
    """An announcement that an officer has prepared; it is of nothing yet."""
    defaults = {
        "number": call.announcements.count() + 1,
        "applies_at": timezone.now() + timedelta(hours=1),
        "answer_by": timezone.localdate() + timedelta(days=5),
        "form_key": uuid4(),
    }
    by = by or make_officer()
    return Announcement.objects.create(call=call, prepared_by=by, **{**defaults, **fields})


def make_penalty(vendor, *, by=None, **fields) -> Penalty:
    """A ban of the vendor's own province, from today for thirty days."""
    today = timezone.localdate()
    defaults = {
        "kind": "ban",
        "province": vendor.province,
        "decision_number": "มติครั้งที่ 3/2563",
        "reason": "ให้ผู้อื่นเช่าช่วงบูธ",
        "from_on": today,
        "until": today + timedelta(days=30),
        "form_key": uuid4(),
    }
    by = by or make_officer()
    return Penalty.objects.create(vendor=vendor, decided_by=by, **{**defaults, **fields})


def make_question(call, text="ใช้ไฟฟ้ากี่แอมป์", **fields) -> CallQuestion:
    """A question of a call: a text that need not be answered, unless told otherwise."""
    fields.setdefault("sequence", call.questions.count() + 1)
    return CallQuestion.objects.create(call=call, text=text, **fields)


def make_answered_file(application, call) -> QuestionAnswer:
    """An answer that is a file, stored as one that was sent."""
    question = make_question(call, "แบบร้าน", kind="file")
    answer = QuestionAnswer(application=application, question=question, file_name="แบบ.pdf")
    answer.file.save("paper", ContentFile(b"%PDF-1.4"), save=True)
    return answer


def _next_reference(fair_event: FairEvent) -> str:
    """The number that the fair would give next, so that it never meets one given by name."""
    last = fair_event.applications.aggregate(last=Max("reference_number"))["last"] or 0
    return f"{fair_event.reference_code}-{last + 1}"


def _numbered(reference_no: str, sent: bool) -> dict:
    prefix, number = reference_no.rsplit("-", 1)
    return {"reference_prefix": prefix, "reference_number": int(number)} if sent else {}


def make_allocation(booth: Booth, vendor: Vendor | None = None, *, days=(None, None), **fields):
    """A confirmed application of `vendor` in `booth`; `days` are its first and last day."""
    application = make_application(booth.fair_event, vendor, **fields)
    first_on, last_on = days
    return allocate_booth(
        application, booth, first_on=first_on, last_on=last_on, by=application.started_by
    )


def make_sale(allocation, *, sold_on=None, sold="1000", ordered="0", **fields) -> BoothSale:
    fair_event = allocation.booth.fair_event
    return BoothSale.objects.create(
        fair_event=fair_event,
        booth=allocation.booth,
        vendor=allocation.application.vendor,
        category=allocation.application.category,
        sold_on=sold_on or fair_event.opens_on,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(ordered),
        source=fields.pop("source", SaleSource.OFFICER),
        reported_by=fields.pop("reported_by", allocation.allocated_by),
        reported_at=timezone.now(),
        **fields,
    )


def make_draw(call, *, by: User | None = None, **fields) -> Draw:
    """A draw that was held, of one shop and one booth that stand in its list only."""
    shop, booth = f"{call.fair_event.reference_code}-9999", "X99"
    text = f"booth\t{booth}\tX\t*\nshop\t{shop}\tร้านในรายการ\t3\tinside\t1\n"
    result = [f"1\t{shop}\t{booth}\t-"]
    defaults = {
        "number": call.draws.count() + 1,
        "list_text": text,
        "list_sha256": hashed(text),
        "secret": "0" * 64,
        "commitment": hashed("0" * 64),
        "public_source": "รางวัลที่ 1",
        "public_at": timezone.now(),
        "frozen_by": by or make_user(),
        "frozen_at": timezone.now(),
        "form_key": uuid4(),
        "public_value": "123456",
        "witnesses": "นายอำเภอ",
        "result": result,
        "result_sha256": hashed(result[0]),
        "drawn_by": by or make_user(),
        "drawn_at": timezone.now(),
    }
    return Draw.objects.create(call=call, **{**defaults, **fields})


def make_run(call, *, by: User | None = None, **fields) -> RulesRun:
    """A run that found nobody and no booth."""
    by = by or make_user()
    rules, _ = RunRules.objects.get_or_create(call=call, version=1, defaults={"made_by": by})
    defaults = {
        "number": call.runs.count() + 1,
        "rules": rules,
        "code_version": 1,
        "input": {"entrants": [], "cells": []},
        "input_sha256": "0" * 64,
        "result": {},
        "log": [],
        "sums": dict.fromkeys(SUMS, 0),
        "run_by": by,
        "run_at": timezone.now(),
        "form_key": uuid4(),
    }
    return RulesRun.objects.create(call=call, **{**defaults, **fields})


def make_offer(application, **fields) -> OfferedProduct:
    """A product that the application brings to the fair."""
    product = make_product(application.vendor, **fields)
    return OfferedProduct.objects.create(application=application, product=product)
