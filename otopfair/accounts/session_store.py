"""Sessions in the database, each read together with the account that it belongs to."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from otopfair.prepared import MOMENT, TEXT, Prepared


class Session(AbstractBaseSession):
    """As Django keeps them, with whose it is."""

    account = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="sessions")

    class Meta:
        verbose_name = verbose_name_plural = "การเข้าสู่ระบบ"

    def __str__(self) -> str:
        return str(self.account or "ไม่ได้เข้าสู่ระบบ")  # the key would let in whoever reads it

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


def _sessions(key, now):
    rows = Session.objects.filter(session_key=key, expire_date__gt=now)
    return rows.select_related("account").order_by()


SESSION = Prepared(_sessions, TEXT, MOMENT)


class SessionStore(db.SessionStore):
    account = None  # as it stood in the database when the session was read

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.account_id = data.get(SESSION_KEY)
        return session

    def _get_session_from_db(self):
        session = SESSION.one(self.session_key, timezone.now())
        if session is None:
            self._session_key = None
            return None
        self.account = session.account
        return session
