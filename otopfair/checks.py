"""Start-up checks that look into the database, and at the office's files."""

from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from otopfair.documents.emblem import whats_wrong_with_emblem

# Four trigrams come out of this word when the database knows that Thai letters are letters.
THAI_WORD, THAI_TRIGRAMS = "ผ้า", 4


@register(Tags.database)
def check_thai_trigrams(app_configs=None, databases=None, **kwargs):
    """Thai search on PostgreSQL needs a database whose locale knows Thai letters."""
    return [
        Warning(
            f'The database "{alias}" finds no trigrams in Thai words, so that search is slow.',
            hint="Make the database anew with a UTF-8 locale: "
            "CREATE DATABASE otopfair TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';",
            id="otopfair.W001",
        )
        for alias in databases or []
        if _lacks_thai_trigrams(connections[alias])
    ]


def _lacks_thai_trigrams(connection) -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone() is None:
            return False
        cursor.execute("SELECT cardinality(show_trgm(%s))", [THAI_WORD])
        return cursor.fetchone()[0] != THAI_TRIGRAMS


@register(Tags.files)
def check_emblem(app_configs=None, **kwargs):
    """Better at the start than with the first order that is printed."""
    if not (wrong := whats_wrong_with_emblem()):
        return []
    hint = "Name a PNG or JPEG of the garuda, or leave EMBLEM_PICTURE out."
    return [Error(f"EMBLEM_PICTURE {wrong}", hint=hint, id="otopfair.E001")]
