from importlib import import_module

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "otopfair.work"
    label = "work"
    verbose_name = "งานหลายรายการ"

    def ready(self):
        from otopfair.drafts.unfinished import forget_old_forms
        from otopfair.media.keeping import forget_old_files
        from otopfair.rights.roles import grant
        from otopfair.work.clock import on_the_clock
        from otopfair.work.roles import GRANTS

        grant(GRANTS)
        on_the_clock(forget_old_files)
        on_the_clock(forget_old_forms)
        # The pages put themselves on the staff site; every register is there by now.
        import_module("otopfair.work.views")
        import_module("otopfair.work.registers").add_kinds()
