"""Påhittade handlingar: en sida PDF med några rader text, lika byte för byte varje gång den skrivs."""

HUVUD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
RADAVSTAND, OVERST, VANSTER = 22, 780, 60


def write_pdf(*rader: str) -> bytes:
    """A page of A4 with a line of text for each, in Helvetica."""
    strom = b"\n".join(
        b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (16 if n == 0 else 11, VANSTER, OVERST - n * RADAVSTAND, _escaped(rad))
        for n, rad in enumerate(rader)
    )
    delar = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (sv-SE) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(strom), strom),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    ut, platser = HUVUD, []
    for nummer, del_ in enumerate(delar, 1):
        platser.append(len(ut))
        ut += b"%d 0 obj\n%s\nendobj\n" % (nummer, del_)
    tabell = b"".join(b"%010d 00000 n \n" % plats for plats in platser)
    antal = len(delar) + 1
    slut = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (antal, len(ut))
    return ut + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (antal, tabell, slut)


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
