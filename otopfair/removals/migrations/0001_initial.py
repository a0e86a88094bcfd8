import django.db.models.deletion
import otopfair.removals.models
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
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='สิ่งที่ลบ')),
                ('done_word', models.CharField(default='ลบ', max_length=32, verbose_name='สิ่งที่ทำ')),
                ('root_type', models.CharField(max_length=64, verbose_name='ชนิด')),
                ('root_id', models.BigIntegerField(verbose_name='รายการ')),
                ('owner_type', models.CharField(blank=True, max_length=64, verbose_name='ชนิดของรายการแม่')),
                ('owner_id', models.CharField(blank=True, max_length=32, verbose_name='รายการแม่')),
                ('permission', models.CharField(max_length=100, verbose_name='สิทธิ์ที่ใช้เรียกคืน')),
                ('goes', models.JSONField(default=list, verbose_name='สิ่งที่ไปด้วย')),
                ('rows', models.JSONField(encoder=otopfair.removals.models.ExactEncoder, verbose_name='ข้อมูลที่เก็บไว้')),
                ('links', models.JSONField(default=list, verbose_name='รายการที่เคยผูกอยู่')),
                ('changes', models.JSONField(default=list, encoder=otopfair.removals.models.ExactEncoder, verbose_name='ค่าที่กลับเป็นค่าเดิม')),
                ('stays', models.JSONField(default=list, verbose_name='สิ่งที่คงไว้')),
                ('reason', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=4000, verbose_name='เหตุผล')),
                ('back_url', models.CharField(max_length=255, verbose_name='หน้าที่กลับไป')),
                ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ลบ')),
                ('removed_at', models.DateTimeField(auto_now_add=True, verbose_name='ลบเมื่อ')),
                ('restored_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้เรียกคืน')),
                ('restored_at', models.DateTimeField(blank=True, null=True, verbose_name='เรียกคืนเมื่อ')),
            ],
            options={
                'verbose_name': 'สิ่งที่ลบแล้ว',
                'verbose_name_plural': 'สิ่งที่ลบแล้ว',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['owner_type', 'owner_id', '-id'], name='removal_of_owner')],
            },
        ),
    ]
