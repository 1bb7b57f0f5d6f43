"""Figur 1 i revisionsrapporten 2015:3: verkställda insatser den 1 oktober, enligt SFB och LSS."""

KALLA = "Nämndens verksamhetsberättelse 2014 (revisionsrapport 2015:3, figur 1)"
FIGUR_1 = ((2010, 201, 28), (2011, 207, 27), (2012, 208, 30), (2013, 211, 26), (2014, 219, 32))
"""Year, persons with assistansersättning (SFB), and persons with personal assistance under LSS."""
