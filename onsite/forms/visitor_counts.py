"""The gates of a fair, the numbers of a day, and what a clicker sends."""

from django import forms
from django.core.exceptions import ValidationError

from onsite.models import CountMethod
from onsite.models.visitor_counts import MOST_PEOPLE
from onsite.operations.visitor_counts import seen_of_count
from onsite.reports.visitor_counts import DayGrid
from otopfair.look.forms import KeyedForm
from otopfair.stale import SeenField
from otopfair.thai.digits import whole_number
from otopfair.thai.forms import NormalisedCharField, WholeNumberField


class GateForm(forms.Form):
    name = NormalisedCharField(
        label="ชื่อประตู",
        max_length=60,
        help_text="เช่น ประตูลานจอดรถ",
        error_messages={"required": "กรอกชื่อประตู"},
    )

    use_required_attribute = False


class CountsForm(forms.Form):
    """Hours by gates. A cell that is left empty was not counted."""

    method = forms.ChoiceField(label="วิธีนับของตัวเลขที่พิมพ์", choices=CountMethod.choices)
    everywhere = forms.BooleanField(label="ใช้วิธีนี้กับทุกช่องที่มีตัวเลข", required=False)

    use_required_attribute = False

    def __init__(self, *args, grid: DayGrid, **kwargs):
        self.grid = grid
        super().__init__(*args, **kwargs)
        for row in grid.rows:
            for gate, count in row.cells:
                cell = f"{gate.pk}-{row.hour}"
                self.fields[f"people-{cell}"] = WholeNumberField(
                    label=f"{gate} {row.hours}",
                    required=False,
                    max_value=MOST_PEOPLE,
                    initial=count.people if count else None,
                    error_messages={"max_value": f"ไม่เกิน {MOST_PEOPLE:,} คน"},
                )
                self.fields[f"seen-{cell}"] = SeenField(initial=seen_of_count(count))

    def rows(self) -> list[dict]:
        """As the page shows them: the boxes of each hour beside what stands there."""
        return [
            {
                "row": row,
                "cells": [
                    (
                        gate,
                        count,
                        self[f"people-{gate.pk}-{row.hour}"],
                        self[f"seen-{gate.pk}-{row.hour}"],
                    )
                    for gate, count in row.cells
                ],
            }
            for row in self.grid.rows
        ]

    def changed(self) -> list[tuple]:
        """(gate, hour, people, method, seen) of every cell that says something else now."""
        typed, found = self.cleaned_data, []
        for row in self.grid.rows:
            for gate, count in row.cells:
                cell = f"{gate.pk}-{row.hour}"
                people, seen = typed.get(f"people-{cell}"), typed.get(f"seen-{cell}", "")
                before = count.people if count else None
                other_way = count and typed["everywhere"] and count.method != typed["method"]
                if people != before or other_way or seen != seen_of_count(count):
                    found.append((gate, row.hour, people, typed["method"], seen))
        return found


class TapForm(KeyedForm):
    gate = forms.CharField(max_length=20)
    hour = WholeNumberField(max_value=23)
    people = WholeNumberField(min_value=1, max_value=MOST_PEOPLE)

    def clean_gate(self) -> int:
        key = whole_number(self.cleaned_data["gate"])
        if key is None:
            raise ValidationError("เลือกประตู")
        return key
