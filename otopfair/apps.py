from django.apps import AppConfig


class OtopfairConfig(AppConfig):
    name = "otopfair"
    verbose_name = "โอทอปแฟร์"
