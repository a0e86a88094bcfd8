"""The answer to an offer, given by the link of the message."""

from django import forms


class AnswerForm(forms.Form):
    """One of two buttons."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
