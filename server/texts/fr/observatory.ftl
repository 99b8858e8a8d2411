# Ce qui traverse les frontières, et ce qui bloque.

observatory-title = Ce qui traverse, et ce qui bloque
observatory-lead = Qui s’adresse à qui par-delà les frontières de la région, ce qui en résulte et ce qui y fait obstacle. Chaque chiffre est accompagné de sa définition, de sa requête et de l’empreinte du tableau tel qu’il a été publié.
observatory-nothing = Rien n’a encore été publié. Les chiffres paraissent le premier jour du mois, dès qu’il y a quelque chose à compter.
observatory-years = Années
observatory-complete = L’année est terminée ; ces chiffres ne changent plus.
observatory-running = L’année est en cours : chiffres arrêtés à ce jour, publiés une fois par mois.
observatory-coverage = { $startups ->
    [one] { $startups } start-up sur { $estimate } estimées était répertoriée
   *[other] { $startups } start-up sur { $estimate } estimées étaient répertoriées
  } ; { $chambers } chambres sur { $all } participaient.
observatory-hidden = Un point remplace un chiffre inférieur à { $least }, afin que personne ne puisse être reconnu, ainsi que ceux qui permettraient de le déduire. « 20+ » signifie au moins 20 : ce chiffre a déjà été publié, et il a trop peu augmenté depuis pour qu’on l’indique. Un tiret signifie zéro.
observatory-none = aucun
observatory-not-shown = non affiché
observatory-at-least = au moins { $count }
observatory-total = Total
observatory-from-to = De ↓ vers →
observatory-border = Frontière
observatory-step = Étape
observatory-share = Part
observatory-reached = Atteinte
observatory-days = Jours depuis l’étape précédente (médiane)
observatory-empty = Rien à compter.
observatory-waits = Pas encore affiché : ce tableau paraîtra lorsque suffisamment de mises en relation seront publiées pour qu’il n’en révèle pas davantage.
observatory-published = Publié le { $date }.
observatory-how = Définition, requête et empreinte
observatory-position = Compté d’après le journal, jusqu’à l’entrée { $entry }.
observatory-map = Mises en relation entre deux territoires, les deux sens réunis ; plus l’arc est large, plus il en est affiché.
observatory-days-of = Publications précédentes
observatory-stays = Ce qui a été publié reste tel quel.
observatory-more = L’activité des chambres en chiffres :

observatory-title-introductions = Mises en relation
observatory-title-meetings = Rencontres
observatory-title-outcomes = Issues confirmées
observatory-title-obstacles = Obstacles par frontière
observatory-title-steps = Jusqu’où vont les mises en relation

observatory-definition-introductions = Mises en relation demandées dans l’année civile, du territoire de l’organisation qui demande vers celui de l’organisation sollicitée. Les brouillons ne comptent pas.
observatory-definition-meetings = Mises en relation pour lesquelles une rencontre a été signalée dans l’année civile, quelle que soit la date de la demande.
observatory-definition-outcomes = Issues confirmées par les deux parties dans l’année civile : contrats, essais, fournitures, projets, investissements, implantations, licences.
observatory-definition-obstacles = Mises en relation entre deux territoires dont les deux parties ont confirmé dans l’année civile qu’elles n’ont rien donné, selon l’obstacle rencontré ; les deux sens sont réunis.
observatory-definition-steps = Mises en relation arrivées à leur terme dans l’année civile, quelle qu’en soit l’issue, selon les étapes atteintes. Les délais sont en jours calendaires depuis l’étape précédente : la valeur médiane, à une demi-journée près, lorsque cinq au moins ont franchi l’étape.
