# Le cadre de chaque page, et ce que toutes écrivent de la même façon.

layout-skip = Aller au contenu
layout-navigation = Navigation principale
layout-language = Langue
layout-note = Avertissement
layout-demo = Données fictives de démonstration : aucune de ces organisations n’existe.
layout-operator = Passerelle, exploitée par { $operator }

percent = { $share } %
ago-today = aujourd’hui
ago-days = { $count ->
    [one] il y a un jour
   *[other] il y a { $count } jours
}
ago-months = { $count ->
    [one] il y a un mois
   *[other] il y a { $count } mois
}
ago-years = { $count ->
    [one] il y a un an
   *[other] il y a { $count } ans
}

layout-sign-in = Se connecter
layout-sign-out = Se déconnecter
layout-desk = Bureau
layout-runs = Imports
