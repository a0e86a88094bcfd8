"""Messages to people. A row is written with the act it tells of; the worker sends it later."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class OutboxQuerySet(models.QuerySet):
    def inbox_of(self, user):
        return self.filter(recipient=user).order_by("-pk")

    def due(self, now):
        """E-mails that still have to be sent, oldest first."""
        return self.filter(
            email__gt="", sent_at=None, attempts__lt=OutboxMessage.MAX_ATTEMPTS, send_after__lte=now
        ).order_by("pk")


class OutboxMessage(models.Model):
    """One message: always in the recipient's inbox, and by e-mail when there is an address."""

    MAX_ATTEMPTS = 5

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="messages_received",
        verbose_name="ผู้รับ",
    )
    subject = models.CharField("เรื่อง", max_length=200)
    body = models.TextField("ข้อความ")
    link = models.CharField("ไปที่หน้า", max_length=200, blank=True)
    email = models.EmailField("ส่งอีเมลถึง", blank=True)
    created_at = models.DateTimeField("เขียนเมื่อ", auto_now_add=True)
    send_after = models.DateTimeField("ส่งหลังเวลา")
    sent_at = models.DateTimeField("ส่งแล้วเมื่อ", null=True, blank=True)
    read_at = models.DateTimeField("อ่านแล้วเมื่อ", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("พยายามส่ง (ครั้ง)", default=0)
    last_error = models.CharField("ข้อผิดพลาดล่าสุด", max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ข้อความถึงผู้ใช้"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="outbox_inbox"),
            models.Index(
                fields=["send_after"],
                name="outbox_due",
                condition=Q(sent_at=None) & ~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
