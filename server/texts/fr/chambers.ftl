# Les chambres par territoire.

chambers-title = Les chambres
chambers-lead = Ces chambres accompagnent les entreprises de leur territoire. Elles peuvent inscrire une organisation à l’annuaire et attester ce qu’elle déclare.
chambers-languages = Répond en { $languages }.
chambers-days = { $count ->
    [one] Décision visée sous un jour ouvrable.
   *[other] Décision visée sous { $count } jours ouvrables.
}
chambers-elsewhere = Ne travaille pas encore avec Passerelle.
chambers-unknown-territory = La région ne compte aucun territoire « { $code } ».
