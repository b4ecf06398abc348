"""Settings from the command line, the environment (`RECALLING_…`) and a `.env` file in the working directory."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_dir
from pydantic import Field, PlainValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.variables import PREFIX, VARIABLES, environment_name
from graph.engines.address import GraphAddress
from graph.errors import BadSetting


def _address(value: object) -> GraphAddress:
    return value if isinstance(value, GraphAddress) else GraphAddress.parse(str(value))


def _path(value: object) -> Path:
    text = str(value)
    if "\0" in text:
        raise ValueError("a path without a NUL character is wanted")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:  # ~nobody
        raise ValueError(f"the home directory in {text!r} is unknown") from error


def _seconds(value: object) -> float:
    text = str(value).strip().lower()
    if text in ("forever", "inf"):
        return math.inf
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not (number >= 0 and math.isfinite(number)):
        raise ValueError("a number of seconds, or forever, is wanted")
    return number


def _means(name: str) -> str:
    return str(VARIABLES[name])


_WANTED = {
    "host": "the name or number of an address is wanted",
    "port": "a whole number from 0 to 65535 is wanted",
    "autoload": "true or false is wanted",
    "log_level": "debug, info, warning or error is wanted",
    "log_format": "auto, text or json is wanted",
}
"""What pydantic would say in words of its own."""


class Settings(BaseSettings):
    """All settings, checked. Use `read_settings`, which raises errors of our own tree."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        # Compose files pass what is not set as an empty text.
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )

    graph: Annotated[GraphAddress, NoDecode, PlainValidator(_address)] = Field(
        default_factory=lambda: GraphAddress.parse("embedded:"), description=_means("graph")
    )
    library: Annotated[Path, PlainValidator(_path)] = Field(
        default_factory=lambda: Path(user_data_dir("recalling", appauthor=False)) / "library.sqlite",
        description=_means("library"),
    )
    user: str | None = Field(default=None, description=_means("user"))
    password: SecretStr | None = Field(default=None, description=_means("password"))
    linger: Annotated[float, PlainValidator(_seconds)] = Field(default=60.0, description=_means("linger"))
    autoload: bool = Field(default=True, description=_means("autoload"))
    host: str = Field(default="127.0.0.1", min_length=1, description=_means("host"))
    port: int = Field(default=8000, ge=0, le=65535, description=_means("port"))
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description=_means("log_level"))
    log_format: Literal["auto", "text", "json"] = Field(default="auto", description=_means("log_format"))


def read_settings(**given: Any) -> Settings:
    """The settings; `given` ones (from options; None: not given) come before the environment and the `.env` file.

    Raises BadSetting, in one line that names the variable and never shows a password.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise _explained(error) from error
    except BadSetting as error:  # of GraphAddress.parse, which does not know where the address was read
        where = environment_name("graph") if error.where is None else f"{environment_name('graph')}={error.where}"
        raise BadSetting(error.what, where=where, remedy=error.remedy) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise BadSetting(f"the settings cannot be read ({reason})", where=str(Path(".env").absolute())) from error


def _explained(error: ValidationError) -> BadSetting:
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    what = first["msg"].removeprefix("Value error, ")  # of our own validators, in our own words
    if first["type"] != "value_error":
        what = _WANTED.get(name, "a text is wanted")
    shown = "" if name == "password" else f"={str(first['input'])[:60]!r}"
    return BadSetting(what, where=environment_name(name) + shown, remedy=f"Meaning: {VARIABLES[name].means}")
