"""The REST API: `create_app` makes the application from settings."""

from __future__ import annotations

from api.http.app import create_app

__all__ = ["create_app"]
