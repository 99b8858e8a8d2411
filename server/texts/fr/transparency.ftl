# L’activité des chambres en chiffres.

transparency-title = L’activité des chambres en chiffres
transparency-lead = Combien de dossiers sont ouverts et depuis quand, en combien de temps ils sont tranchés, ce qui est décidé et pour quels motifs, et l’issue des recours.
transparency-hidden = Un point remplace un chiffre inférieur à { $least } (hors zéro), afin que personne ne puisse être reconnu, ainsi que ceux qui permettraient de le déduire. Le zéro est affiché ; les chambres et les colonnes qui n’ont que des zéros sont omises.
transparency-years = Années
transparency-as-of = Chiffres établis le { $date }.
transparency-nothing = Rien à compter.
transparency-few = Moins de { $least } ; rien n’en est affiché.
transparency-chamber = Chambre
transparency-all = Toutes les chambres
transparency-total = Total
transparency-median = Jours ouvrés
transparency-not-shown = non affiché
transparency-query = La requête correspondante
transparency-more = Qui vérifie quoi, et comment contester une décision :

transparency-table-open = Dossiers ouverts selon leur ancienneté
transparency-table-decisions = Décisions selon le motif
transparency-table-kinds = Décisions selon l’objet
transparency-table-time = Délai de décision
transparency-table-appeals = Recours

transparency-definition-open = Dossiers non encore tranchés, selon la chambre compétente et le nombre de jours écoulés depuis leur arrivée. Les recours sont comptés plus bas.
transparency-definition-decisions = Premières décisions de l’année civile, selon la chambre qui les a prises ; un refus ou un retrait figure sous son motif. Une décision annulée dans les dix minutes n’est pas comptée.
transparency-definition-kinds = Les mêmes décisions selon l’objet du dossier.
transparency-definition-time = Valeur médiane du temps ouvré entre l’arrivée du dossier et la première décision : 24 heures par jour ouvré sur le territoire de la chambre, sans le temps pris par le demandeur pour répondre. La moitié des décisions ont pris moins de temps. Elle est affichée là où le nombre de décisions l’est.
transparency-definition-appeals = Recours formés pendant l’année civile, selon la chambre qui avait décidé en premier, et ce qu’une autre chambre en a fait.

transparency-age-to-7-days = jusqu’à 7 jours
transparency-age-to-30-days = de 8 à 30 jours
transparency-age-to-90-days = de 31 à 90 jours
transparency-age-older = plus de 90 jours

transparency-appeal-appealed = en cours
transparency-appeal-upheld = décision confirmée
transparency-appeal-overturned = décision réformée
transparency-appeal-withdrawn = recours retiré
