"""A photo of a venue."""

from otopfair.look.photo_forms import CaptionedPhotoForm


class VenuePhotoForm(CaptionedPhotoForm):
    photo_of = "รูปของสถานที่"
    caption_help = "เช่น ลานด้านทิศเหนือ ตู้ไฟจุดที่ 2"
