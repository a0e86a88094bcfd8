from itertools import islice

from django.core.management.base import BaseCommand, CommandError

from sales.operations.sums import compare_sums, recompute_sums
from sales.reports.sums import Wrong

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Compare the kept sums of takings with the figures; --mend recomputes them."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="recompute where they differ")

    def handle(self, *args, mend, **options):
        wrong = compare_sums()
        for one in islice(wrong, MOST_SHOWN):
            self.stdout.write(_told(one))
        if not wrong:
            self.stdout.write("ยอดรวมตรงกับยอดรายบูธ / the sums are right")
        elif mend:
            recompute_sums()
            self.stdout.write(f"คำนวณใหม่แล้ว {len(wrong)} ยอด / recomputed")
        else:
            raise CommandError(f"{len(wrong)} sums differ; --mend recomputes them")


def _told(one: Wrong) -> str:
    key = " ".join(map(str, one.key))
    kept, counted = (" ".join(map(str, amounts)) for amounts in (one.kept, one.counted))
    return f"{one.kind} {key}: kept {kept}, figures {counted}"
