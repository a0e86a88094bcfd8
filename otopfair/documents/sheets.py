"""Reading spreadsheets from outside: checked before they are opened, typed cells, no formulas.

A file is hostile until proved otherwise: its kind comes from its content and never from its name,
the declared sizes inside an archive are added up before anything is unpacked, and a formula is
never computed.
"""

from otopfair.documents.grid import Book, Sheet, SheetError, not_a_spreadsheet
from otopfair.documents.html_tables import is_web_page, read_web_page
from otopfair.documents.old_workbooks import read_old_workbook, with_password
from otopfair.documents.text_tables import decoded, read_text_table
from otopfair.documents.workbooks import read_workbook

MOST_BYTES = 8 * 1024 * 1024
ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv,.txt,.tsv"

_ZIP_SIGN = b"PK\x03\x04"
# Old .xls files and password-protected .xlsx files are the same kind of container.
_OLE_SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_XLS_SIGNS = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
)
_ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = {
    b"%PDF": "ไฟล์นี้เป็น PDF ใช้ไฟล์ Excel ต้นฉบับ หรือพิมพ์ตารางลงในแม่แบบจากหน้านี้",
    b"\x89PNG": "ไฟล์นี้เป็นรูป ต้องเป็น .xlsx .xls .ods หรือ .csv เลือกไฟล์อื่น",
    b"\xff\xd8\xff": "ไฟล์นี้เป็นรูป ต้องเป็น .xlsx .xls .ods หรือ .csv เลือกไฟล์อื่น",
}
_XML_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_book(data: bytes) -> Book:
    """The visible worksheets with what stands in them, whatever the file is called.

    Raises SheetError with a sentence for the person who chose the file.
    """
    if not data:
        raise SheetError("ไฟล์ที่เลือกว่างเปล่า เลือกไฟล์อื่น")
    if len(data) > MOST_BYTES:
        raise SheetError("ไฟล์ใหญ่เกิน 8 MB ลบรูปหรือแผ่นงานที่ไม่ใช้ แล้วเลือกใหม่")
    book = _read(data)
    empty = [(sheet.name, "ว่าง") for sheet in book.sheets if not sheet.rows]
    sheets = [sheet for sheet in book.sheets if sheet.rows]
    if not sheets:
        raise SheetError("ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์อื่น")
    return Book(sheets, [*book.unread, *empty])


def read_sheets(data: bytes) -> list[Sheet]:
    """The worksheets alone."""
    return read_book(data).sheets


def _read(data: bytes) -> Book:
    if data.startswith(_OLE_SIGN):
        if _ENCRYPTED_MARK in data:
            raise with_password()
        return read_old_workbook(data)
    if data.startswith(_BARE_XLS_SIGNS):
        return read_old_workbook(data)
    if data.startswith(_ZIP_SIGN):
        return read_workbook(data)
    for sign, sentence in _OTHER_KINDS.items():
        if data.startswith(sign):
            raise SheetError(sentence)
    if _XML_OF_2003 in data[:4_000]:
        raise SheetError("ไฟล์นี้เป็น XML ของ Excel 2003 เปิดใน Excel แล้วบันทึกเป็น .xlsx")
    if is_web_page(data):
        return read_web_page(data)
    if data.startswith(b"<"):
        raise not_a_spreadsheet()
    return read_text_table(decoded(data))
