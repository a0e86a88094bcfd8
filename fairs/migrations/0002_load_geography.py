"""Load the official areas from fairs/geography/*.csv (77 / 928 / 7,436 rows)."""

import csv
from pathlib import Path

from django.db import migrations

FILES = Path(__file__).resolve().parent.parent / "geography"


def rows(name):
    with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(apps, schema_editor):
    province, district, subdistrict = (
        apps.get_model("fairs", name) for name in ("Province", "District", "Subdistrict")
    )
    province.objects.bulk_create(province(**row) for row in rows("provinces"))
    district.objects.bulk_create(
        district(province_id=row["code"][:2], **row) for row in rows("districts")
    )
    subdistrict.objects.bulk_create(
        (subdistrict(district_id=row["code"][:4], **row) for row in rows("subdistricts")),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("fairs", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
