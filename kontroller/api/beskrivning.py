"""API:ts beskrivning enligt OpenAPI, och samma sak att läsa på en sida. Båda görs ur koden."""

import json
from dataclasses import dataclass
from typing import Any

from kontroller.api.anrop import api
from kontroller.api.urls import OPERATIONER

PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anrop:
    """En operation så som sidan visar den."""

    metod: str
    adress: str
    rubrik: str
    text: str
    omfang: str
    falt: list[tuple[str, str]]
    svar: str


def openapi_schema() -> dict[str, Any]:
    """The description for programs."""
    schema = api.get_openapi_schema(path_prefix=PREFIX)
    # What is the same for every operation is said in Swedish, as all else is.
    for adress in schema["paths"].values():
        for operation in adress.values():
            for kod, svar in operation["responses"].items():
                svar["description"] = SVAR[int(kod)]
    return json.loads(json.dumps(schema))


def openapi_text() -> str:
    """The description as it is kept in docs/openapi.json."""
    return json.dumps(openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


SVAR = {
    200: "Klart.",
    201: "Inläst.",
    202: "Kontrollen är startad.",
    401: "Ingen nyckel, eller en som inte gäller.",
    403: "Nyckeln får inte göra det här.",
    404: "Det finns inte.",
    409: "Tjänsten vägrar, av det skäl som står i svaret.",
    413: "Filerna är för stora eller för många.",
    422: "Något i anropet saknas eller går inte att läsa.",
    429: "För många anrop på en minut.",
}


def list_calls() -> list[Anrop]:
    """Every operation, in the order they are written."""
    schema = openapi_schema()
    omfang = {operation.operation_id: operation.auth_callbacks[0].omfang for operation in OPERATIONER.values()}
    return [
        Anrop(
            metod=metod.upper(),
            adress=adress,
            rubrik=operation["summary"],
            text=operation.get("description", "").replace("`", ""),
            omfang=omfang[operation["operationId"]].label,
            falt=_fields(operation, schema),
            svar=next(namn for svar in operation["responses"].values() if (namn := _schema_name(svar))),
        )
        for adress, metoder in schema["paths"].items()
        for metod, operation in metoder.items()
    ]


def _fields(operation: dict[str, Any], schema: dict[str, Any]) -> list[tuple[str, str]]:
    """What is sent in: names and where they stand."""
    falt = [(parameter["name"], "i adressen") for parameter in operation.get("parameters", ())]
    for mime, innehall in operation.get("requestBody", {}).get("content", {}).items():
        kropp = innehall["schema"]
        if "$ref" in kropp:
            kropp = schema["components"]["schemas"][kropp["$ref"].rsplit("/", 1)[-1]]
        falt += [(namn, mime) for namn in kropp.get("properties", {})]
    return falt


def _schema_name(svar: dict[str, Any]) -> str:
    ref = svar.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return ref.rsplit("/", 1)[-1]
