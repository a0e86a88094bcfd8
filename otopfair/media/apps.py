from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "otopfair.media"
    label = "media"
