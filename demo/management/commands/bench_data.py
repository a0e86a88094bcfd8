"""Fill a database with the rows that the benchmark measures on."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from demo.bench import Size, bench_is_there, build_bench
from demo.bench_copies import copy_fairs
from demo.planner import analyse
from products.models import Product
from sales.models import BoothSale
from vendors.models import Vendor


class Command(BaseCommand):
    help = "Benchmark data: 2,000 vendors, 20,000 products, 300,000 sales rows or more. Invented."

    def add_arguments(self, parser):
        usual = Size()
        parser.add_argument("--vendors", type=int, default=usual.vendors)
        parser.add_argument("--products", type=int, default=usual.products)
        parser.add_argument(
            "--fairs", type=int, default=usual.fairs, help="120 booths × 7 days each"
        )
        parser.add_argument(
            "--sales",
            type=int,
            default=0,
            help="copy the fairs up to so many sales rows",
        )

    def handle(self, *args, vendors, products, fairs, sales, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "bench_data runs only with DEMO=1 or DEBUG=1: its rows are invented."
            )
        if sales and connection.vendor != "postgresql":
            raise CommandError("--sales needs PostgreSQL")
        started = time.monotonic()
        if not bench_is_there():
            build_bench(Size(vendors=vendors, products=products, fairs=fairs))
            analyse()
        elif not sales:
            self.stdout.write("ข้อมูลทดสอบมีอยู่แล้ว / bench data is already there")
            return
        copy_fairs(sales)
        self.stdout.write(
            f"{Vendor.objects.count():,} vendors, {Product.objects.count():,} products,"
            f" {BoothSale.objects.count():,} sales rows in {time.monotonic() - started:.0f} s"
        )
