"""The reasons that officers may choose from on the first day; the register takes more."""

from django.db import migrations

VENDOR, OFFICERS = "vendor", "officers"
REFUSE, RETURN = "fits_refuse", "fits_return"
REASONS = [
    ("R01", VENDOR, [REFUSE], "สินค้าซื้อมาขายต่อ ไม่ใช่สินค้าที่กลุ่มผลิตเอง"),
    ("R02", VENDOR, [REFUSE], "ยังไม่ได้ลงทะเบียนผู้ผลิต ผู้ประกอบการ OTOP"),
    ("R03", VENDOR, [REFUSE, RETURN], "สมัครประเภทที่ไม่ตรงกับสินค้า"),
    ("R04", VENDOR, [REFUSE], "ที่ของประเภทนี้เต็มแล้ว"),
    ("R05", VENDOR, [REFUSE, RETURN], "ขาดมาตรฐานหรือใบอนุญาตที่กฎหมายกำหนด เช่น อย."),
    ("R06", VENDOR, [REFUSE], "ไม่ได้แก้ภายในวันที่กำหนด"),
    ("R07", OFFICERS, [REFUSE], "เคยทำผิดข้อตกลงของงานก่อน"),
    ("R08", VENDOR, [RETURN], "รูปสินค้าไม่ชัด ขอรูปใหม่ที่เห็นสินค้าทั้งชิ้น"),
    ("R09", VENDOR, [RETURN], "ที่อยู่ที่ผลิตยังไม่ครบ เติมเลขที่และหมู่"),
    ("R10", VENDOR, [RETURN], "เติมราคาและหน่วยขายของสินค้าทุกรายการ"),
]


def load(apps, schema_editor):
    reasons = apps.get_model("vendors", "DecisionReason")
    reasons.objects.bulk_create(
        reasons(code=code, audience=audience, text_th=text, **dict.fromkeys(fits, True))
        for code, audience, fits, text in REASONS
    )


class Migration(migrations.Migration):
    dependencies = [("vendors", "0002_trigram_indexes")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
