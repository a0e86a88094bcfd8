"""A product enters the catalogue, changes, leaves it, gets photos and stars.

`Product.is_public`, `province`, `stars` and `stars_year_be` are kept with the row for the lists;
this module is the only one that writes them.
"""

from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.db.models.signals import post_save
from django.dispatch import receiver

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import ImageRefused, check_image
from products.models import Product, ProductPhoto, StarRating, StarRound
from products.tasks import prepare_photo
from vendors.models import Vendor

FIELDS = (
    "category",
    "group",
    "name_th",
    "name_en",
    "otop_code",
    "price_baht",
    "price_unit",
    "story",
    "material",
    "care",
    "is_published",
)
LABELS = {column.name: str(column.verbose_name) for column in Product._meta.fields}
MOST_PHOTOS = 8


class StaleProduct(RuleBroken):
    """Somebody else saved the product after this form was opened; nothing is overwritten."""

    def __init__(self) -> None:
        super().__init__("มีผู้แก้ไขสินค้านี้หลังจากคุณเปิดหน้า ดูความต่าง แล้วบันทึกอีกครั้ง")


def add_product(vendor: Vendor, *, by, form_key: UUID | None = None, **values) -> Product:
    """Add a product of `vendor`; `values` are columns of FIELDS. A repeated form gets the first."""
    with transaction.atomic():
        vendor = lock(vendor)
        if form_key is not None:
            earlier = Product.objects.filter(vendor=vendor, form_key=form_key).first()
            if earlier is not None:
                return earlier
        product = Product(vendor=vendor, form_key=form_key)
        _write(product, values)
        record(product, "add", "เพิ่มสินค้า", by=by)
    return product


def save_product(product: Product, *, by, seen_version: int | None = None, **values) -> Product:
    """Change a product. Raises StaleProduct when `seen_version` is no longer the row's version."""
    with transaction.atomic():
        product = _locked(product)
        if seen_version is not None and seen_version != product.version:
            raise StaleProduct()
        changes = {
            LABELS[name]: [_text(before), _text(values[name])]
            for name in FIELDS
            if name in values and (before := getattr(product, name)) != values[name]
        }
        if not changes:
            return product
        product.version += 1
        _write(product, values)
        record(product, "change", "แก้สินค้า", by=by, changes=changes)
    return product


def withdraw_product(product: Product, *, by) -> Product:
    """Take a product out of the catalogue; its sales, ratings and photos stay."""
    return _set_withdrawn(product, True, "เลิกขาย", by)


def restore_product(product: Product, *, by) -> Product:
    """Undo a withdrawal."""
    return _set_withdrawn(product, False, "กลับมาขาย", by)


def _set_withdrawn(product: Product, withdrawn: bool, summary: str, by) -> Product:
    with transaction.atomic():
        product = _locked(product)
        if product.is_withdrawn != withdrawn:
            product.is_withdrawn = withdrawn
            product.version += 1
            _write(product, {})
            record(product, "withdraw" if withdrawn else "restore", summary, by=by)
    return product


def _locked(product: Product) -> Product:
    """Lock vendor, then product: a vendor that is published meanwhile must not be missed."""
    vendor = lock(product.vendor)
    product = lock(product)
    product.vendor = vendor
    return product


def _write(product: Product, values: dict) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise TypeError(f"not a column of the catalogue form: {name}")
        setattr(product, name, value)
    set_kept_columns(product)
    product.save()


def set_kept_columns(product: Product) -> None:
    """Bring `province` and `is_public` in step with product and vendor, before a save."""
    product.province_id = product.vendor.province_id
    product.is_public = (
        product.is_published and not product.is_withdrawn and product.vendor.is_published
    )


def _text(value) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่"
    return "" if value is None else str(value)


@receiver(post_save, sender=Vendor, dispatch_uid="products.follow_vendor")
def follow_vendor(sender, instance: Vendor, created: bool, raw: bool = False, **kwargs) -> None:
    """Products follow their vendor's province and publication, whoever saved the vendor."""
    if created or raw:
        return
    products = Product.objects.filter(vendor=instance)
    products.exclude(province=instance.province_id).update(province=instance.province_id)
    if not instance.is_published:
        products.filter(is_public=True).update(is_public=False)
        return
    products.filter(is_published=True, is_withdrawn=False, is_public=False).update(is_public=True)


def rate_product(product: Product, star_round: StarRound, stars: int, *, by=None) -> StarRating:
    """Set the stars of one round; the row shows those of the newest round.

    Raises RuleBroken unless `stars` is 1 to 5.
    """
    if not 1 <= stars <= 5:
        raise RuleBroken("ดาวต้องเป็น 1 ถึง 5", field="stars")
    with transaction.atomic():
        product = lock(product)
        rating, _ = StarRating.objects.update_or_create(
            product=product, star_round=star_round, defaults={"stars": stars}
        )
        refresh_stars(product)
        record(product, "rate", f"ได้ {stars} ดาว ปี {star_round.year_be}", by=by)
    return rating


def unrate_product(rating: StarRating, *, by) -> None:
    """Take back a rating that was entered by mistake."""
    with transaction.atomic():
        product = lock(rating.product)
        summary = f"เอาผล {rating.stars} ดาว ปี {rating.star_round.year_be} ออก"
        rating.delete()
        refresh_stars(product)
        record(product, "unrate", summary, by=by)


def refresh_stars(product: Product) -> None:
    """Bring `stars` in step with the rating of the newest round."""
    newest = product.ratings.order_by("-star_round__year_be").select_related("star_round").first()
    product.stars = newest.stars if newest else None
    product.stars_year_be = newest.star_round.year_be if newest else None
    product.save()


def add_photo(product: Product, upload, *, by, caption: str = "") -> ProductPhoto:
    """Keep an uploaded photo and have it re-encoded after commit; `upload` is an uploaded file.

    Raises RuleBroken (field "photo") when the file is no photo that we take, or there are enough.
    """
    try:
        check_image(upload)
    except ImageRefused as refused:
        raise RuleBroken(refused.message, field="photo") from refused
    with transaction.atomic():
        product = lock(product)
        if product.photos.count() >= MOST_PHOTOS:
            raise RuleBroken(f"มีรูปครบ {MOST_PHOTOS} รูปแล้ว เอารูปเก่าออกก่อน", field="photo")
        last = product.photos.aggregate(last=Max("sequence"))["last"] or 0
        photo = ProductPhoto(product=product, caption=caption, sequence=last + 1)
        photo.upload.save(uuid4().hex, upload, save=False)
        photo.save()
        record(product, "add_photo", "เพิ่มรูป และยืนยันว่ามีสิทธิ์ใช้รูปนี้", by=by)
        transaction.on_commit(partial(prepare_photo.enqueue, photo.pk))
    return photo


def remove_photo(photo: ProductPhoto, *, by) -> None:
    """Take a photo away, with its files."""
    with transaction.atomic():
        product = lock(photo.product)
        files = [photo.upload, photo.small, photo.large]
        photo.delete()
        record(product, "remove_photo", "เอารูปออก", by=by)
        for file in files:
            if file.name:
                transaction.on_commit(partial(file.storage.delete, file.name))


def lead_with_photo(photo: ProductPhoto, *, by) -> None:
    """Make a photo the first one: it is the one on cards."""
    with transaction.atomic():
        product = lock(photo.product)
        others = product.photos.exclude(pk=photo.pk).order_by("sequence", "pk")
        for sequence, row in enumerate([photo, *others], start=1):
            ProductPhoto.objects.filter(pk=row.pk).update(sequence=sequence)
        record(product, "order_photos", "เลือกรูปหน้าปก", by=by)
