"""De påhittade personerna. Numren är Skatteverkets testpersonnummer, som ingen människa har; namnen hör inte till dem.

Numren är valda en gång för alla ur myndighetens lista och står här som data. Näst sista siffran är jämn för kvinnor
och udda för män.
"""

from typing import NamedTuple


class Brukare(NamedTuple):
    """En person med beslut om personlig assistans. `referens` är det enda som får stå på en faktura."""

    referens: str
    personnummer: str
    fornamn: str
    efternamn: str

    @property
    def namn(self) -> str:
        return f"{self.fornamn} {self.efternamn}"


class Foretradare(NamedTuple):
    """Den som får handla för en brukare."""

    referens: str
    personnummer: str
    namn: str
    roll: str


class Person(NamedTuple):
    """En assistent, eller någon som intygar för en anordnare."""

    personnummer: str
    namn: str


BRUKARE = (
    Brukare("LSS-J2M4", "198804142399", "Linus", "Holmgrund"),
    Brukare("LSS-Z952", "197612312384", "Birgit", "Ängkrona"),
    Brukare("LSS-X8SA", "198107092390", "Rune", "Ekfall"),
    Brukare("LSS-5Q39", "199403062392", "Magnus", "Lindåsen"),
    Brukare("LSS-HXB7", "197909222387", "Amanda", "Sjöståhl"),
    Brukare("LSS-FDMR", "199205062384", "Susanne", "Bergstam"),
    Brukare("LSS-6HNT", "196612193273", "Axel", "Björkgärd"),
    Brukare("LSS-DUHA", "198605202392", "Anton", "Sävbacka"),
    Brukare("LSS-2GPJ", "195805223087", "Elsa", "Nordtorp"),
    Brukare("LSS-F863", "199008042393", "Ragnar", "Björklid"),
    Brukare("LSS-NF34", "200410152391", "Torsten", "Lindhage"),
    Brukare("LSS-CEVV", "199608252392", "Bengt", "Nyfall"),
    Brukare("LSS-K4RB", "195403172199", "Kjell", "Berggrund"),
    Brukare("LSS-EEA6", "198511062393", "Erik", "Ångstam"),
    Brukare("LSS-AG3G", "197810252390", "Emil", "Morönn"),
    Brukare("LSS-9F6F", "198904242396", "Patrik", "Grönstam"),
    Brukare("LSS-9GT7", "199311092382", "Cecilia", "Bergtorp"),
    Brukare("LSS-7TQ2", "200708052386", "Ellen", "Björkkrona"),
    Brukare("LSS-XGF9", "198308172397", "Stefan", "Lundvret"),
    Brukare("LSS-9ZG9", "194904262153", "Linus", "Ljungkrona"),
    Brukare("LSS-7NKA", "195103222641", "Pernilla", "Björkhage"),
    Brukare("LSS-MPF8", "199504062390", "Nils", "Hagrönn"),
    Brukare("LSS-2K7M", "197705212384", "Agneta", "Björkgrund"),
    Brukare("LSS-9F3C", "198409062398", "Viktor", "Nordkrona"),
    Brukare("LSS-P5XD", "199107012388", "Jessica", "Ljungbacka"),
    Brukare("LSS-T4PM", "198710222384", "Astrid", "Bergbacka"),
    Brukare("LSS-JCLK", "196807299257", "Jonas", "Sävmåne"),
    Brukare("LSS-VUAV", "198207092381", "Greta", "Nyhage"),
    Brukare("LSS-ZLCK", "198011272385", "Ulrika", "Dalgrund"),
    Brukare("LSS-5KRZ", "196103123227", "Frida", "Gröngrund"),
    Brukare("LSS-FRRZ", "196408312384", "Saga", "Rosmåne"),
    Brukare("LSS-BJ9A", "199008199391", "Nils", "Rosvall"),
    Brukare("LSS-5AQB", "200210312385", "Birgit", "Östsjö"),
    Brukare("LSS-FV99", "197906082388", "Ellen", "Berglid"),
)

FORETRADARE = (
    Foretradare("LSS-NF34", "196312123240", "Gunnel Lindhage", "vardnadshavare"),
    Foretradare("LSS-7TQ2", "197009169298", "Stefan Björkkrona", "vardnadshavare"),
    Foretradare("LSS-5AQB", "196805229272", "Jesper Östsjö", "vardnadshavare"),
    Foretradare("LSS-9ZG9", "198406152382", "Elsa Kvarnstam", "god_man"),
    Foretradare("LSS-7NKA", "195503071739", "Joakim Almståhl", "god_man"),
    Foretradare("LSS-K4RB", "197709162395", "Mattias Lundvall", "god_man"),
    Foretradare("LSS-P5XD", "196904139265", "Signe Kvarnståhl", "god_man"),
    Foretradare("LSS-9GT7", "195706012274", "Love Forsvret", "god_man"),
    Foretradare("LSS-FRRZ", "196008133065", "Astrid Roslycka", "forvaltare"),
    Foretradare("LSS-T4PM", "197608132382", "Anneli Dalbrink", "god_man"),
    Foretradare("LSS-2GPJ", "196904262398", "Oskar Marklid", "ombud"),
    Foretradare("LSS-9F3C", "195710312686", "Birgit Viktorp", "god_man"),
)

# I den ordning som ärendena tar dem, se arenden.py.
ASSISTENTER = (
    Person("199504162380", "Greta Nylycka"),
    Person("196909092394", "Hugo Nykrona"),
    Person("199003122398", "Tobias Lindmåne"),
    Person("197205169266", "Monica Bergbrink"),
    Person("195811243269", "Felicia Grönståhl"),
    Person("196211173148", "Lovisa Berglycka"),
    Person("199111082385", "Camilla Nordbacka"),
    Person("199505152380", "Signe Tallvall"),
    Person("195509132386", "Ellen Ekhage"),
    Person("198511072392", "Axel Hedgrund"),
    Person("198912262394", "Daniel Änglid"),
    Person("199403172399", "Viktor Eksjö"),
    Person("195503172370", "Linus Nordrönn"),
    Person("195903302783", "Siv Dalfall"),
    Person("199407042382", "Josefin Nygärd"),
    Person("198410132388", "Greta Holmrönn"),
    Person("195704133106", "Ellen Nordlid"),
    Person("199510312383", "Maj Sävkrona"),
    Person("196906259293", "Kjell Skogkrona"),
    Person("196606063193", "Marcus Forsstam"),
    Person("198410262383", "Maj Dalvret"),
    Person("199606102391", "Rasmus Nybrink"),
    Person("195708143101", "Ida Ångtorp"),
    Person("196907109281", "Petra Sjörönn"),
    Person("199203072385", "Emma Forsståhl"),
    Person("198307112394", "Kevin Lindgärd"),
    Person("195911149820", "Saga Björkvall"),
    Person("198411142386", "Lovisa Nordbrink"),
    Person("199610252380", "Kerstin Stenbrink"),
    Person("196007083121", "Moa Bergvall"),
    Person("195807112643", "Ingrid Nordmåne"),
    Person("198210099290", "Emil Ängbrink"),
    Person("197008089281", "Saga Roskrona"),
    Person("195707102801", "Birgit Gröngärd"),
    Person("198605052383", "Anneli Markmåne"),
    Person("195305192626", "Ellen Skogfall"),
    Person("196005272809", "Anneli Nordhage"),
    Person("198403132387", "Carina Ljunglid"),
    Person("196311041872", "Kevin Sundstam"),
    Person("197805112385", "Signe Holmstam"),
    Person("197908042380", "Marika Markhage"),
    Person("196004182843", "Greta Ångvall"),
    Person("199606092386", "Sofia Lundståhl"),
    Person("195306172460", "Malin Kvarnvall"),
    Person("197609132399", "Tobias Holmhage"),
    Person("199010072396", "Simon Hagbrink"),
    Person("197003199291", "Bengt Sundmåne"),
    Person("195606041324", "Malin Viklid"),
    Person("196809279281", "Agneta Stenvret"),
    Person("199610082399", "Simon Sundfall"),
    Person("195408182128", "Carina Hagsjö"),
    Person("198803262396", "Viktor Björkstam"),
    Person("197905082389", "Susanne Nysjö"),
    Person("199403262380", "Wilma Talllycka"),
    Person("198810292394", "Jonas Mobacka"),
    Person("197907272384", "Malin Markvall"),
    Person("199607132389", "Annelie Kvarnsjö"),
    Person("197807312389", "Frida Strandhage"),
    Person("198309112384", "Cecilia Lundbrink"),
    Person("196005043119", "Marcus Hedståhl"),
    Person("195709112790", "Emil Rossjö"),
    Person("198808192390", "Patrik Östkrona"),
    Person("198111282383", "Emma Ånggärd"),
    Person("199505302399", "Viktor Mostam"),
    Person("197409229288", "Birgit Ånglycka"),
    Person("196811022380", "Hanna Ekmåne"),
    Person("196508163257", "Joakim Strandlid"),
    Person("197906152389", "Felicia Sävståhl"),
    Person("197704012389", "Ulrika Östlid"),
    Person("198408272386", "Rebecka Markgrund"),
    Person("199511292386", "Ellen Ljungståhl"),
    Person("199307172396", "Viktor Berggärd"),
    Person("196808199266", "Carina Skoggärd"),
    Person("198005042380", "Ingrid Björksjö"),
    Person("195511082660", "Lovisa Sundvret"),
    Person("199004072386", "Greta Ångkrona"),
    Person("197810132386", "Kerstin Nyrönn"),
    Person("199505202391", "Stefan Tallståhl"),
    Person("196205143248", "Veronica Kvarnrönn"),
    Person("199412102387", "Birgit Skogmåne"),
    Person("195503071812", "Elias Kvarnfall"),
    Person("198908042396", "Marcus Nyvall"),
    Person("196109282829", "Hanna Tallmåne"),
    Person("199304272389", "Petra Nystam"),
    Person("199411262398", "Ragnar Lundgrund"),
    Person("199007132393", "Filip Ängbacka"),
    Person("196705053723", "Greta Björkbacka"),
    Person("198707212380", "Kerstin Hedtorp"),
    Person("197310199265", "Frida Markrönn"),
    Person("198607022392", "Vilgot Stenhage"),
    Person("195410101801", "Lovisa Skogvret"),
    Person("199606082395", "Erik Bergmåne"),
    Person("198409272385", "Annelie Änghage"),
    Person("195809262743", "Linnea Strandvret"),
    Person("197603182390", "Kevin Stengärd"),
    Person("197405269288", "Yvonne Holmsjö"),
    Person("197807252395", "Nils Sjöfall"),
    Person("198511012398", "Fredrik Ångmåne"),
)

# De tre som tillkommer i maj 2015.
OANMALD = Person("198808072386", "Moa Ångfall")
UTANFOR_EES = Person("199006282397", "Henrik Lundstam")
FYLLER_18 = Person("199705152396", "Magnus Hedfall")
"""Fyller 18 år den 15 maj 2015."""

# Den som intygar för var och en av anordnarna, i samma ordning som i anordnare.py.
INTYGAR_FOR_ANORDNARE = (
    Person("197307109293", "Vilgot Grönfall"),
    Person("197209239289", "Therese Sävbrink"),
    Person("196207213098", "Dennis Dalvall"),
    Person("197109259288", "Moa Hagstam"),
    Person("197111309287", "Ingrid Ånglid"),
    Person("196711222940", "Astrid Lindbacka"),
    Person("196104153488", "Maj Sundtorp"),
    Person("196810079290", "Rune Ängstam"),
    Person("197010189269", "Jenny Forshage"),
    Person("197908052397", "Kjell Sävfall"),
    Person("196804159264", "Greta Ljungvret"),
    Person("196010192679", "Oskar Nordfall"),
    Person("198207032387", "Marika Hedlycka"),
    Person("197311059286", "Emma Ektorp"),
    Person("196505153293", "Ragnar Ljungmåne"),
    Person("197908072395", "Isak Skogståhl"),
)
