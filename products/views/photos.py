"""The photos of one product, on the vendor's page and on the officers': the same powers."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect

from otopfair.errors import RuleBroken
from otopfair.media.images import ImageRefused, check_image, limits
from otopfair.media.keeping import drop_kept, keep_file, kept_for
from otopfair.onward import onward, with_onward
from otopfair.stale import StalePage
from otopfair.thai.digits import whole_number
from products.forms.photos import CaptionForm, PhotoForm
from products.models import PhotoState, ProductPhoto
from products.operations.photos import (
    add_photo,
    caption_photo,
    move_photo,
    places_left,
    remove_photo,
    restore_photo,
    retry_photo,
)

NOT_KEPT = "มีไฟล์รออยู่มากแล้ว จึงไม่ได้เก็บรูปนี้ไว้ เลือกรูปนี้ใหม่"


def photo_page(request, product, here: str):
    """The answer to a press on the page of photos, or the context with which it is shown."""
    form = _form(request, product)
    open_caption = None
    if request.method == "POST":
        if "photo_id" in request.POST:
            changed = _change_one(request, product, here)
            if not isinstance(changed, ProductPhoto):
                return changed
            open_caption = changed
        elif "kept" in request.POST:
            return _drop_waiting(request, form, here)
        else:
            form = _form(request, product, request.POST, request.FILES)
            answer = _take(request, product, form, here)
            if answer is not None:
                return answer
            form.waiting = kept_for(request.user, _purpose(product))
    return _shown(request, product, form, open_caption)


def _form(request, product, *sent) -> PhotoForm:
    waiting = kept_for(request.user, _purpose(product))
    return PhotoForm(*sent, waiting=waiting, most_megabytes=limits().megabytes)


def _purpose(product) -> str:
    return f"product-photos-{product.pk}"


def _shown(request, product, form: PhotoForm, open_caption: ProductPhoto | None) -> dict:
    photos = list(product.photos.kept())
    for photo in photos:
        photo.caption_form = _caption_form(photo)
    if open_caption is not None:
        photos = [open_caption if one.pk == open_caption.pk else one for one in photos]
    just = whole_number(request.GET.get("removed"))
    undo = product.photos.filter(pk=just, state=PhotoState.REMOVED).first() if just else None
    return {
        "form": form,
        "product": product,
        "photos": photos,
        "undo": undo,
        "places": places_left(product),
        "most_bytes": limits().megabytes * 1024 * 1024,
        "preparing": any(photo.state == PhotoState.WAITING for photo in photos),
        "has_errors": bool(form.errors or open_caption),
        "wrong": open_caption.caption_form if open_caption else form,
    }


def _caption_form(photo: ProductPhoto, sent=None) -> CaptionForm:
    start = {"caption": photo.caption}
    return CaptionForm(sent, initial=start, auto_id=f"photo-{photo.pk}-%s")


# --- Photos that come in ------------------------------------------------------------------------


def _take(request, product, form: PhotoForm, here: str):
    """Take what was sent. A page script sends one file a request and is answered in JSON."""
    by_script = request.headers.get("Accept") == "application/json"
    if not form.is_valid():
        if by_script:
            return _refusal(form)
        _keep_for_the_rest(request, product, form)
        return None
    refused = _add_all(request, product, form)
    for sentence in refused:
        form.add_error("photo", sentence)
    if by_script:
        return _refusal(form) if refused else JsonResponse({}, status=201)
    if not refused:
        messages.success(request, "ส่งรูปแล้ว")
        return redirect(with_onward(here, onward(request)))
    return None


def _refusal(form: PhotoForm) -> JsonResponse:
    said = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"problem": " ".join(said)}, status=422)


def _keep_for_the_rest(request, product, form: PhotoForm) -> None:
    """Something is missing: the photos stay, and only the missing is asked for."""
    for key, upload in form.uploads():
        try:
            check_image(upload)
        except ImageRefused as refused:
            form.add_error("photo", _named(upload.name, refused.message))
            continue
        if keep_file(request.user, _purpose(product), upload, key=key) is None:
            form.add_error("photo", _named(upload.name, NOT_KEPT))


def _add_all(request, product, form: PhotoForm) -> list[str]:
    """Add every photo that can be added; the sentences of those that cannot, with their names."""
    waiting = [(one.key, one.file, one.name) for one in form.waiting]
    sent = [(key, upload, upload.name) for key, upload in form.uploads()]
    refused = []
    for key, upload, name in (*waiting, *sent):
        try:
            add_photo(product, upload, form_key=key, by=request.user)
        except RuleBroken as broken:
            refused.append(_named(name, broken.message))
    for one in form.waiting:
        drop_kept(one)
    done = len(waiting) + len(sent) - len(refused)
    if refused and done:
        messages.success(request, f"ส่งรูปแล้ว {done} รูป")
    return refused


def _named(name: str, sentence: str) -> str:
    return sentence if name in sentence else f"{name}: {sentence}"


def _drop_waiting(request, form: PhotoForm, here: str):
    for one in form.waiting:
        if str(one.key) == request.POST["kept"]:
            drop_kept(one)
            messages.success(request, f"ไม่ใช้ {one.name} แล้ว")
    return redirect(with_onward(here, onward(request)))


# --- Photos that are there ----------------------------------------------------------------------


def _change_one(request, product, here: str):
    """An answer, or the photo whose new caption could not be saved."""
    key = whole_number(request.POST["photo_id"])
    photo = ProductPhoto.objects.filter(product=product, pk=key).first()
    name, _, place = request.POST.get("act", "").partition(":")
    act = ACTS.get(name)
    back = with_onward(here, onward(request))
    if photo is None or act is None:
        return redirect(back)
    try:
        said = act(request, photo, whole_number(place) or 1)
    except StalePage as stale:
        photo.caption_form.keep(stale)
        return photo
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(back)
    if said is None:
        return photo
    if name == "remove":
        return redirect(f"{back}{'&' if '?' in back else '?'}removed={photo.pk}")
    messages.success(request, said)
    return redirect(f"{back}#photo-{photo.pk}")


def _remove(request, photo, place) -> str:
    remove_photo(photo, by=request.user)
    return "เอารูปออกแล้ว"


def _restore(request, photo, place) -> str:
    restore_photo(photo, by=request.user)
    return "รูปกลับมาแล้ว"


def _retry(request, photo, place) -> str:
    retry_photo(photo, by=request.user)
    return "กำลังเตรียมรูปอีกครั้ง"


def _move(request, photo, place) -> str:
    move_photo(photo, place, by=request.user)
    return "เปลี่ยนรูปหน้าปกแล้ว" if place == 1 else f"ย้ายรูปไปเป็นรูปที่ {place} แล้ว"


def _caption(request, photo, place) -> str | None:
    form = photo.caption_form = _caption_form(photo, request.POST)
    if not form.is_valid():
        return None
    seen = form.cleaned_data["seen"]
    caption_photo(photo, form.cleaned_data["caption"], by=request.user, seen=seen)
    return "บันทึกคำบรรยายรูปแล้ว"


ACTS = {
    "remove": _remove,
    "restore": _restore,
    "retry": _retry,
    "move": _move,
    "caption": _caption,
}
