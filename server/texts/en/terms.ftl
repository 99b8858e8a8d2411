# Words of the domain as a person reads them: kinds, states, classes, languages, identifiers, fields.

kind-startup = Start-up
kind-sme = SME
kind-corporate = Large company
kind-investor = Investor
kind-incubator = Incubator
kind-cluster = Cluster
kind-research = Research
kind-public = Public body
kind-unstated = Not stated

standing-registered = Register only
standing-listed = Listed
standing-member = Member
standing-suspended = Suspended
standing-withdrawn = Withdrawn

status-active = Active
status-in-liquidation = In liquidation
status-ceased = Ceased
status-unknown = Unknown

class-register = Register
class-attested = Attested
class-declared = Declared

age-fresh = Under 6 months
age-ageing = 6 to 12 months
age-stale = Stale

language-fr = French
language-de = German
language-en = English
language-nl = Dutch
language-lb = Luxembourgish
language-other = Another language

scheme-fr-siren = SIREN
scheme-fr-siret = SIRET
scheme-fr-vat = VAT number (FR)
scheme-fr-rcs = RCS (France)
scheme-be-enterprise = Enterprise number (CBE)
scheme-be-establishment = Establishment unit (CBE)
scheme-be-branch = Branch (CBE)
scheme-be-vat = VAT number (BE)
scheme-lu-vat = VAT number (LU)
scheme-lu-rcs = RCS Luxembourg
scheme-de-vat = VAT number (DE)
scheme-de-widnr = W-IdNr. (DE)
scheme-de-hr = Commercial register (DE)
scheme-lei = LEI
scheme-euid = EUID
scheme-ror = ROR
scheme-demo = Fictional number

field-name = Name
field-identity = Legal identity
field-seat = Registered office
field-activity = Activity
field-contact = Contact
field-summary = In short
field-description = Description
field-website = Website
field-employees = Employees
field-founded = Founded
field-languages = Working languages
field-kind = Kind
field-legal-form = Legal form
field-legal-status = Legal status
field-email = Email
field-phone = Telephone

core-name = name
core-seat = seat
core-activity = activity
core-contact = contact
