# Les échéances d’une personne, comme son agenda les lit.

calendar-name = Passerelle échéances
calendar-introduction-yours = Mise en relation { $number } : à vous d’agir
calendar-introduction-others = Mise en relation { $number } : aux autres d’agir
calendar-opportunity = Opportunité « { $title } » : dernier jour
calendar-case = Dossier { $number } : échéance
