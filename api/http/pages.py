"""Pages for people: templates that escape whatever they show, with style from this server and nothing else."""

from __future__ import annotations

import shlex
from importlib.resources import files
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.http.addresses import href, picture
from graph import wording

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all, nothing from elsewhere."""

_templates = Environment(
    loader=PackageLoader("api.http", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["shell"] = shlex.quote  # pyright: ignore[reportUnknownMemberType]
_templates.globals.update(attribution=wording.ATTRIBUTION, href=href, picture=picture, wording=wording)  # pyright: ignore[reportUnknownMemberType]


def page(template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> HTMLResponse:
    """A page made of a template."""
    html = _templates.get_template(template).render(**values)
    return HTMLResponse(html, status, headers={"Content-Security-Policy": PAGE_POLICY, **(headers or {})})


def asset(name: str) -> bytes:
    """A file that pages ask for."""
    return files("api.http").joinpath("templates", name).read_bytes()
