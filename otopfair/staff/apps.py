from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class StaffConfig(AppConfig):
    name = "otopfair.staff"
    label = "staff"
    verbose_name = "ระบบเจ้าหน้าที่"

    def ready(self):
        """Registers and work pages put themselves on the staff site when they are imported."""
        autodiscover_modules("admin", "views.work", "directory", "removals", "lists.pages")
