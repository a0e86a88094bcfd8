import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ผู้ส่ง')),
                ('purpose', models.CharField(max_length=64, verbose_name='แบบฟอร์ม')),
                ('key', models.UUIDField(default=uuid.uuid4, verbose_name='รหัส')),
                ('name', models.CharField(max_length=255, verbose_name='ชื่อไฟล์เดิม')),
                ('size', models.PositiveBigIntegerField(verbose_name='ขนาด')),
                ('file', models.FileField(upload_to='kept/', verbose_name='ไฟล์')),
                ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='ส่งเมื่อ')),
            ],
            options={
                'verbose_name': 'ไฟล์ที่รอแบบฟอร์ม',
                'verbose_name_plural': 'ไฟล์ที่รอแบบฟอร์ม',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='kept_file_once_per_form')],
                'indexes': [models.Index(fields=['kept_at'], name='kept_file_age')],
            },
        ),
    ]
