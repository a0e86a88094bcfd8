"""One photo and the words below it: the form of every page that puts such a photo in."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import NormalisedCharField


class CaptionedPhotoForm(KeyedForm):
    """A subclass says of what the photo is; whether it is one, its operation decides."""

    photo_of: str
    photo_help = "รูป JPG PNG หรือ WebP"
    caption_help: str

    photo = forms.FileField(
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        allow_empty_file=True,
        error_messages={"required": "เลือกรูปก่อน"},
    )
    caption = NormalisedCharField(
        label="คำบรรยาย", max_length=200, error_messages={"required": "เขียนว่ารูปนี้คืออะไร"}
    )

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].label = self.photo_of
        self.fields["photo"].help_text = self.photo_help
        self.fields["caption"].help_text = self.caption_help
