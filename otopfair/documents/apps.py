from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "otopfair.documents"
    label = "documents"
