"""How forms look: ``FORM_RENDERER = "otopfair.look.forms.LookRenderer"``."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """Renders forms and fields from ``templates/forms/``.

    A widget tells its field what to draw with attributes: ``data-suffix`` ("บาท" outside the box),
    ``data-width`` (id, phone, money, date, time, number, short, name) and ``data-money``.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
