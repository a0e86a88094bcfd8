from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "otopfair.drafts"
    label = "drafts"
