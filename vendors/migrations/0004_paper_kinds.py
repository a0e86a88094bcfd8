"""The standards and documents that vendors may send on the first day; the registers take more."""

from django.db import migrations

# name, issuer, form of the number, example, whether it expires
STANDARDS = [
    ("อย. (เลขสารบบอาหาร)", "สำนักงานคณะกรรมการอาหารและยา", "อย. 99-9-99999-9-9999", "อย. 40-1-00359-2-0001", False),
    ("มผช. (มาตรฐานผลิตภัณฑ์ชุมชน)", "สำนักงานมาตรฐานผลิตภัณฑ์อุตสาหกรรม", "มผช. 9+/9999", "มผช. 15/2566", True),
    ("มอก. (มาตรฐานผลิตภัณฑ์อุตสาหกรรม)", "สำนักงานมาตรฐานผลิตภัณฑ์อุตสาหกรรม", "มอก. 9+-9999", "มอก. 2156-2565", False),
    ("ฮาลาล", "คณะกรรมการกลางอิสลามแห่งประเทศไทย", "", "", True),
    ("GI (สิ่งบ่งชี้ทางภูมิศาสตร์)", "กรมทรัพย์สินทางปัญญา", "", "สช 58100070", False),
    ("เครื่องสำอาง (เลขที่ใบรับจดแจ้ง)", "สำนักงานคณะกรรมการอาหารและยา", "99-9-9999999999", "10-1-6400012345", True),
    ("GAP และเกษตรอินทรีย์", "สำนักงานมาตรฐานสินค้าเกษตรและอาหารแห่งชาติ", "", "", True),
    ("GMP หรือ HACCP", "", "", "", True),
    ("นกยูงพระราชทาน (ผ้าไหม)", "กรมหม่อนไหม", "", "", True),
]
CARD = "ถ่ายด้านหน้าด้านเดียว ปิดช่องศาสนา ไม่ต้องถ่ายด้านหลัง"
EVERYBODY = {"for_group": True, "for_single": True, "for_sme": True}
ONLY = dict.fromkeys(EVERYBODY, False)
# name, hint, who sends it, whether it must be there, shows a person, expires
DOCUMENTS = [
    ("สำเนาบัตรประชาชนของเจ้าของหรือประธาน", CARD, EVERYBODY, True, True, False),
    ("สำเนาทะเบียนบ้าน", "หน้าที่มีชื่อเจ้าของหรือประธาน", EVERYBODY, False, True, False),
    ("หนังสือรับรองว่าประกอบกิจการจริง", "ลงชื่อโดยประธานเครือข่าย OTOP อำเภอ อบต. หรือเทศบาล", EVERYBODY, True, False, False),
    ("รูปถ่ายสถานที่ผลิต", "เห็นที่ทำงานและเครื่องมือ", EVERYBODY, True, False, False),
    ("เอกสารการจัดตั้งกลุ่มและรายชื่อสมาชิก", "รายงานการประชุมหรือบัญชีรายชื่อ", {**ONLY, "for_group": True}, True, False, False),
    ("หนังสือรับรองนิติบุคคล", "ออกให้ไม่เกิน 6 เดือน", {**ONLY, "for_sme": True}, True, False, True),
    ("หนังสือมอบอำนาจ", "เมื่อให้ผู้อื่นทำแทน", EVERYBODY, False, True, True),
    ("หน้าสมุดบัญชีธนาคาร", "หน้าที่เห็นชื่อบัญชีและเลขบัญชี ใช้คืนเงินประกัน", EVERYBODY, False, False, False),
]


def load(apps, schema_editor):
    standards = apps.get_model("vendors", "StandardKind")
    standards.objects.bulk_create(
        standards(
            name_th=name,
            issuer=issuer,
            number_form=form,
            number_example=example,
            expires=expires,
            sequence=10 * number,
        )
        for number, (name, issuer, form, example, expires) in enumerate(STANDARDS, start=1)
    )
    documents = apps.get_model("vendors", "VendorDocumentKind")
    documents.objects.bulk_create(
        documents(
            name_th=name,
            hint=hint,
            **who,
            is_required=required,
            shows_person=person,
            kept_days=90 if person else 365,  # of a person no longer than objections may take
            expires=expires,
            sequence=10 * number,
        )
        for number, (name, hint, who, required, person, expires) in enumerate(DOCUMENTS, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("vendors", "0003_decision_reasons")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
