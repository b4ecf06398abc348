"""What stands on the cover of every document of the United Nations, and is the title of none."""

from __future__ import annotations

import re

_NAMES = "United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国|الأمم المتحدة"
_ORGANS = (
    "General Assembly|Security Council|Economic and Social Council|Human Rights Council|Secretariat|"
    "Assemblée générale|Conseil de sécurité|Conseil économique et social|Conseil des droits de l’homme|"
    "Asamblea General|Consejo de Seguridad|Consejo Económico y Social|Consejo de Derechos Humanos"
)
_FURNITURE = re.compile(
    rf"(?:{_NAMES})\W*(?:[ASE]/\S+)?"
    rf"|(?:{_ORGANS})(?:\W*(?:Distr\b.*|Official Records|Documents officiels|Documentos Oficiales))?"
    r"|(?:Distr|Original|Langue originale)\b.{0,60}"
    r"|[ASE]/[\w/.()-]+\W*"
    r"|\d{1,2} (?:de )?\w+ (?:de )?\d{4}"
    r"|(?:Agenda )?items? \d.{0,80}|Points? \d.{0,80}|Temas? \d.{0,80}"
    r"|[\w-]+(?: [\w-]+)? (?:special )?session(?: extraordinaire)?"
    r"|\w+(?: \w+){0,2} período (?:extraordinario )?de sesiones",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Whether a line is of that kind: "Distr.: General", "Seventy-eighth session", "Item 5 of the agenda"."""
    return _FURNITURE.fullmatch(line.strip()) is not None
