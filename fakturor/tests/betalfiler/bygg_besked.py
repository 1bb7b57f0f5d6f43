"""Small answers from a bank, with everything right, to be changed in one thing at a time."""

ORDER = "UB-2015-05"
XSD = "urn:iso:std:iso:20022:tech:xsd"


def reason(kod: str = "", ord: str = "") -> str:
    """StsRsnInf with a code and the bank's own words."""
    if not kod and not ord:
        return ""
    rsn = f"<Rsn><Cd>{kod}</Cd></Rsn>" if kod else ""
    return f"<StsRsnInf>{rsn}{f'<AddtlInf>{ord}</AddtlInf>' if ord else ''}</StsRsnInf>"


def payment_state(
    id: str, status: str, *, skal: str = "", belopp: str = "", valuta: str = "SEK", datum: str = ""
) -> str:
    """TxInfAndSts."""
    summa = f'<Amt><InstdAmt Ccy="{valuta}">{belopp}</InstdAmt></Amt>' if belopp else ""
    dag = f"<IntrBkSttlmDt>{datum}</IntrBkSttlmDt>" if datum else ""
    transaktion = f"<OrgnlTxRef>{summa}{dag}</OrgnlTxRef>" if summa or dag else ""
    lage = f"<TxSts>{status}</TxSts>" if status else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId>{lage}{skal}{transaktion}</TxInfAndSts>"


def build_pain002(
    *betalningar: str,
    version: str = "03",
    status: str = "",
    skal: str = "",
    gruppstatus: str = "",
    gruppskal: str = "",
    order: str = ORDER,
    svarar_pa: str = "pain.001.001.03",
) -> bytes:
    """An answer to one order, with one payment group when there is something to say in it."""
    fil = f"<GrpSts>{status}</GrpSts>" if status else ""
    grupp = f"<PmtInfSts>{gruppstatus}</PmtInfSts>" if gruppstatus else ""
    gruppen = (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{order}</OrgnlPmtInfId>{grupp}{gruppskal}{''.join(betalningar)}"
        "</OrgnlPmtInfAndSts>"
        if betalningar or gruppstatus
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{XSD}:pain.002.001.{version}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>BANK-77</MsgId><CreDtTm>2015-06-12T09:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>{svarar_pa}</OrgnlMsgNmId>{fil}{skal}"
        f"</OrgnlGrpInfAndSts>{gruppen}</CstmrPmtStsRpt></Document>"
    ).encode()


def part(id: str, *, belopp: str = "", skal: str = "", riktning: str = "", order: str = ORDER, ny: bool = False) -> str:
    """TxDtls, with the amount where the newer version (`ny`) or the older has it."""
    summa = f'<Amt Ccy="SEK">{belopp}</Amt>' if belopp else ""
    if belopp and not ny:
        summa = f"<AmtDtls><TxAmt>{summa}</TxAmt></AmtDtls>"
    at = f"<CdtDbtInd>{riktning}</CdtDbtInd>" if riktning else ""
    retur = f"<RtrInf><Rsn><Cd>{skal}</Cd></Rsn></RtrInf>" if skal else ""
    referens = f"<PmtInfId>{order}</PmtInfId>" if order else ""
    return f"<TxDtls><Refs>{referens}<EndToEndId>{id}</EndToEndId></Refs>{summa}{at}{retur}</TxDtls>"


def entry(
    *delar: str,
    belopp: str = "34080.50",
    riktning: str = "DBIT",
    status: str = "BOOK",
    valuta: str = "SEK",
    tillbaka: bool = False,
    kod: str = "",
    ny: bool = False,
    dag: str = "2015-06-12",
) -> str:
    """Ntry."""
    lage = f"<Cd>{status}</Cd>" if ny else status
    bokning = f"<BkTxCd><Domn><Fmly><SubFmlyCd>{kod}</SubFmlyCd></Fmly></Domn></BkTxCd>" if kod else ""
    return (
        f'<Ntry><Amt Ccy="{valuta}">{belopp}</Amt><CdtDbtInd>{riktning}</CdtDbtInd>'
        f"{'<RvslInd>true</RvslInd>' if tillbaka else ''}<Sts>{lage}</Sts>"
        f"<BookgDt><Dt>{dag}</Dt></BookgDt>{bokning}"
        f"{'<NtryDtls>' + ''.join(delar) + '</NtryDtls>' if delar else ''}</Ntry>"
    )


def build_camt054(*poster: str, version: str = "02") -> bytes:
    """A notice with one account's entries."""
    return (
        f'<Document xmlns="{XSD}:camt.054.001.{version}"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>BANK-78</MsgId></GrpHdr><Ntfctn><Id>1</Id>{''.join(poster)}</Ntfctn>"
        "</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()
