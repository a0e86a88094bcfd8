from django.apps import AppConfig


class LookConfig(AppConfig):
    """Template tags, form rendering and page frame shared by every page."""

    name = "otopfair.look"
    label = "look"
