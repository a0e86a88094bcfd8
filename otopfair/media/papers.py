"""Papers from outside, photos or PDF: checked by content, and kept as they came.

An officer compares them with the original, so nothing is drawn on them or made smaller; how they
are sent without the rights of a page stands in `serving.private_file`.
"""

from django.core.files.base import File

from otopfair.media.encoder import KIND as NO_PHOTO
from otopfair.media.encoder import ImageRefused
from otopfair.media.images import check_image, limits

PDF = b"%PDF-"
KIND = "เลือกรูปเป็น JPG PNG WebP หรือไฟล์ PDF"
LOCKED = b"/Encrypt"
HEAD = 16


class PaperRefused(Exception):
    """A Thai sentence about the file."""


def check_paper(file: File) -> None:
    """Raise PaperRefused unless `file` is a photo or a PDF that we take."""
    head = head_of(file)
    if not head.startswith(PDF):
        try:
            check_image(file)
        except ImageRefused as refused:
            raise PaperRefused(
                KIND if refused.message == NO_PHOTO else refused.message
            ) from refused
        return
    most, name = limits().megabytes, file.name
    if file.size > most * 1024 * 1024:
        megabytes = file.size / 1024 / 1024
        raise PaperRefused(f"ไฟล์ต้องเล็กกว่า {most} MB ไฟล์ {name} มีขนาด {megabytes:.1f} MB")
    if LOCKED in file.read():
        raise PaperRefused(f"ไฟล์ {name} มีรหัสผ่าน เปิดไฟล์แล้วบันทึกใหม่แบบไม่มีรหัสผ่าน")
    file.seek(0)


def head_of(file: File) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head
