from django.apps import AppConfig
from django.db.backends.signals import connection_created

from otopfair.thai.ordering import teach_sqlite


class ThaiConfig(AppConfig):
    """Buddhist-era dates, Thai sorting, search folding, form fields and template filters."""

    name = "otopfair.thai"
    label = "thai"

    def ready(self):
        connection_created.connect(teach_sqlite, dispatch_uid="thai_ordering")
