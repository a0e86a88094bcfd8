from django.apps import AppConfig


class OtopfairConfig(AppConfig):
    name = "otopfair"
    verbose_name = "โอทอปแฟร์"

    def ready(self):
        from otopfair import checks  # noqa: F401 - registers itself
