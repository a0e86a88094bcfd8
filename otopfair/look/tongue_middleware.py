"""Below /en/ a page is English. Nothing else chooses: one address is one page for every cache."""

from otopfair.tongues import ENGLISH, is_below_english, spoken


class TongueMiddleware:
    """Django's LocaleMiddleware asks cookies and Accept-Language, too, and says "Vary"."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_below_english(request.path_info):
            return self.get_response(request)
        with spoken(ENGLISH):
            return self.get_response(request)
