"""What vendors were told, by which channel, with what result: filtered by the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from fairs.models import FairEvent
from otopfair.outbox.models import RESULTS, Channel, Delivery, Message
from vendors.models import BoothApplication, ReviewPhase, Vendor
from vendors.recipients import TELL

# The subjects of messages, as officers look for them: the words, and the kinds of message.
SUBJECTS = {
    "application": ("รับสมัครและผล", ["application", "offer", "given-up", "invite"]),
    "officer": ("เจ้าหน้าที่เขียน", ["officer"]),
    "reminder": ("เตือนกำหนด", ["reminder"]),
    "fair": ("งานเปลี่ยนแปลง", ["fair_moved", "fair_cancelled", "fair_resumed", "plan_released"]),
    "objection": ("คำโต้แย้งและโทษ", ["objection", "penalty"]),
    "vendor": ("ร้านและผู้ดูแล", ["vendor"]),
    "takings": ("ยอดขาย", ["takings"]),
    "report": ("รายงานประจำวัน", ["report"]),
}


@dataclass(frozen=True)
class ToldFilter:
    """Filters of the address. Nonsense in it filters nothing."""

    result: str = ""
    channel: str = ""
    subject: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query) -> "ToldFilter":
        def one_of(name, values) -> str:
            return query.get(name, "") if query.get(name, "") in values else ""

        return cls(
            result=one_of("result", RESULTS),
            channel=one_of("channel", Channel.values),
            subject=one_of("subject", SUBJECTS),
            words=query.get("q", "").strip()[:100],
        )

    def rows(self, deliveries: QuerySet[Delivery], *, names_only: bool) -> QuerySet[Delivery]:
        """`deliveries` filtered, newest first. `names_only`: words are looked for in names alone,
        since a number that finds a name would tell whose it is."""
        rows = self._narrowed(deliveries, names_only)
        if self.result:
            rows = rows.with_result(self.result)
        return rows.select_related("message", "done_by").order_by("-message_id", "pk")

    def counts(self, deliveries: QuerySet[Delivery], *, names_only: bool) -> dict[str, int]:
        """How many stand how under the other filters; "" is the sum."""
        results = {key: Count("pk", filter=which) for key, (_words, which) in RESULTS.items()}
        counts = self._narrowed(deliveries, names_only).aggregate(all=Count("pk"), **results)
        return {"": counts.pop("all"), **counts}

    def address(self, **changes) -> str:
        """The query string of these filters with some of them changed: "?result=…"."""
        values = {
            "result": self.result,
            "channel": self.channel,
            "subject": self.subject,
            "q": self.words,
            **changes,
        }
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_narrow(self) -> bool:
        return any((self.result, self.channel, self.subject, self.words))

    def _narrowed(self, rows: QuerySet[Delivery], names_only: bool) -> QuerySet[Delivery]:
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.subject:
            rows = rows.filter(message__kind__in=SUBJECTS[self.subject][1])
        for word in self.words.split():
            found = Q(message__recipient_name__icontains=word)
            rows = rows.filter(found if names_only else found | Q(message__subject__icontains=word))
        return rows


def told_at(fair_event: FairEvent) -> QuerySet[Delivery]:
    """The deliveries of all that was said about a fair."""
    return Delivery.objects.filter(message__in=Message.objects.about(fair_event))


def told_to(vendor: Vendor, user) -> QuerySet[Delivery]:
    """The deliveries of all that was said to a vendor about no fair, or about one at which `user`
    writes to vendors."""
    fairs = FairEvent.objects.covered_by(user, TELL).order_by().values("pk")
    about = Q(about_id=None) | Q(about_type=FairEvent._meta.label_lower, about_id__in=fairs)
    return Delivery.objects.filter(message__in=Message.objects.to(vendor).filter(about))


def told_to_shops(user) -> QuerySet[Delivery]:
    """The deliveries of what was said about no fair to the vendors of this officer, and to people
    about them."""
    vendors = Vendor.objects.covered_by(user, TELL).order_by().values("pk")
    kind = Vendor._meta.label_lower
    to_them = Q(recipient_type=kind, recipient_id__in=vendors, about_id=None)
    said = Message.objects.filter(to_them | Q(about_type=kind, about_id__in=vendors))
    return Delivery.objects.filter(message__in=said.order_by())


def numbers_hidden_at(fairs) -> set[str]:
    """The codes before the numbers of applications at those of `fairs` where a phase hides names:
    nothing may say there which number belongs to which name."""
    hiding = ReviewPhase.objects.hiding_names().filter(call__fair_event__in=fairs)
    prefixes = BoothApplication.objects.filter(fair_event__in=hiding.values("call__fair_event"))
    codes = prefixes.exclude(reference_prefix="").order_by()
    return set(codes.values_list("reference_prefix", flat=True).distinct())
