from django.db import connection


def analyse() -> None:
    """Tell the planner about many new rows; until then it takes their tables for empty."""
    # Table by table: the whole is also the catalogue that every database of a cluster shares.
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
