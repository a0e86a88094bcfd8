"""The register of news: texts and credits; the day and the photos have pages of their own."""

from django.contrib import admin

from fairs.admin.drafted import DraftedTextAdmin
from fairs.forms.news import NewsItemForm
from fairs.models import NewsItem
from otopfair.staff.site import staff_site
from otopfair.thai.admin import text_column, thai_date_column, thai_year_filter


@admin.register(NewsItem, site=staff_site)
class NewsItemAdmin(DraftedTextAdmin):
    goes_out_by = "staff:news-state"
    form = NewsItemForm
    list_display = [
        "title",
        thai_date_column("published_on", "วันที่ของข่าว"),
        text_column("province", "จังหวัด"),
        "state",
    ]
    list_filter = ["state", thai_year_filter("published_on")]
    list_select_related = ["province"]
    search_fields = ["title", "lead", "body", "reporter", "newsroom"]
    autocomplete_fields = ["fair_event", "project", "meeting"]
    readonly_fields = ["state", thai_date_column("published_on", "วันที่ของข่าว")]
    change_form_template = "fairs/work/news_change_form.html"
    fieldsets = [
        ("ข่าว", {"fields": ["title", "lead", "body"]}),
        (
            "ผู้ทำข่าวและที่มา",
            {
                "fields": [
                    ("reporter", "editor"),
                    "newsroom",
                    ("source_name", "source_url"),
                    "earlier_readings",
                ]
            },
        ),
        ("อยู่กับงาน โครงการ หรือประชุม", {"fields": ["province", "fair_event", "project", "meeting"]}),
        ("สถานะ", {"fields": [("state", readonly_fields[1])]}),
    ]


staff_site.rail_register("fairs.newsitem", group="prepare", icon="bell", order=60)
