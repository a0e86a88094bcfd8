"""An officer fills in an application for a vendor who came by telephone or on paper."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from products.models import Product
from products.operations.offers import offer_products
from vendors.models import ApplicationStatus, BoothApplication, Vendor
from vendors.operations.answering import answer_questions
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application, start_application


def enter_application(
    fair_event: FairEvent,
    vendor: Vendor,
    *,
    products: Iterable[Product],
    agreed: bool,
    form_key: UUID,
    late_code: str = "",
    texts: Mapping[str, str] | None = None,
    by,
    **answers,
) -> BoothApplication:
    """Start, fill in and send in one act; the vendor is told who entered it. A repeat finds it.

    `texts` are the answers to the questions of the call, by the key of the question.
    Raises RuleBroken when the vendor has begun or sent one itself, or the call refuses it.
    """
    with transaction.atomic():
        application = start_application(
            fair_event, vendor, form_key=form_key, late_code=late_code, for_vendor=True, by=by
        )
        if application.form_key == form_key and application.status != ApplicationStatus.DRAFT:
            return application
        if application.form_key != form_key:
            raise RuleBroken(_has_one(application))
        answer_application(application, by=by, **answers)
        answer_questions(application, texts or {}, by=by)
        offer_products(application, products, by=by)
        return submit_application(application, accepts_terms=agreed, by=by)


def _has_one(application: BoothApplication) -> str:
    if application.status == ApplicationStatus.DRAFT:
        return "ร้านนี้เริ่มกรอกใบสมัครของงานนี้เองไว้แล้ว ให้ร้านส่งเอง หรือถอนร่างก่อน"
    return f"ร้านนี้มีใบสมัครของงานนี้แล้ว เลขที่ {application}"
