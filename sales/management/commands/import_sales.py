from django.core.management.base import CommandError

from fairs.models import ProductCategory
from otopfair.thai.baht import format_number
from otopfair.thai.parsing import ThaiDateError, parse_date
from products.management.importing import SpreadsheetCommand


class Command(SpreadsheetCommand):
    help = "Import one day's takings booth by booth into a fair, as the staff page does."
    kind = "sales"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--date", help='day of the sales, if the sheet has none: "28 ต.ค. 2563"'
        )

    def batch_options(self, options) -> dict:
        if not options["date"]:
            return {}
        try:
            return {"sold_on": parse_date(options["date"]).isoformat()}
        except ThaiDateError as error:
            raise CommandError(str(error)) from error

    def print_plan(self, plan) -> None:
        for category, line in plan.by_category.items():
            self.stdout.write(f"{category} {ProductCategory(category).label} {_amounts(line)}")
        self.stdout.write(f"รวม {_amounts(plan.grand)}")
        if plan.not_reported:
            booths = ", ".join(plan.not_reported)
            self.stdout.write(f"ยังไม่ส่งยอด {len(plan.not_reported)} บูธ: {booths}")


def _amounts(line) -> str:
    return (
        f"{line.booths} บูธ ยอดจำหน่าย {format_number(line.sold)}"
        f" ยอดสั่งจอง {format_number(line.ordered)} รวม {format_number(line.total)} บาท"
    )
