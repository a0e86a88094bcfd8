"""The mail server hands over a mail that came back."""

import sys

from django.core.management.base import BaseCommand

from otopfair.outbox.bounces import take_bounce


class Command(BaseCommand):
    help = "Read a report of an undelivered mail from standard input; its recipient is called."

    def handle(self, *args, **options):
        delivery = take_bounce(sys.stdin.buffer.read())
        self.stdout.write(f"delivery={delivery.pk} bounced" if delivery else "not a mail of ours")
