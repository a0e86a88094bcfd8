"""What is looked at in every booth until somebody writes a list, by when complaints are answered,
and what visitors and vendors are asked: all of the whole country, for registers and pages to
change."""

from django.db import migrations

FOOD = 1
ITEMS = [
    ("ติดป้ายราคาทุกชิ้น", "check", None),
    ("ขายตรงกับสินค้าที่สมัคร", "check", None),
    ("ผู้ขายเป็นร้านที่ได้บูธ ไม่ให้คนอื่นเช่าช่วง", "check", None),
    ("บูธและพื้นรอบบูธสะอาด", "check", None),
    ("ถังดับเพลิงหยิบได้ ทางเดินไม่ถูกกีดขวาง", "check", None),
    ("สายไฟและปลั๊กไม่ชำรุด ไม่ต่อพ่วงเกิน", "check", None),
    ("เครื่องหมายรับรองที่แสดงเป็นของจริงและยังไม่หมดอายุ", "check", None),
    ("ถังแก๊สตั้งตรง มีที่กั้น สายไม่รั่ว", "check", FOOD),
    ("ผู้ปรุงอาหารสวมหมวกและผ้ากันเปื้อน อาหารมีฝาปิด", "check", FOOD),
    ("สิ่งที่ร้านขอให้ช่วย", "note", None),
]
SURVEYS = {
    "visitors": [
        ("โดยรวมพอใจงานนี้เพียงใด", "How satisfied are you with this fair?", "scale", ()),
        ("สินค้าหลากหลายและมีคุณภาพ", "Choice and quality of the goods", "scale", ()),
        ("ราคาเหมาะสม", "Prices", "scale", ()),
        ("การบริการของร้านและเจ้าหน้าที่", "Service of shops and staff", "scale", ()),
        ("สถานที่สะอาด ปลอดภัย เดินสะดวก", "Clean, safe and easy to walk", "scale", ()),
        (
            "รู้จักงานนี้จากไหน",
            "How did you hear of the fair?",
            "choice",
            (
                "เฟซบุ๊กหรือไลน์ | Facebook or LINE",
                "ป้ายหรือรถประกาศ | Posters or loudspeakers",
                "วิทยุหรือโทรทัศน์ | Radio or television",
                "เพื่อนหรือญาติ | Friends or family",
                "ผ่านมาเห็นเอง | Passing by",
            ),
        ),
        ("วันนี้ซื้อของในงานประมาณกี่บาท", "About how many baht did you spend today?", "number", ()),
        ("อยากบอกอะไรผู้จัดงาน", "Anything you would like to tell us?", "text", ()),
    ],
    "vendors": [
        ("โดยรวมพอใจการจัดงานเพียงใด", "", "scale", ()),
        ("ที่ตั้งและขนาดบูธ", "", "scale", ()),
        ("ไฟ น้ำ ความสะอาด ความปลอดภัย", "", "scale", ()),
        ("การดูแลของเจ้าหน้าที่", "", "scale", ()),
        ("การประชาสัมพันธ์และจำนวนผู้ชม", "", "scale", ()),
        ("อยากมาออกบูธที่งานนี้อีกไหม", "", "choice", ("อยากมาอีก", "ยังไม่แน่ใจ", "ไม่มาแล้ว")),
        ("ได้ลูกค้าใหม่ที่จะสั่งต่อกี่ราย", "", "number", ()),
        ("ควรปรับปรุงเรื่องใด", "", "text", ()),
    ],
}


def load(apps, schema_editor):
    checklist = apps.get_model("onsite", "Checklist").objects.create(version=1)
    item = apps.get_model("onsite", "ChecklistItem")
    item.objects.bulk_create(
        item(checklist=checklist, sequence=place, text=text, kind=kind, category=category)
        for place, (text, kind, category) in enumerate(ITEMS, start=1)
    )
    apps.get_model("onsite", "AnswerPeriod").objects.create(working_days=7)
    for audience, questions in SURVEYS.items():
        load_survey(apps, audience, questions)


def load_survey(apps, audience, questions):
    survey = apps.get_model("onsite", "Survey").objects.create(audience=audience)
    question = apps.get_model("onsite", "SurveyQuestion")
    question.objects.bulk_create(
        question(
            survey=survey,
            sequence=place,
            text=text,
            text_en=english,
            kind=kind,
            choices_text="\n".join(choices),
            is_required=place == 1,
        )
        for place, (text, english, kind, choices) in enumerate(questions, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("onsite", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
