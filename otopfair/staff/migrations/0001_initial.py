import django.db.models.deletion
import otopfair.thai.model_fields
from django.conf import settings
from django.contrib.postgres.operations import CreateCollation
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Of PostgreSQL only; SQLite is taught a function (otopfair/thai/ordering.py).
        CreateCollation('thai_natural', provider='icu', locale='th-u-kn-true'),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=80, verbose_name='ทะเบียน')),
                ('name', models.CharField(max_length=60, verbose_name='ชื่อมุมมอง')),
                ('query', otopfair.thai.model_fields.LimitedTextField(blank=True, max_length=2000, verbose_name='ที่อยู่')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ของ')),
            ],
            options={
                'verbose_name': 'มุมมองที่บันทึกไว้',
                'verbose_name_plural': 'มุมมองที่บันทึกไว้',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'register', 'name'), name='saved_view_once', violation_error_message='มีมุมมองชื่อนี้แล้ว')],
            },
        ),
    ]
