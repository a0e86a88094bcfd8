import django.db.models.deletion
import django.utils.timezone
import otopfair.thai.model_fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='ชนิดงาน')),
                ('title', models.CharField(max_length=200, verbose_name='งาน')),
                ('items', models.JSONField(verbose_name='รายการ')),
                ('options', models.JSONField(blank=True, default=dict, verbose_name='สิ่งที่เลือก')),
                ('total', models.PositiveIntegerField(verbose_name='ทั้งหมด')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='ทำถึงรายการที่')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='สำเร็จ')),
                ('left_out', models.JSONField(blank=True, default=list, verbose_name='ไม่ได้ทำ')),
                ('back_url', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='หน้าที่กดมา')),
                ('form_key', models.UUIDField(editable=False, verbose_name='รหัสแบบฟอร์ม')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulk_works', to=settings.AUTH_USER_MODEL, verbose_name='ผู้สั่ง')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='สั่งเมื่อ')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='เริ่มเมื่อ')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='เสร็จเมื่อ')),
            ],
            options={
                'verbose_name': 'งานหลายรายการ',
                'verbose_name_plural': 'งานหลายรายการ',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('started_by', 'form_key'), name='bulk_work_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว'), models.CheckConstraint(condition=models.Q(('position__lte', models.F('total')), ('done__lte', models.F('position'))), name='bulk_work_counts_agree', violation_error_message='จำนวนที่ทำแล้วเกินจำนวนทั้งหมด')],
            },
        ),
    ]
