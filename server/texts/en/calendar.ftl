# Somebody’s deadlines, as their calendar reads them.

calendar-name = Passerelle deadlines
calendar-introduction-yours = Introduction { $number }: your turn
calendar-introduction-others = Introduction { $number }: others must act
calendar-opportunity = “{ $title }”: last day
calendar-case = Case { $number }: due
