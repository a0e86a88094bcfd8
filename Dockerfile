# Otopfair: web server by default; the worker is the same image with `python manage.py worker`.
# Needs SECRET_KEY and DATABASE_URL; docs/operations.md lists the rest.

FROM python:3.13-slim-bookworm AS packages
ENV UV_PYTHON_PREFERENCE=only-system UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy \
    UV_PROJECT_ENVIRONMENT=/app/.venv
RUN python -m pip install --no-cache-dir --quiet uv==0.13.8
WORKDIR /app
# This image has no compiler either: a package that would need one fails here, not in service.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --extra redis --compile-bytecode --quiet

COPY . .
# The key signs nothing here and stays out of the image.
RUN SECRET_KEY=only-for-collecting-static-files-in-the-image-build \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && .venv/bin/python -m compileall -q fairs onsite otopfair products vendors \
    && rm -rf var


FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 PATH=/app/.venv/bin:$PATH BIND=0.0.0.0:8000 MEDIA_ROOT=/data/media
RUN useradd --system --uid 10001 --no-create-home otopfair \
    && install -d -o otopfair -g otopfair /data /data/media /app/var
WORKDIR /app
COPY --from=packages /app /app
USER otopfair
VOLUME /data
EXPOSE 8000
# The Host header must be one that ALLOWED_HOSTS knows.
HEALTHCHECK --interval=15s --timeout=4s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].lstrip('.')}), timeout=3)"]
CMD ["gunicorn"]
