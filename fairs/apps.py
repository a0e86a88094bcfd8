from django.apps import AppConfig


class FairsConfig(AppConfig):
    name = "fairs"
    verbose_name = "งานแฟร์"

    def ready(self):
        from fairs.fair_steps import add_steps
        from fairs.operations.assignments import make_first_administrator
        from fairs.operations.copied_parts import add_own_parts
        from fairs.operations.news_photos import drop_forgotten_news_photos
        from fairs.people import known_by_role
        from fairs.readiness import own_steps
        from fairs.roles import GRANTS
        from otopfair.accounts.acts import administrator_made
        from otopfair.accounts.finding import accounts_are_known
        from otopfair.removals.acts import forgotten
        from otopfair.rights.roles import grant

        grant(GRANTS)
        accounts_are_known(known_by_role)
        forgotten.heard_by(drop_forgotten_news_photos, order=10)
        administrator_made.heard_by(make_first_administrator, order=10)
        add_own_parts()
        add_steps(own_steps, order=10)
