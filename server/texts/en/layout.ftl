# The frame of every page, and what all of them write alike.

layout-skip = Skip to content
layout-navigation = Main
layout-language = Language
layout-note = Note
layout-demo = Invented demonstration data: none of these organisations exists.
layout-operator = Passerelle, run by { $operator }

percent = { $share }%
ago-today = today
ago-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
ago-months = { $count ->
    [one] 1 month ago
   *[other] { $count } months ago
}
ago-years = { $count ->
    [one] 1 year ago
   *[other] { $count } years ago
}

layout-sign-in = Sign in
layout-sign-out = Sign out
layout-desk = Desk
layout-runs = Imports
