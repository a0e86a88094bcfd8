from django.apps import AppConfig


class ThaiConfig(AppConfig):
    """Buddhist-era dates, Thai sorting, search folding, form fields and template filters."""

    name = "otopfair.thai"
    label = "thai"
