"""The picture as one HTML file that works offline: a pyvis network in a page of our own that calls nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from graph.model import Ref
from graph.wording import ATTRIBUTION
from viz.inlined import own, vis_network
from viz.layout import Point, place, room
from viz.looks import BACKGROUND, Look, strokes
from viz.picture import TITLES_UP_TO, DrawnNode, Line, Picture
from viz.table import rows

LARGE = 500
"""From so many nodes on, what costs time at every movement of the pointer is switched off."""

ROWS_AT_ONCE = 500
"""So many rows of a table are laid out at once; the others are in the page and come with a button or the filter."""

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
_SELECTED = "#000000"
_ASIDE, _ASIDE_IN_LARGE = "#8c8c8c", "#c3c8ce"  # the second only where single lines cannot be told apart anyway


def network(picture: Picture, positions: Mapping[Ref, Point]) -> Any:
    """The picture as a `pyvis.network.Network`, for who wants to go on with it; its nodes are numbered from 0.

    Its lists are filled directly, since `Network.add_edge` goes through all nodes for every edge; its options are a
    dict, since `Network.set_options` takes the spaces out of every string.
    """
    # Imported here, because it imports IPython: more than a second, which no other format should wait for.
    from pyvis.network import Network  # pyright: ignore[reportMissingTypeStubs]

    drawn: Any = Network(directed=True, height="100%", width="100%", bgcolor=BACKGROUND)
    numbers = {node.ref: number for number, node in enumerate(picture.nodes)}
    titled = len(picture.nodes) <= TITLES_UP_TO  # bold tells symbols from titles; alone, plain ones read better
    drawn.nodes = [
        _node(node, numbers[node.ref], positions[node.ref], bold=titled or node.centre) for node in picture.nodes
    ]
    drawn.node_ids = list(numbers.values())
    drawn.node_map = {node["id"]: node for node in drawn.nodes}
    drawn.edges = [_edge(line, rank, numbers) for rank, line in enumerate(picture.lines)]
    drawn.options = _options(picture)
    return drawn


def page(picture: Picture) -> bytes:
    """The picture and its table as one HTML file in UTF-8. Equal pictures give equal bytes."""
    nodes, edges, _, _, _, options = network(picture, place(picture)).get_network_data()
    scripts, style = (vis_network(), own("page.js")), own("page.css")
    html = _template().render(
        picture=picture,
        rows=rows(picture),
        at_once=ROWS_AT_ONCE,
        looks=_looks_in(picture.nodes),
        strokes=[stroke for stroke in strokes() if any(line.stroke == stroke for line in picture.lines)],
        hollow=any(node.hollow for node in picture.nodes),
        several=any(len(line.edges) > 1 for line in picture.lines),
        nodes=_in_page(nodes),
        edges=_in_page(edges),
        options=_in_page(json.loads(options)),
        scripts=[script.text for script in scripts],
        style=style.text,
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src {' '.join(script.allowed_by for script in scripts)}",
                f"style-src {style.allowed_by}",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        attribution=ATTRIBUTION,
    )
    return html.encode("utf-8", "replace")


def _in_page(value: Any) -> Markup:
    """JSON that cannot end the script element it stands in: <, >, & and ' are escaped, as is all beyond ASCII."""
    return htmlsafe_json_dumps(value, separators=(",", ":"))


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("viz").joinpath("template.html.j2").read_text("utf-8"))


def _node(node: DrawnNode, number: int, position: Point, *, bold: bool) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "id": number,
        "label": _marked_up(node.caption) if bold else _escaped(node.caption),
        "title": node.tooltip,
        "group": _group(node),
        "size": node.size,
        "x": position[0],
        "y": position[1],
        "room": _room(node),
    }
    if node.url:
        drawn["url"] = node.url
    if node.centre:
        drawn["borderWidth"] = 4
        drawn["borderWidthSelected"] = 5
        drawn["font"] = {"size": 17, "strokeWidth": 4, "bold": {"size": 19}}
    return drawn


def _room(node: DrawnNode) -> list[float]:
    """Half its width, and its height above and below, for the page's own reckoning of the whole picture."""
    box = room(node)
    return [round(box.width / 2, 1), round(box.above, 1), round(box.below, 1)]


def _escaped(caption: str) -> str:
    return caption.replace("&", "&amp;").replace("<", "&lt;")


def _marked_up(caption: str) -> str:
    """The symbol bold. These tags are for vis-network's canvas alone: no HTML comes of them."""
    symbol, *title = _escaped(caption).split("\n")
    return "\n".join([f"<b>{symbol}</b>", *title])


def _group(node: DrawnNode) -> str:
    return f"{node.look.shape} {node.look.fill}{' hollow' if node.hollow else ''}"


def _edge(line: Line, rank: int, numbers: Mapping[Ref, int]) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "id": rank,
        "from": numbers[line.start_at],
        "to": numbers[line.end_at],
        "title": line.tooltip,
    }
    # Citations among the neighbours stand back, so that those of the centre can be followed. They are most of the
    # lines, so that theirs is the look that need not be said.
    if not line.aside:
        drawn["width"] = line.stroke.width
    if not (line.aside and line.edges[0].kind == "CITES"):
        drawn["color"] = _line_colour(line.stroke.color)
    if line.stroke.dashes:
        drawn["dashes"] = list(line.stroke.dashes)
    if line.caption:
        drawn["label"] = line.caption
    if line.curve:
        drawn["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": 0.14 * line.curve}
    return drawn


def _line_colour(colour: str) -> dict[str, str]:
    return {"color": colour, "highlight": _SELECTED, "hover": _SELECTED}


def _options(picture: Picture) -> dict[str, Any]:
    large = len(picture.nodes) >= LARGE
    font = {"face": _FONT, "strokeColor": BACKGROUND, "strokeWidth": 3}
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        # Positions are ours: vis-network would first compute others, which at 3,000 nodes takes minutes.
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": not large,
            "hideEdgesOnDrag": large,
            "hideEdgesOnZoom": large,
            "hoverConnectedEdges": True,
            "tooltipDelay": 120,
            # Without autoFocus: false, the page would open scrolled down to the picture.
            "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        },
        "nodes": {
            "borderWidth": 1.5,
            "font": {**font, "size": 13, "color": "#33383d", "multi": "html", "bold": {"color": "#000000", "size": 13}},
            "scaling": {"label": {"enabled": False, "drawThreshold": 6}},
        },
        "edges": {
            "color": _line_colour(_ASIDE_IN_LARGE if large else _ASIDE),
            "width": 0.8,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
            "smooth": False,
            "selectionWidth": 1.5,
            "hoverWidth": 1.0,
            "font": {**font, "size": 11, "color": "#333333", "align": "horizontal"},
            "scaling": {"label": {"enabled": False, "drawThreshold": 10}},
        },
        "groups": {_group(node): _colours(node.look, hollow=node.hollow) for node in sorted(picture.nodes, key=_group)},
    }


def _colours(look: Look, *, hollow: bool) -> dict[str, Any]:
    fill = BACKGROUND if hollow else look.fill
    chosen = {"background": fill, "border": _SELECTED}
    drawn: dict[str, Any] = {
        "shape": look.shape,
        "color": {"background": fill, "border": look.border, "highlight": chosen, "hover": chosen},
    }
    if hollow:
        drawn["shapeProperties"] = {"borderDashes": [4, 3]}
    return drawn


def _looks_in(nodes: Iterable[DrawnNode]) -> dict[Look, str]:
    """The looks in the picture and the kinds that have them, in words."""
    kinds: dict[Look, set[str]] = {}
    for node in nodes:
        kinds.setdefault(node.look, set()).add(node.kind)
    named = {look: ", ".join(sorted(named)) for look, named in kinds.items()}
    return dict(sorted(named.items(), key=lambda item: item[1]))
