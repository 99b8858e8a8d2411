# Die Textseiten.

information-contents = Inhalt
information-updated = Stand: { $date }.
