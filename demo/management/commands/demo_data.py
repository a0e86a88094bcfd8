"""Fill an empty database with the demonstration, or bring its dates up to today."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.build import build_demo, demo_is_there
from demo.people import PASSWORD, SIGN_INS
from demo.renewal import renew_demo


class Command(BaseCommand):
    help = "Demonstration data: fairs, vendors, products, sales, and accounts to sign in with."

    def add_arguments(self, parser):
        parser.add_argument("--show", action="store_true", help="only print the sign-ins")

    def handle(self, *args, show, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "demo_data runs only with DEMO=1 or DEBUG=1: its passwords are public."
            )
        if not show:
            if demo_is_there():
                renew_demo()
            else:
                build_demo()
        if show or options["verbosity"] > 0:
            self.stdout.write(_summary())


def _summary() -> str:
    lines = [
        f"ข้อมูลตัวอย่าง / demo data: {settings.SITE_URL}/",
        f"ระบบเจ้าหน้าที่ / staff: {settings.SITE_URL}/staff/",
        f"รหัสผ่านของทุกบัญชี / password of every account: {PASSWORD}",
    ]
    width = max(len(sign_in.login) for sign_in in SIGN_INS)
    lines += [f"  {s.login:<{width}}  {s.who}: {s.can}" for s in SIGN_INS]
    return "\n".join(lines)
