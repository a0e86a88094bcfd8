from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "otopfair.history"
    label = "history"
    verbose_name = "ประวัติ"
