from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "otopfair.accounts"
    label = "accounts"
    verbose_name = "บัญชีผู้ใช้"

    def ready(self):
        from otopfair import sessions  # noqa: F401 - hears of people who sign in
        from otopfair.accounts.proving import KIND, said_in
        from otopfair.outbox.filling import fill

        fill(KIND, said_in)
