"""Moving fields from a Svefaktura to where UBL 2.1 has them."""

from collections.abc import Iterable

from lxml import etree

from fakturor.filer.ubl_falt import Element, steps, text_of

SFTI = "{urn:sfti:documents:BasicInvoice:1:0}"
CAC = "{urn:sfti:CommonAggregateComponents:1:0}"
CBC = "{urn:oasis:names:tc:ubl:CommonBasicComponents:1:0}"


def fields_at(elements: Element | Iterable[Element], path: str) -> list[Element]:
    """All elements at a path below some others, in the order of the document."""
    found = [elements] if isinstance(elements, etree._Element) else list(elements)
    for step in path.split("/"):
        tagg = step.replace("cac:", CAC).replace("cbc:", CBC) if ":" in step else f"{SFTI}{step}"
        found = [barn for el in found for barn in el.iterchildren(tagg)]
    return found


def texts_at(elements: Iterable[Element], path: str) -> list[str]:
    return [text for el in fields_at(elements, path) if (text := text_of(el))]


def move(fran: Element, till: Element, path: str, ubl_path: str) -> None:
    """Move every field at a path: what stands twice stands twice, so that the reader refuses to choose."""
    for el in fields_at([fran], path):
        put(till, ubl_path, text_of(el), el)


def put(under: Element, path: str, text: str, av: Element | None = None) -> Element:
    """A new field at a path; the groups on the way are made where they are missing."""
    *grupper, blad = steps(path)
    for grupp in grupper:
        funnen = under.find(grupp)
        under = etree.SubElement(under, grupp) if funnen is None else funnen
    nytt = etree.SubElement(under, blad)
    nytt.text = text
    valuta = av.get("amountCurrencyID", "") if av is not None else ""
    if valuta:
        nytt.set("currencyID", valuta)
    return nytt


def branch(under: Element, path: str, falt: Iterable[tuple[str, str]] = ()) -> Element:
    """A new group, with fields."""
    [grupp] = steps(path)
    ny = etree.SubElement(under, grupp)
    for vag, text in falt:
        put(ny, vag, text)
    return ny
