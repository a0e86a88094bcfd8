from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "หน้ารวม"

    def ready(self):
        from otopfair.staff.lists.words import registers_are_grouped
        from pages import calendar, desk, roles, staff_search  # noqa: F401 - put themselves on the site
        from pages.register_groups import GROUPS

        registers_are_grouped(GROUPS)
