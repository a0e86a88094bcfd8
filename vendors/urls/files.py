"""Papers and files of results, and the link of an offer: they exist once, in Thai."""

from django.urls import path

from vendors.views.public import answers, draws, results

urlpatterns = [
    path(
        "fairs/<slug:slug>/results/<int:announcement_id>/announcement.pdf",
        results.fair_result_pdf,
        name="fair-result-pdf",
    ),
    path("fairs/<slug:slug>/draws/draw.py", draws.fair_draw_script, name="fair-draw-script"),
    path(
        "fairs/<slug:slug>/draws/<int:draw_id>/list.txt",
        draws.fair_draw_list,
        name="fair-draw-list",
    ),
    path(
        "fairs/<slug:slug>/draws/<int:draw_id>/draw.json",
        draws.fair_draw_file,
        name="fair-draw-file",
    ),
    path("answer/<str:token>/", answers.offer_answer, name="offer-answer"),
]
