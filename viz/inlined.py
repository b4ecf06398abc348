"""What the page carries inside itself, so that it asks nobody for anything: vis-network, our script, our styles."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"


@dataclass(frozen=True, slots=True)
class Inlined:
    """Text for a `<script>` or `<style>` element, and the source expression that a policy allows it by."""

    text: Markup
    allowed_by: str


@cache
def vis_network() -> Inlined:
    """vis-network from the wheel of pyvis, with its licence notice; its licence is Apache-2.0 or MIT.

    The style sheet of the wheel stays out: but for the tooltip, which our styles have, its 220 KB are pictures for
    an editing toolbar that a page to send around does not show.
    """
    return inlined(files("pyvis").joinpath(_VIS_NETWORK).read_text("utf-8"))


@cache
def own(name: str) -> Inlined:
    """A file of this package: `page.js` or `page.css`."""
    return inlined(files("viz").joinpath(name).read_text("utf-8"))


def inlined(source: str) -> Inlined:
    """A script or style made fit for standing inside a page, and its hash as the browser will compute it."""
    # A browser asks for the source map as soon as somebody opens its developer tools.
    text = re.sub(r"\n?//# sourceMappingURL=\S*", "", source)
    # Scripts have these only inside strings and regular expressions, where the backslash changes nothing.
    text = re.sub(r"<(/(?:script|style)|!--)", r"<\\\1", text, flags=re.IGNORECASE)
    # HTML parsers read CRLF as LF before they hash.
    text = "\n" + text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Inlined(Markup(text), f"'sha256-{digest}'")  # files of ours and of a pinned wheel
