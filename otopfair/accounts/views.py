"""allauth's sign-in views, with our status for a form that must be corrected: 422."""

from allauth.account import views
from django.contrib import messages
from django.urls import reverse_lazy


class _Answers422:
    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class LoginView(_Answers422, views.LoginView):
    pass


class SignupView(_Answers422, views.SignupView):
    pass


class PasswordResetView(_Answers422, views.PasswordResetView):
    pass


class PasswordResetFromKeyView(_Answers422, views.PasswordResetFromKeyView):
    pass


class PasswordChangeView(_Answers422, views.PasswordChangeView):
    success_url = reverse_lazy("after-sign-in")

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, "เปลี่ยนรหัสผ่านแล้ว ครั้งหน้าใช้รหัสใหม่")
        return response
