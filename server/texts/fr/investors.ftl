# Pour les investisseurs : start-up et PME, ce qu’elles cherchent, liste de suivi, recherches, changements, comparaison.

startups-title = Start-up et PME
startups-lead = Les jeunes et petites entreprises de la région : où elles en sont, ce qu’elles font, où, et de quand datent les informations.
startups-count = { $count ->
    [0] Aucune entreprise
    [one] { $count } entreprise
   *[other] { $count } entreprises
}
startups-none = Aucune entreprise ne répond à ces critères. Retirez-en un, ou affichez aussi les données périmées.
startups-any-sector = Tous les secteurs
startups-age = Ancienneté des données
startups-as-of = { $date }, { $age }
startups-sort = Ordre
startups-sort-newest = Dernières inscrites d’abord
startups-sort-age = Données les plus récentes d’abord
startups-stronger = Vous avez déclaré investir à titre professionnel. Avec votre second facteur, vous voyez aussi ce que les entreprises recherchent.
startups-stronger-go = Confirmer votre identité
startup-stage = Stade
startup-stage-idea = Idée
startup-stage-prototype = Prototype
startup-stage-pilot = Clients pilotes
startup-stage-market = Sur le marché
startup-stage-growth = En croissance dans plusieurs pays
startup-said = { $value } (déclaré le { $date })
startup-unsaid = Non précisé

funding-title = Pour les investisseurs
funding-lead = Tout le monde voit votre stade. Ce que vous recherchez n’est visible que des personnes qui ont déclaré investir à titre professionnel, connectées avec un second facteur pour une organisation d’investissement ; cela n’apparaît nulle part ailleurs.
funding-said = Vous l’avez indiqué le { $on } ; l’information est considérée comme récente jusqu’au { $until }.
funding-stale = Vous l’avez indiqué le { $on } ; depuis le { $until }, l’information est affichée comme périmée. Enregistrez-la de nouveau si elle est toujours exacte.
funding-stage-hint = Où en est votre produit principal ?
funding-band = Fourchette de financement
funding-band-hint = Une fourchette approximative suffit ; laissez vide si vous ne cherchez pas.
funding-band-under-100k = moins de 100 000 €
funding-band-100k-250k = de 100 000 à 250 000 €
funding-band-250k-500k = de 250 000 à 500 000 €
funding-band-500k-1m = de 500 000 € à 1 million d’euros
funding-band-1m-3m = de 1 à 3 millions d’euros
funding-band-over-3m = plus de 3 millions d’euros
funding-purpose = Destination
funding-purpose-hint = À quoi cela servirait-il surtout ? Fourchette et destination vont ensemble.
funding-purpose-development = Achever le produit
funding-purpose-approval = Certification et homologation
funding-purpose-production = Passer à la série
funding-purpose-market = Vendre de l’autre côté de la frontière
funding-purpose-team = Recruter
funding-nothing = Non précisé
funding-save = Enregistrer

investor-boundary = Passerelle met des personnes en relation et s’arrête là : rien ne s’y achète, ne s’y promet ni ne s’y paie, et rien n’y est recommandé. Ce dont vous convenez, vous en convenez ailleurs.
investor-aside = Pour les investisseurs
investor-not-listed = Seules les start-up et les PME inscrites ici peuvent être suivies ou s’adresser aux investisseurs.
investor-no-investor = Seules les organisations d’investissement inscrites ici ont une liste de suivi et des recherches.
investor-changed = Quelqu’un a modifié ces informations entre-temps. Vérifiez ce qu’elles disent maintenant et enregistrez de nouveau.
investor-too-many = Une organisation ne peut pas en garder davantage. Retirez-en d’abord une.
investor-nothing = C’est déjà le cas.

watchlist-title = Liste de suivi
watchlist-lead = Les entreprises que suit votre organisation. Seules les personnes de votre organisation voient cette liste ; les entreprises n’en savent rien.
watchlist-none = Vous ne suivez encore aucune entreprise. Choisissez-en ici :
watchlist-add = Suivre
watchlist-remove = Ne plus suivre

searches-title = Recherches enregistrées
searches-lead = Ce que cherche votre organisation. Chaque recherche porte le nom de ses critères, et seules vos personnes la voient.
searches-none = Aucune recherche n’est encore enregistrée. Choisissez des critères et enregistrez-les ici :
searches-all = Toutes les start-up et PME
searches-keep = Enregistrer cette recherche
searches-told = Nous prévenir en cas de changement
searches-since = Enregistrée le { $date }.
searches-are-told = Vos personnes sont prévenues des changements.
searches-drop = Retirer

alerts-title = Ce qui a changé
alerts-lead = Les changements des 90 derniers jours dans les entreprises que vous suivez ou que trouvent vos recherches : le champ, avant et après, et qui le dit.
alerts-none = Rien n’a changé depuis que vous suivez ou cherchez.
alerts-becomes = devient
alerts-by-itself = déclaré par l’entreprise ou saisi par sa chambre
alerts-watched = Vous la suivez
alerts-search = Recherche : { $name }

compare-title = Côte à côte
compare-choose = Comparer
compare-open = Comparer les entreprises choisies
compare-none = Choisissez jusqu’à quatre entreprises dans la liste, puis comparez-les.
compare-more = Quatre entreprises tiennent côte à côte : les quatre premières sont affichées.
compare-caption = Situation au { $date }
compare-what = Activité
compare-print = Cette page peut être imprimée : sur papier, il ne reste que le tableau.
