import django.db.models.deletion
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
            name='HistoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(max_length=64, verbose_name='ชนิดรายการ')),
                ('subject_id', models.BigIntegerField(verbose_name='รายการ')),
                ('verb', models.CharField(max_length=32, verbose_name='การกระทำ')),
                ('summary', models.CharField(max_length=500, verbose_name='สิ่งที่ทำ')),
                ('reason', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='เหตุผล')),
                ('changes', models.JSONField(blank=True, default=dict, verbose_name='ค่าที่เปลี่ยน')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ทำ')),
                ('actor_name', models.CharField(max_length=200, verbose_name='ชื่อผู้ทำ')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='เมื่อ')),
                ('form_key', models.UUIDField(blank=True, editable=False, null=True, verbose_name='รหัสแบบฟอร์ม')),
            ],
            options={
                'verbose_name': 'ประวัติ',
                'verbose_name_plural': 'ประวัติ',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('form_key__isnull', False)), fields=('actor', 'form_key'), name='history_once_per_form', violation_error_message='ส่งแบบฟอร์มนี้แล้ว')],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='history_of_subject')],
            },
        ),
    ]
