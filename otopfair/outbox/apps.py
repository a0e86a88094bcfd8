from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "otopfair.outbox"
    label = "outbox"
    verbose_name = "ข้อความถึงผู้ใช้"
