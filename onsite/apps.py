from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    name = "onsite"
    verbose_name = "หน้างาน"

    def ready(self):
        from fairs.acts import booth_uses_asked
        from fairs.fair_steps import add_steps
        from onsite.figures import add_sources
        from onsite.operations.cards import erase_old_names
        from onsite.operations.complaints import erase_old_contacts
        from onsite.operations.copied_parts import add_on_site_parts
        from onsite.operations.merged import move_what_happened
        from onsite.readiness import on_site_steps
        from onsite.reminding import add_own_kinds
        from onsite.reports.on_booths import booths_written_about
        from onsite.roles import GRANTS
        from otopfair.rights.roles import grant
        from otopfair.work.clock import on_the_clock
        from vendors.acts import vendors_are_merged

        grant(GRANTS)
        booth_uses_asked.heard_by(booths_written_about, order=20)
        add_sources()
        add_on_site_parts()
        add_steps(on_site_steps, order=30)
        add_own_kinds()
        vendors_are_merged.heard_by(move_what_happened, order=30)
        on_the_clock(erase_old_contacts, every=3600)
        on_the_clock(erase_old_names, every=3600)
