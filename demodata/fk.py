"""Försäkringskassans faktura till demokommunen för maj, påhittad. En av raderna går inte ihop med registret."""

NAMN = "fkfaktura.csv"
MAJ = """nummer;slag;manad;fakturadatum;total;rad;referens;from;tom;timmar;timbelopp;belopp
FK-2015-0512;manad;2015-05;2015-06-08;30832,93;1;LSS-6HNT;2015-05-25;2015-05-31;20:00;284,00;5680,00
FK-2015-0512;manad;2015-05;2015-06-08;30832,93;2;LSS-X8SA;2015-05-01;2015-05-31;88:34;284,00;25152,93
"""
"""LSS-X8SA har inget beslut om assistansersättning i registret."""
