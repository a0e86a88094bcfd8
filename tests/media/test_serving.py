"""The public address of photos: re-encoded ones only, kept for a year."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NAME = "0123456789abcdef0123456789abcdef-s320.webp"


def test_a_photo_is_sent_as_webp_and_may_be_kept(client):
    default_storage.save(f"photos/{NAME}", ContentFile(b"RIFF"))
    response = client.get(f"/media/photos/{NAME}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"RIFF"
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    default_storage.delete(f"photos/{NAME}")


@pytest.mark.parametrize(
    "path",
    [
        "/media/photos/ffffffffffffffffffffffffffffffff-s320.webp",
        "/media/photos/0123456789abcdef0123456789abcdef-5000.webp",
        "/media/photos/index.html",
        "/media/photos/..%2Fuploads%2Fsecret",
        "/media/uploads/0123456789abcdef0123456789abcdef",
    ],
)
def test_nothing_else_is_served(client, path):
    default_storage.save("uploads/0123456789abcdef0123456789abcdef", ContentFile(b"private"))
    assert client.get(path).status_code == 404
    default_storage.delete("uploads/0123456789abcdef0123456789abcdef")
