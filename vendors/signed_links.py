"""The address in a message with which a vendor answers without signing in."""

from datetime import timedelta

from django.core import signing
from django.urls import Resolver404, resolve, reverse

from otopfair.outbox.buttons import Button
from otopfair.outbox.models import Message
from vendors.models import Offer

# Long after any deadline: until then the page still says what has become of the offer.
READABLE_FOR = timedelta(days=120)
_signer = signing.TimestampSigner(salt="vendors.offer", sep=".")


def answer_link(offer: Offer) -> str:
    return reverse("offer-answer", args=[_signer.sign(str(offer.pk))])


def answer_buttons(message: Message) -> list[Button]:
    """Those of a message with such an address. Both open its page: only a press there answers."""
    try:
        is_answered = resolve(message.link).url_name == "offer-answer"
    except Resolver404:
        is_answered = False
    if not is_answered:
        return []
    return [
        Button("ยืนยันเข้าร่วมงาน", message.link, is_main=True),
        Button("สละสิทธิ์", f"{message.link}?decline=1"),
    ]


def offer_of(token: str) -> Offer | None:
    """The offer of a token that we have signed; None for anything else."""
    try:
        key = _signer.unsign(token, max_age=READABLE_FOR)
    except signing.BadSignature:
        return None
    rows = Offer.objects.select_related("application__fair_event", "application__vendor")
    return rows.filter(pk=key).first()
