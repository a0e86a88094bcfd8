"""Trigram indexes for searching folded text with `contains`; only PostgreSQL has them."""

from django.db import migrations

INDEXES = {
    "vendor_name_trigrams": ("vendors_vendor", "name_folded"),
    "vendor_text_trigrams": ("vendors_vendor", "search_text"),
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, (table, column) in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("vendors", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
