"""A photo for the final report."""

from otopfair.look.photo_forms import CaptionedPhotoForm


class ReportPhotoForm(CaptionedPhotoForm):
    photo_of = "รูปของงาน"
    caption_help = "เช่น ผู้ว่าราชการจังหวัดเปิดงาน"
