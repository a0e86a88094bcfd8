"""A form that its page sends itself, so that the progress of a file is seen."""

SENT_BY_PAGE = "X-Sent-By-Page"
LEADS_TO = "X-Leads-To"


class SentByPageMiddleware:
    """Tells the page where a browser would be led: a script that followed by itself would read what
    is said there once, and the person would not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if SENT_BY_PAGE in request.headers and response.has_header("Location"):
            response.headers[LEADS_TO] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response
