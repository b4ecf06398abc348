"""What stands on the cover of every document of the United Nations, and is the title of none."""

from __future__ import annotations

import re

_NAMES = "United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联合国|الأمم المتحدة"
_ORGANS = (
    "General Assembly|Security Council|Economic and Social Council|Human Rights Council|Secretariat|"
    "Assemblée générale|Conseil de sécurité|Conseil économique et social|Conseil des droits de l’homme|"
    "Asamblea General|Consejo de Seguridad|Consejo Económico y Social|Consejo de Derechos Humanos|"
    "Генеральная Ассамблея|Совет Безопасности|Экономический и Социальный Совет|Совет по правам человека|"
    "大会|安全理事会|经济及社会理事会|人权理事会|"
    "الجمعية العامة|مجلس الأمن|المجلس الاقتصادي والاجتماعي|مجلس حقوق الإنسان"
)
_FURNITURE = re.compile(
    rf"(?:{_NAMES})\W*(?:[ASE]/\S+)?"
    rf"|(?:{_ORGANS})(?:\W*(?:Distr\b.*|Official Records|Documents officiels|Documentos Oficiales))?"
    r"|(?:Distr\b|Original\s?:|Langue originale|Idioma original|Язык оригинала|原文|الأصل).{0,60}"
    r"|[ASE]/[\w/.()-]+\W*"
    r"|\d{1,2} (?:de )?\w+ (?:de )?\d{4}(?: года)?|\d{4} ?年.{3,8}日|\d{1,2} \S+/\S+(?: \S+)? \d{4}"
    r"|(?:Agenda )?items? \d{1,3}(?: \(\w\))?(?: (?:of|and) .{0,60}(?:agenda|list)\W*)?"
    r"|Points? \d{1,3}(?: .{0,60}(?:ordre du jour|liste)\b.{0,20})?"
    r"|Temas? \d{1,3}(?: .{0,60}(?:programa|lista)\b.{0,20})?"
    r"|Пункт \d{1,3}.{0,60}|议程项目 ?\d{1,3}|البند \d{1,3}.{0,60}"
    r"|[\w-]*(?:first|second|third|th)(?: (?:emergency )?special)? session"
    r"|[\w-]*(?:ième|première)(?: \w+)? session(?: extraordinaire)?(?: d’urgence)?"
    r"|\w+(?: \w+){0,2} período (?:extraordinario )?de sesiones"
    r"|\S+(?: \S+)? сессия|第\S{1,6}届(?:会议|特别会议)|الدورة .{3,30}",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Whether a line is of that kind: "Distr.: General", "Seventy-eighth session", "Item 5 of the agenda"."""
    return _FURNITURE.fullmatch(line.strip()) is not None
