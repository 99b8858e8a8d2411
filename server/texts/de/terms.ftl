# Wörter der Fachsprache, wie ein Mensch sie liest: Arten, Zustände, Klassen, Sprachen, Kennnummern, Felder.

kind-startup = Start-up
kind-sme = KMU
kind-corporate = Großunternehmen
kind-investor = Investor
kind-incubator = Gründerzentrum
kind-cluster = Cluster oder Netzwerk
kind-research = Forschung
kind-public = Öffentliche Stelle
kind-unstated = Ohne Angabe

standing-registered = Nur im Register
standing-listed = Verzeichnet
standing-member = Mitglied
standing-suspended = Ausgesetzt
standing-withdrawn = Zurückgezogen

status-active = Aktiv
status-in-liquidation = In Liquidation
status-ceased = Erloschen
status-unknown = Unbekannt

class-register = Register
class-attested = Bestätigt
class-declared = Selbst angegeben

age-fresh = Jünger als 6 Monate
age-ageing = 6 bis 12 Monate
age-stale = Veraltet

language-fr = Französisch
language-de = Deutsch
language-en = Englisch
language-nl = Niederländisch
language-lb = Luxemburgisch
language-other = Andere Sprache

scheme-fr-siren = SIREN
scheme-fr-siret = SIRET
scheme-fr-vat = USt-IdNr. (FR)
scheme-fr-rcs = RCS (Frankreich)
scheme-be-enterprise = Unternehmensnummer (ZDU)
scheme-be-establishment = Niederlassungseinheit (ZDU)
scheme-be-branch = Zweigniederlassung (ZDU)
scheme-be-vat = MwSt.-Nummer (BE)
scheme-lu-vat = MwSt.-Nummer (LU)
scheme-lu-rcs = RCS Luxemburg
scheme-de-vat = USt-IdNr. (DE)
scheme-de-widnr = W-IdNr. (DE)
scheme-de-hr = Handelsregister (DE)
scheme-lei = LEI
scheme-euid = EUID
scheme-ror = ROR
scheme-demo = Fiktive Nummer

field-name = Name
field-identity = Rechtliche Identität
field-seat = Sitz
field-activity = Tätigkeit
field-contact = Kontakt
field-summary = Kurz gesagt
field-description = Beschreibung
field-website = Website
field-employees = Beschäftigte
field-founded = Gegründet
field-languages = Arbeitssprachen
field-kind = Art
field-legal-form = Rechtsform
field-legal-status = Rechtlicher Stand
field-email = E-Mail
field-phone = Telefon

core-name = Name
core-seat = Sitz
core-activity = Tätigkeit
core-contact = Kontakt
