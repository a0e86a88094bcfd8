"""Indexes for searching that only PostgreSQL has: trigrams for `contains`, beginnings of names for
`startswith`, and the order in which the best hits of a common word are read."""

from django.db import migrations

INDEXES = {
    "product_name_trigrams": ("products_product", "name_folded"),
    "product_word_trigrams": ("products_product", "name_words"),
    "product_text_trigrams": ("products_product", "search_text"),
}

OTHERS = {
    "product_name_begins": "(name_folded text_pattern_ops)",
    "product_best": "(stars DESC NULLS LAST, id DESC)",
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, (table, column) in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)")
    for name, columns in OTHERS.items():
        schema_editor.execute(f"CREATE INDEX {name} ON products_product {columns} WHERE is_public")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in (*INDEXES, *OTHERS):
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("products", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
