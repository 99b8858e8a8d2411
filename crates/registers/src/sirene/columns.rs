//! The columns of the two stocks that are read, in the order in which they are taken apart.

use crate::table::Columns;

/// The kind of a file of legal units.
pub(super) const UNIT: u8 = 0;
/// The kind of a file of establishments.
pub(super) const ESTABLISHMENT: u8 = 1;

/// Columns read of a legal unit.
pub(super) const UNITS: usize = 25;
/// Columns read of an establishment.
pub(super) const ESTABLISHMENTS: usize = 33;

pub(super) const UNIT_COLUMNS: Columns = Columns {
    needed: &[
        "siren",
        "statutDiffusionUniteLegale",
        "etatAdministratifUniteLegale",
        "categorieJuridiqueUniteLegale",
        "denominationUniteLegale",
        "nomUniteLegale",
    ],
    optional: &[
        "dateCreationUniteLegale",
        "dateDernierTraitementUniteLegale",
        "sigleUniteLegale",
        "denominationUsuelle1UniteLegale",
        "denominationUsuelle2UniteLegale",
        "denominationUsuelle3UniteLegale",
        "activitePrincipaleUniteLegale",
        "nomenclatureActivitePrincipaleUniteLegale",
        "activitePrincipaleNAF25UniteLegale",
        "nicSiegeUniteLegale",
        "trancheEffectifsUniteLegale",
        "anneeEffectifsUniteLegale",
        "categorieEntreprise",
        "anneeCategorieEntreprise",
        "identifiantAssociationUniteLegale",
        "economieSocialeSolidaireUniteLegale",
        "societeMissionUniteLegale",
        "caractereEmployeurUniteLegale",
        "unitePurgeeUniteLegale",
    ],
};

pub(super) const ESTABLISHMENT_COLUMNS: Columns = Columns {
    needed: &[
        "siren",
        "siret",
        "statutDiffusionEtablissement",
        "etatAdministratifEtablissement",
    ],
    optional: &[
        "dateCreationEtablissement",
        "dateDebut",
        "etablissementSiege",
        "numeroVoieEtablissement",
        "indiceRepetitionEtablissement",
        "typeVoieEtablissement",
        "libelleVoieEtablissement",
        "complementAdresseEtablissement",
        "distributionSpecialeEtablissement",
        "codePostalEtablissement",
        "codeCedexEtablissement",
        "libelleCommuneEtablissement",
        "libelleCedexEtablissement",
        "libelleCommuneEtrangerEtablissement",
        "libellePaysEtrangerEtablissement",
        "codeCommuneEtablissement",
        "enseigne1Etablissement",
        "enseigne2Etablissement",
        "enseigne3Etablissement",
        "denominationUsuelleEtablissement",
        "activitePrincipaleEtablissement",
        "nomenclatureActivitePrincipaleEtablissement",
        "activitePrincipaleNAF25Etablissement",
        "trancheEffectifsEtablissement",
        "anneeEffectifsEtablissement",
        "caractereEmployeurEtablissement",
        "latitude",
        "longitude",
        "geo_score",
    ],
};
