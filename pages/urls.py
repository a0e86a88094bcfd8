from django.urls import path

from pages import fair, home, portal, province, search, signed_in, texts

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("fairs/<slug:slug>/", fair.fair, name="fair"),
    path("provinces/", province.province_list, name="province-list"),
    path("provinces/<slug:slug>/", province.province, name="province"),
    path("my/", portal.home, name="my-home"),
    path("privacy/", texts.privacy, name="privacy"),
    path("help/", texts.help_page, name="help"),
    path("after-sign-in/", signed_in.after_sign_in, name="after-sign-in"),
]
