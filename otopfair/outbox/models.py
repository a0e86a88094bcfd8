"""What is said to people, and how it reaches them. Rows are written with the act they tell of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from otopfair.history.models import LONGEST_REASON
from otopfair.outbox.failures import in_words
from otopfair.thai.formatting import format_datetime
from otopfair.thai.model_fields import LimitedTextField, PhoneNumberField

LONGEST_SUBJECT = 200
LONGEST_BODY = 8000


class MessageQuerySet(models.QuerySet):
    def about(self, subject: models.Model):
        """Messages about one record (a fair), newest first."""
        named = self.filter(about_type=subject._meta.label_lower, about_id=subject.pk)
        return named.order_by("-pk")

    def to(self, recipient: models.Model):
        """Messages to one recipient (a person, a vendor), newest first."""
        kind = recipient._meta.label_lower
        return self.filter(recipient_type=kind, recipient_id=recipient.pk).order_by("-pk")


class Message(models.Model):
    """One thing said to one recipient: a person, or a vendor, also one without an account.

    The recipient and what the message is about are references of any kind, as in the history; the
    name is kept as it was. How the message goes out are its deliveries.
    """

    recipient_type = models.CharField("ชนิดผู้รับ", max_length=64)
    recipient_id = models.BigIntegerField("ผู้รับ")
    recipient_name = models.CharField("ชื่อผู้รับ", max_length=255)
    kind = models.CharField("เรื่องเกี่ยวกับ", max_length=32)
    about_type = models.CharField("ชนิดรายการ", max_length=64, blank=True)
    about_id = models.BigIntegerField("รายการ", null=True, blank=True)
    subject = models.CharField("เรื่อง", max_length=LONGEST_SUBJECT)
    body = LimitedTextField("ข้อความ", max_length=LONGEST_BODY)
    link = models.CharField("ไปที่หน้า", max_length=200, blank=True)
    created_at = models.DateTimeField("เขียนเมื่อ", auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ข้อความ"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["about_type", "about_id", "-id"], name="message_about"),
            models.Index(fields=["recipient_type", "recipient_id", "-id"], name="message_to"),
        ]

    def __str__(self) -> str:
        return self.subject


class Channel(models.TextChoices):
    INBOX = "inbox", "กล่องข้อความ"
    EMAIL = "email", "อีเมล"
    SMS = "sms", "ข้อความสั้น"
    LINE = "line", "ไลน์"
    TELEPHONE = "telephone", "โทรศัพท์"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "รอส่ง"
    SENT = "sent", "ส่งแล้ว"
    FAILED = "failed", "ส่งไม่ได้"


# What the worker sends; the inbox has it at once, and the telephone is a person's work.
SENT_BY_WORKER = (Channel.EMAIL, Channel.SMS, Channel.LINE)


# How a delivery stands, for lists: the words, and which rows.
RESULTS = {
    "sent": ("ส่งแล้ว", Q(state="sent") & ~Q(channel="telephone")),
    "waiting": ("รอส่ง", Q(state="waiting") & ~Q(channel="telephone")),
    "failed": ("ส่งไม่ได้", Q(state="failed")),
    "to-call": ("ต้องโทรบอก", Q(state="waiting", channel="telephone")),
    "called": ("โทรแล้ว", Q(state="sent", channel="telephone")),
}


class DeliveryQuerySet(models.QuerySet):
    def inbox_of(self, user):
        return self.filter(user=user, channel=Channel.INBOX).order_by("-pk")

    def due(self, now):
        """What the worker has to send now and nobody holds, oldest first."""
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(
            free,
            channel__in=SENT_BY_WORKER,
            state=DeliveryState.WAITING,
            attempts__lt=Delivery.MAX_ATTEMPTS,
            due_at__lte=now,
        ).order_by("pk")

    def to_call(self):
        """Whom nothing else reaches, and nobody has called yet, oldest first."""
        waiting = self.filter(channel=Channel.TELEPHONE, state=DeliveryState.WAITING)
        return waiting.order_by("pk")

    def with_result(self, result: str):
        """Those that stand as one of RESULTS says."""
        return self.filter(RESULTS[result][1])

    def failed(self):
        return self.filter(state=DeliveryState.FAILED).order_by("pk")


class Delivery(models.Model):
    """One way in which a message goes out: into an inbox, by e-mail, by somebody's call.

    `attempts` counts a try before it is made and `leased_until` keeps others off meanwhile, so
    that neither two workers nor one that died in between send it twice at once.
    """

    MAX_ATTEMPTS = 5

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="deliveries", verbose_name="ข้อความ"
    )
    channel = models.CharField("ช่องทาง", max_length=16, choices=Channel)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name="บัญชีผู้รับ",
    )
    address = PhoneNumberField("ส่งถึง", max_length=254, blank=True)
    state = models.CharField(
        "สถานะ", max_length=8, choices=DeliveryState, default=DeliveryState.WAITING
    )
    due_at = models.DateTimeField("ส่งหลังเวลา")
    leased_until = models.DateTimeField("กำลังส่งจนถึง", null=True, blank=True)
    sent_at = models.DateTimeField("ส่งแล้วเมื่อ", null=True, blank=True)
    read_at = models.DateTimeField("อ่านแล้วเมื่อ", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("พยายามส่ง (ครั้ง)", default=0)
    last_error = models.CharField("ข้อผิดพลาดล่าสุด", max_length=300, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้โทร",
    )
    note = LimitedTextField("ผลการโทร", max_length=LONGEST_REASON, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การส่งข้อความ"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["user", "-id"], name="delivery_inbox", condition=Q(channel="inbox")
            ),
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "channel", "address"],
                name="delivery_once_per_channel_and_address",
                violation_error_message="ข้อความนี้ส่งทางนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(channel="inbox") | Q(user__isnull=False),
                name="delivery_to_an_inbox_has_its_user",
                violation_error_message="กล่องข้อความต้องเป็นของบัญชีหนึ่ง",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="sent_delivery_has_its_time",
                violation_error_message="ข้อความที่ส่งแล้วต้องมีเวลาที่ส่ง",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}".strip()

    @property
    def state_text(self) -> str:
        """The state in words: a call is made, not sent."""
        if self.channel != Channel.TELEPHONE:
            return self.get_state_display()
        return "โทรแล้ว" if self.state == DeliveryState.SENT else "ต้องโทรบอก"

    @property
    def trouble(self) -> str:
        """Why it has not gone out yet, and what comes now, in words; "" when nothing went wrong."""
        if self.state == DeliveryState.SENT or not self.last_error:
            return ""
        why, todo = in_words(self.last_error)
        if self.channel == Channel.TELEPHONE:
            return why
        tried = f"ลองแล้ว {self.attempts} ครั้ง" if self.attempts else ""
        given_up = self.state == DeliveryState.FAILED
        now = f"ระบบหยุดส่งแล้ว {todo}" if given_up else f"ระบบจะส่งเองอีกครั้ง{self._next_try}"
        return " ".join(filter(None, (why, tried, now)))

    @property
    def _next_try(self) -> str:
        later = self.due_at > timezone.now()
        return f" {format_datetime(self.due_at)}" if later else "ในไม่กี่นาที"

    @property
    def may_be_hurried(self) -> bool:
        """Whether a press has it sent sooner than by itself: given up, or waiting after a failure.
        What a worker is sending at this moment is left to it."""
        put_off = self.due_at > timezone.now() and self.leased_until is None
        waits = self.state == DeliveryState.WAITING and bool(self.last_error) and put_off
        return waits or self.state == DeliveryState.FAILED

    @property
    def badge(self) -> tuple[str, str]:
        """The look and the words of how it stands."""
        if self.state == DeliveryState.SENT and self.read_at:
            return "done", "อ่านแล้ว"
        looks = {DeliveryState.SENT: "done", DeliveryState.FAILED: "wrong"}
        return looks.get(DeliveryState(self.state), "waiting"), self.state_text


class DeadAddress(models.Model):
    """An e-mail address or a number at which a message did not arrive. It is tried all the same,
    and counts for nothing, until its owner proves it or an officer has a message sent again."""

    address = PhoneNumberField("ที่อยู่หรือเบอร์", max_length=254, unique=True)
    error = models.CharField("ข้อผิดพลาด", max_length=300)
    since = models.DateTimeField("ตั้งแต่", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "ที่อยู่ที่ส่งไม่ถึง"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address
