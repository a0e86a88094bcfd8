from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "หน้ารวม"

    def ready(self):
        from pages import desk, roles, staff_search  # noqa: F401 - put themselves on the site
