"""Triggers that keep what takings add up to, in the transaction that writes a figure.

Every way in and out is one: entry, correction, import, undo, taking back, and what is still to
be written. A later migration that makes one of these tables anew on SQLite has to lay them again.
"""

import django.db.models.deletion
from django.db import migrations, models

KEY = "fair_event_id = {0}.fair_event_id AND sold_on = {0}.sold_on AND category = {0}.category"
IS_OTHER = (
    "OLD.fair_event_id IS DISTINCT FROM NEW.fair_event_id"
    " OR OLD.sold_on IS DISTINCT FROM NEW.sold_on"
    " OR OLD.category IS DISTINCT FROM NEW.category"
    " OR OLD.sold_baht IS DISTINCT FROM NEW.sold_baht"
    " OR OLD.ordered_baht IS DISTINCT FROM NEW.ordered_baht"
)
COLUMNS = "fair_event_id, category, sold_on, sold_baht, ordered_baht"

POSTGRESQL = f"""
CREATE FUNCTION sales_add_to_quarter(
    of_fair bigint, day date, kind smallint, count integer, sold numeric, ordered numeric
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO sales_quartersum
        (province_id, starts_on, category, entries, sold_baht, ordered_baht)
    SELECT home_province_id, date_trunc('quarter', day)::date, kind, count, sold, ordered
    FROM fairs_fairevent WHERE id = of_fair;
$$;
CREATE FUNCTION sales_keep_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.fair_event_id, OLD.sold_on, OLD.category)
            = (NEW.fair_event_id, NEW.sold_on, NEW.category) THEN
        UPDATE sales_takingssum SET
            sold_baht = sold_baht + NEW.sold_baht - OLD.sold_baht,
            ordered_baht = ordered_baht + NEW.ordered_baht - OLD.ordered_baht
        WHERE {KEY.format("NEW")};
        PERFORM sales_add_to_quarter(
            NEW.fair_event_id, NEW.sold_on, NEW.category, 0,
            NEW.sold_baht - OLD.sold_baht, NEW.ordered_baht - OLD.ordered_baht);
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE sales_takingssum SET
            entries = entries - 1,
            sold_baht = sold_baht - OLD.sold_baht,
            ordered_baht = ordered_baht - OLD.ordered_baht
        WHERE {KEY.format("OLD")};
        DELETE FROM sales_takingssum WHERE {KEY.format("OLD")} AND entries = 0;
        PERFORM sales_add_to_quarter(
            OLD.fair_event_id, OLD.sold_on, OLD.category, -1, -OLD.sold_baht, -OLD.ordered_baht);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO sales_takingssum AS kept
            (fair_event_id, sold_on, category, entries, sold_baht, ordered_baht)
        VALUES (NEW.fair_event_id, NEW.sold_on, NEW.category, 1, NEW.sold_baht, NEW.ordered_baht)
        ON CONFLICT (fair_event_id, sold_on, category) DO UPDATE SET
            entries = kept.entries + 1,
            sold_baht = kept.sold_baht + EXCLUDED.sold_baht,
            ordered_baht = kept.ordered_baht + EXCLUDED.ordered_baht;
        PERFORM sales_add_to_quarter(
            NEW.fair_event_id, NEW.sold_on, NEW.category, 1, NEW.sold_baht, NEW.ordered_baht);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION sales_move_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sales_quartersum
        (province_id, starts_on, category, entries, sold_baht, ordered_baht)
    SELECT at.province, date_trunc('quarter', sold_on)::date, category, at.sign * sum(entries),
        at.sign * sum(sold_baht), at.sign * sum(ordered_baht)
    FROM sales_takingssum,
        (VALUES (OLD.home_province_id, -1), (NEW.home_province_id, 1)) AS at (province, sign)
    WHERE fair_event_id = NEW.id
    GROUP BY at.province, at.sign, date_trunc('quarter', sold_on)::date, category;
    RETURN NULL;
END $$;
CREATE TRIGGER sales_sums_written AFTER INSERT OR DELETE ON sales_boothsale
    FOR EACH ROW EXECUTE FUNCTION sales_keep_sums();
CREATE TRIGGER sales_sums_changed AFTER UPDATE OF {COLUMNS} ON sales_boothsale
    FOR EACH ROW WHEN ({IS_OTHER}) EXECUTE FUNCTION sales_keep_sums();
CREATE TRIGGER sales_sums_moved AFTER UPDATE OF home_province_id ON fairs_fairevent
    FOR EACH ROW WHEN (OLD.home_province_id IS DISTINCT FROM NEW.home_province_id)
    EXECUTE FUNCTION sales_move_sums();
"""

# SQLite writes one at a time: a figure changes the row that is there, and nothing piles up.
QUARTER = (
    "date({0}.sold_on, 'start of month',"
    " '-' || ((CAST(strftime('%m', {0}.sold_on) AS INTEGER) - 1) % 3) || ' months')"
)
HOME = "(SELECT home_province_id FROM fairs_fairevent WHERE id = {0}.fair_event_id)"


def _added(row: str) -> str:
    """The row's figure comes to the sums."""
    quarter, home = QUARTER.format(row), HOME.format(row)
    return f"""
    INSERT INTO sales_takingssum
        (fair_event_id, sold_on, category, entries, sold_baht, ordered_baht)
    VALUES ({row}.fair_event_id, {row}.sold_on, {row}.category, 1,
        {row}.sold_baht, {row}.ordered_baht)
    ON CONFLICT (fair_event_id, sold_on, category) DO UPDATE SET
        entries = entries + 1,
        sold_baht = round(sold_baht + excluded.sold_baht, 2),
        ordered_baht = round(ordered_baht + excluded.ordered_baht, 2);
    INSERT INTO sales_quartersum
        (province_id, starts_on, category, entries, sold_baht, ordered_baht)
    SELECT {home}, {quarter}, {row}.category, 0, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM sales_quartersum WHERE {_of_quarter(row)});
    UPDATE sales_quartersum SET
        entries = entries + 1,
        sold_baht = round(sold_baht + {row}.sold_baht, 2),
        ordered_baht = round(ordered_baht + {row}.ordered_baht, 2)
    WHERE {_row_of_quarter(row)};"""


def _taken(row: str) -> str:
    """The row's figure goes from the sums."""
    return f"""
    UPDATE sales_takingssum SET
        entries = entries - 1,
        sold_baht = round(sold_baht - {row}.sold_baht, 2),
        ordered_baht = round(ordered_baht - {row}.ordered_baht, 2)
    WHERE {KEY.format(row)};
    DELETE FROM sales_takingssum WHERE {KEY.format(row)} AND entries = 0;
    UPDATE sales_quartersum SET
        entries = entries - 1,
        sold_baht = round(sold_baht - {row}.sold_baht, 2),
        ordered_baht = round(ordered_baht - {row}.ordered_baht, 2)
    WHERE {_row_of_quarter(row)};"""


def _of_quarter(row: str) -> str:
    quarter, home = QUARTER.format(row), HOME.format(row)
    return f"province_id = {home} AND starts_on = {quarter} AND category = {row}.category"


def _row_of_quarter(row: str) -> str:
    """One row, also while a fair that moved has left two that are not yet folded."""
    return f"id = (SELECT min(id) FROM sales_quartersum WHERE {_of_quarter(row)})"


def _moved(row: str, sign: str) -> str:
    """The sums of a fair come to (+) or go from (-) the province that `row` names."""
    quarter = QUARTER.format("kept")
    return f"""
    INSERT INTO sales_quartersum
        (province_id, starts_on, category, entries, sold_baht, ordered_baht)
    SELECT {row}.home_province_id, {quarter}, category, {sign}sum(entries),
        {sign}sum(sold_baht), {sign}sum(ordered_baht)
    FROM sales_takingssum AS kept WHERE fair_event_id = NEW.id GROUP BY 2, 3;"""


SQLITE = {
    "sales_sums_added": f"AFTER INSERT ON sales_boothsale BEGIN {_added('NEW')} END",
    "sales_sums_taken": f"AFTER DELETE ON sales_boothsale BEGIN {_taken('OLD')} END",
    "sales_sums_changed": (
        f"AFTER UPDATE OF {COLUMNS} ON sales_boothsale WHEN {IS_OTHER}"
        f" BEGIN {_taken('OLD')} {_added('NEW')} END"
    ),
    "sales_sums_moved": (
        "AFTER UPDATE OF home_province_id ON fairs_fairevent"
        " WHEN OLD.home_province_id IS DISTINCT FROM NEW.home_province_id"
        f" BEGIN {_moved('OLD', '-')} {_moved('NEW', '+')} END"
    ),
}


def lay(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for name, trigger in SQLITE.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {trigger}", params=None)


def take_away(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, table in (
            ("sales_sums_written", "sales_boothsale"),
            ("sales_sums_changed", "sales_boothsale"),
            ("sales_sums_moved", "fairs_fairevent"),
        ):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        schema_editor.execute("DROP FUNCTION IF EXISTS sales_keep_sums, sales_move_sums")
        schema_editor.execute("DROP FUNCTION IF EXISTS sales_add_to_quarter")
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("fairs", "0002_load_geography"), ("sales", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='QuarterSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='วันแรกของไตรมาส')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'อาหาร'), (2, 'เครื่องดื่ม'), (3, 'ผ้า เครื่องแต่งกาย'), (4, 'ของใช้ ของตกแต่ง ของที่ระลึก'), (5, 'สมุนไพรที่ไม่ใช่อาหาร')], verbose_name='ประเภท')),
                ('entries', models.IntegerField(verbose_name='จำนวนยอดที่ส่ง')),
                ('sold_baht', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='ยอดจำหน่าย (บาท)')),
                ('ordered_baht', models.DecimalField(decimal_places=2, max_digits=18, verbose_name='ยอดสั่งจอง (บาท)')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fairs.province', verbose_name='จังหวัดเจ้าของงาน')),
            ],
            options={
                'verbose_name': 'ยอดรวมของไตรมาส',
                'verbose_name_plural': 'ยอดรวมของไตรมาส',
                'indexes': [models.Index(fields=['province', 'starts_on', 'category'], name='quarter_sum_place'), models.Index(fields=['starts_on', 'province', 'category'], name='quarter_sum_time')],
            },
        ),
        migrations.CreateModel(
            name='TakingsSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sold_on', models.DateField(verbose_name='วันที่ขาย')),
                ('category', models.PositiveSmallIntegerField(choices=[(1, 'อาหาร'), (2, 'เครื่องดื่ม'), (3, 'ผ้า เครื่องแต่งกาย'), (4, 'ของใช้ ของตกแต่ง ของที่ระลึก'), (5, 'สมุนไพรที่ไม่ใช่อาหาร')], verbose_name='ประเภท')),
                ('entries', models.PositiveIntegerField(verbose_name='จำนวนยอดที่ส่ง')),
                ('sold_baht', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='ยอดจำหน่าย (บาท)')),
                ('ordered_baht', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='ยอดสั่งจอง (บาท)')),
                ('fair_event', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fairs.fairevent', verbose_name='งาน')),
            ],
            options={
                'verbose_name': 'ยอดรวมของวัน',
                'verbose_name_plural': 'ยอดรวมของวัน',
                'constraints': [models.UniqueConstraint(fields=('fair_event', 'sold_on', 'category'), name='takings_sum_once', violation_error_message='วันนี้มียอดรวมของประเภทนี้แล้ว'), models.CheckConstraint(condition=models.Q(('entries__gte', 0), ('sold_baht__gte', 0), ('ordered_baht__gte', 0)), name='takings_sum_not_negative', violation_error_message='ยอดรวมต้องไม่ติดลบ')],
            },
        ),
        migrations.RunPython(lay, take_away, elidable=False),
    ]
