# Les pages de texte.

information-contents = Sommaire
information-updated = Mise à jour le { $date }.
