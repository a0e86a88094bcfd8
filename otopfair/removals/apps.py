from django.apps import AppConfig


class RemovalsConfig(AppConfig):
    name = "otopfair.removals"
    label = "removals"
    verbose_name = "สิ่งที่ลบแล้ว"
