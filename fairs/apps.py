from django.apps import AppConfig


class FairsConfig(AppConfig):
    name = "fairs"
    verbose_name = "งานแฟร์"

    def ready(self):
        from fairs.operations.assignments import make_first_administrator
        from fairs.roles import GRANTS
        from otopfair.accounts.acts import administrator_made
        from otopfair.rights.roles import grant

        grant(GRANTS)
        administrator_made.heard_by(make_first_administrator, order=10)
