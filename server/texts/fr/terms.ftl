# Mots du domaine, tels que les lit une personne : genres, états, classes, langues, identifiants, champs.

kind-startup = Start-up
kind-sme = PME
kind-corporate = Grande entreprise
kind-investor = Investisseur
kind-incubator = Incubateur
kind-cluster = Pôle ou grappe
kind-research = Recherche
kind-public = Organisme public
kind-unstated = Non précisé

standing-registered = Au registre seulement
standing-listed = Répertoriée
standing-member = Membre
standing-suspended = Suspendue
standing-withdrawn = Retirée

status-active = En activité
status-in-liquidation = En liquidation
status-ceased = Cessée
status-unknown = Inconnue

class-register = Registre
class-attested = Attesté
class-declared = Déclaré

age-fresh = Moins de 6 mois
age-ageing = De 6 à 12 mois
age-stale = Périmé

language-fr = français
language-de = allemand
language-en = anglais
language-nl = néerlandais
language-lb = luxembourgeois
language-other = autre langue

scheme-fr-siren = SIREN
scheme-fr-siret = SIRET
scheme-fr-vat = TVA intracommunautaire (FR)
scheme-fr-rcs = RCS (France)
scheme-be-enterprise = Numéro d’entreprise (BCE)
scheme-be-establishment = Unité d’établissement (BCE)
scheme-be-branch = Succursale (BCE)
scheme-be-vat = TVA (BE)
scheme-lu-vat = TVA (LU)
scheme-lu-rcs = RCS Luxembourg
scheme-de-vat = TVA (DE)
scheme-de-widnr = W-IdNr. (DE)
scheme-de-hr = Registre du commerce (DE)
scheme-lei = LEI
scheme-euid = EUID
scheme-ror = ROR
scheme-demo = Numéro fictif

field-name = Nom
field-identity = Identité légale
field-seat = Siège
field-activity = Activité
field-contact = Contact
field-summary = En bref
field-description = Description
field-website = Site web
field-employees = Effectif
field-founded = Création
field-languages = Langues de travail
field-kind = Type
field-legal-form = Forme juridique
field-legal-status = Situation légale
field-email = Courriel
field-phone = Téléphone

core-name = nom
core-seat = siège
core-activity = activité
core-contact = contact
