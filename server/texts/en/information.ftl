# The pages of text.

information-contents = Contents
information-updated = Last changed on { $date }.
