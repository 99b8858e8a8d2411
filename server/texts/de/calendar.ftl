# Die Fristen einer Person, wie ihr Kalender sie liest.

calendar-name = Passerelle Fristen
calendar-introduction-yours = Vermittlung { $number }: Sie sind am Zug
calendar-introduction-others = Vermittlung { $number }: andere sind am Zug
calendar-opportunity = „{ $title }“: letzter Tag
calendar-case = Vorgang { $number }: Frist
