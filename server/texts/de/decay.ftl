# Was veraltet: die Briefe an Verantwortliche, der Link mit einem Klick, die Liste einer Kammer.

decay-letter-subject = { $name }: Stimmen diese Angaben noch?
decay-letter-lead = Ein Teil dessen, was das Verzeichnis über { $name } weiß, gilt nur noch bis { $date }. Hat sich nichts geändert, genügt ein Klick, ohne Anmeldung.
decay-over-subject = { $name }: Ihre Angaben sind veraltet
decay-over-lead = Nach dem { $date } gilt ein Teil dessen, was das Verzeichnis über { $name } weiß, als veraltet. Ist alles veraltet, verlässt die Organisation die übliche Suche. Hat sich nichts geändert, genügt ein Klick, ohne Anmeldung.
decay-letter-how = Der Link zeigt zuerst, was Sie bestätigen würden. Er gilt nur für Sie, einmal und bis { $date }. Hat sich etwas geändert, führt er Sie zum Formular.
decay-letter-button = Ansehen und bestätigen

link-title = Stimmt das noch?
link-lead = Lesen Sie nach und bestätigen Sie mit einem Klick. Dieser Link gilt bis { $date }.
link-asked = Was Sie bestätigen
link-change = Etwas hat sich geändert
link-registers = Was amtliche Register sagen
link-registers-text = Hier müssen Sie nichts tun: Diese Werte erneuern sich, wenn das Register das nächste Mal gelesen wird.
link-why = Warum fragen wir?
link-why-text = Jede Angabe trägt ihr Datum. Ohne Bestätigung wird sie grau; ist alles veraltet, erscheint die Organisation nur noch auf Wunsch. Ihre Bestätigung gilt als Angabe der Organisation von heute.
link-used-title = Bestätigt
link-used = Mit diesem Link am { $date } bestätigt. Danke. Die Angaben gelten bis { $until }.
link-over-title = Dieser Link gilt nicht mehr
link-expired = Dieser Link galt bis { $date }. Melden Sie sich an, um Ihre Angaben zu bestätigen oder zu berichtigen.
link-superseded = Seit dieser Link verschickt wurde, sind Angaben geändert oder schon bestätigt worden. Melden Sie sich an, um den Stand zu sehen.
link-gone = Sie sprechen nicht mehr für diese Organisation, oder sie ist nicht mehr zu sehen. Es gibt nichts zu bestätigen.
link-foreign = Diesen Link kennen wir nicht. Vielleicht wurde er in der Nachricht abgeschnitten: Kopieren Sie ihn ganz. Oder melden Sie sich an, um Ihre Angaben zu bestätigen.
link-to-own = Angaben ansehen

own-facts = Angaben und Gültigkeit
own-facts-open = Ansehen und bestätigen
own-facts-stale = Veraltet: { $facts }.
own-facts-first = Alles ist aktuell. Als Erstes läuft ab: { $fact }, am { $date }.
own-facts-none = Über diese Organisation ist noch nichts bekannt.
facts-lead = Jede Angabe gilt eine bestimmte Zeit, gerechnet vom Datum ihrer Quelle. Danach steht sie im Verzeichnis grau.
facts-core = Die vier Kernangaben
facts-none = Keine ist bekannt.
facts-until = vom { $since }, gilt bis { $until }
facts-over = vom { $since }, veraltet seit { $until }
facts-next = Die Verantwortlichen bekommen vor dem { $date } einen Brief.
facts-own = Was die Organisation über sich sagt
facts-own-text = Stimmt alles noch, dann bestätigen Sie: Überall gilt das Datum von heute, frühere Angaben bleiben erhalten.
facts-attested = Was die Kammer bestätigt hat
facts-attested-text = Bestätigen Sie neu, was Sie geprüft haben: im Namen Ihrer Kammer, mit dem Datum von heute.
facts-confirm = Alles stimmt noch
facts-attest = Neu bestätigen
facts-done = Gespeichert. In der Suche ist die Organisation wieder aktuell.
facts-changed = Diese Angaben haben sich inzwischen geändert. Hier ist der jetzige Stand; lesen Sie nach, bevor Sie bestätigen.
facts-nothing = Es gibt nichts zu bestätigen.

ageing-title = Veraltete Organisationen
ageing-lead = { $stale ->
    [0] Keine Organisation Ihrer Kammer ist veraltet
    [one] { $stale } Organisation Ihrer Kammer ist veraltet
   *[other] { $stale } Organisationen Ihrer Kammer sind veraltet
}; { $soon ->
    [0] keine wird es
    [one] { $soon } wird es
   *[other] { $soon } werden es
} in den nächsten { $days } Tagen.
ageing-what = Veraltet heißt: Name, Sitz, Tätigkeit und Kontakt haben alle ihre Frist überschritten. Die Organisation hat die übliche Suche verlassen. Die Verantwortlichen eines Mitglieds bekommen Briefe; was nur verzeichnet ist, bestätigen Sie.
ageing-none = Nichts zu tun: Alles ist aktuell.
ageing-age = Gültigkeit
ageing-since = veraltet seit { $date }
ageing-until = bis { $date }
ageing-first = Gezeigt werden die ersten { $count }.
