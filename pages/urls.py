from django.urls import path

from pages import card, fair, home, open_data, province, search, suggest, texts

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("fairs/<slug:slug>/", fair.fair, name="fair"),
    path("provinces/", province.province_list, name="province-list"),
    path("provinces/<slug:slug>/", province.province, name="province"),
    path("privacy/", texts.privacy, name="privacy"),
    path("help/", texts.help_page, name="help"),
    path("card.png", card.site_card, name="site-card"),
    path("data/", open_data.open_data, name="open-data"),
]
