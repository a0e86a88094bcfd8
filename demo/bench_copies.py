"""A benchmark in the size of the country's ten years: the fairs of the bench, copied by PostgreSQL.

Twelve thousand fairs row by row would take a day. One statement a table copies them with all that
stands at them; keys are shifted by the same number, so that what belonged together still does.
"""

from django.db import connection, models, transaction

from demo.planner import analyse
from fairs.models import Booth, FairEvent, Zone
from sales.models import BoothSale
from sales.operations.sums import recompute_sums, take_time
from vendors.models import AllocationDay, BoothAllocation, BoothApplication

# What is pointed to comes first.
COPIED: tuple[type[models.Model], ...] = (
    *(FairEvent, Zone, Booth, BoothApplication, BoothAllocation, AllocationDay, BoothSale),
)
# Every copy stands on days of its own week, none of them to come.
EARLIER = "{0} - mod(copy.number, 8)"
NUMBERED = "{0} || '-' || copy.number"
SAYS = {
    "slug": NUMBERED,
    "reference_code": NUMBERED,
    "reference_prefix": NUMBERED,
    "opens_on": EARLIER,
    "closes_on": EARLIER,
    "sold_on": EARLIER,
    "on": EARLIER,
    "form_key": "gen_random_uuid()",
}


def copy_fairs(sales: int) -> int:
    """Copy the fairs of the bench, once, until there are about `sales` figures; return how many
    copies of each were made."""
    copied = FairEvent.objects.filter(reference_code__contains="-").exists()
    copies = 0 if copied else max(0, round(sales / BoothSale.objects.count()) - 1)
    if not copies:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        take_time()
        # The rows are copies of rows that agree: nothing is looked up ten million times.
        cursor.execute("SET LOCAL session_replication_role = replica")
        spans = {model: _highest(model) for model in COPIED}
        for model in COPIED:
            cursor.execute(_copy(model, spans), [copies, spans[model]])
            cursor.execute(_next_number(model))
        cursor.execute("SET LOCAL session_replication_role = origin")
        recompute_sums()
    with connection.cursor() as cursor:  # the sums before are a thousand times as many dead rows
        cursor.execute("VACUUM sales_quartersum, sales_takingssum")
    analyse()
    return copies


def _highest(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(most=models.Max("pk"))["most"]


def _copy(model: type[models.Model], spans: dict) -> str:
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(_value(field, spans) for field in fields)
    table = quote(model._meta.db_table)
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values}"  # noqa: S608 names of our own tables
        f" FROM {table} AS own, generate_series(1, %s) AS copy (number) WHERE own.id <= %s"
    )


def _value(field: models.Field, spans: dict) -> str:
    column = f"own.{connection.ops.quote_name(field.column)}"
    points_to = field.model if field.primary_key else field.related_model
    if points_to in spans:
        return f"{column} + copy.number * {spans[points_to]}"
    return SAYS.get(field.name, "{0}").format(column)


def _next_number(model: type[models.Model]) -> str:
    table = model._meta.db_table
    return f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
