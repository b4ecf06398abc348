# The API and the command line in one image. The graph is elsewhere (RECALLING_GRAPH), the library on a volume at /data.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore \
    HOME=/data

WORKDIR /app

# First what seldom changes, so that a change of code installs nothing again.
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY graph ./graph
COPY loaders ./loaders
COPY viz ./viz
COPY api ./api
RUN pip install --no-build-isolation --no-deps .

RUN useradd --system --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin recalling \
    && install --directory --owner recalling --mode 0700 /data
USER 10001
VOLUME /data
# Away from the sources: what is installed is what runs.
WORKDIR /data

EXPOSE 8000
ENTRYPOINT ["recalling"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
