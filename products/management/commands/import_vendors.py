from django.core.management.base import CommandError

from fairs.models import ProductCategory
from products.management.importing import SpreadsheetCommand
from products.models import StarRound


class Command(SpreadsheetCommand):
    help = "Import an officer's list of vendors into a fair, as the staff page does."
    kind = "vendors"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--star-round", type=int, help="year (BE) of the round; newest if none")

    def batch_options(self, options) -> dict:
        year = options["star_round"]
        if year is None:
            return {}
        star_round = StarRound.objects.filter(year_be=year).first()
        if star_round is None:
            raise CommandError(f"ไม่มีรอบคัดสรรดาวปี {year}")
        return {"star_round": star_round.pk}

    def print_plan(self, plan) -> None:
        self.stdout.write(f"ทั้งหมด {plan.counts['vendors']} ราย นำเข้าได้ {plan.counts['importable']}")
        for category in ProductCategory:
            if plan.by_category[category]:
                self.stdout.write(f"{category} {category.label} {plan.by_category[category]} ราย")
