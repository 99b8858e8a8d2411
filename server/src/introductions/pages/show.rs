//! One introduction: the track of its steps, whose turn it is and by when, the two sides, what comes next, what was said.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::act::Rejected;
use super::beside::{Advising, FileLine, Held, advising, files, held};
use super::words;
use crate::app::App;
use crate::introductions::model::{Party, Reason, Side, State as Standing, Turn};
use crate::introductions::outside::load;
use crate::introductions::queries::{PartyView, Shown};
use crate::introductions::rules::StepKind;
use crate::organisations::path;
use crate::platform::files::FILE_LIMIT;
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, SignedIn, page};

/// A step of the track.
struct Stop {
    word: String,
    told: String,
    class: &'static str,
}

/// A side as it is shown.
struct SideBox {
    eyebrow: String,
    name: String,
    href: Option<String>,
    lines: Vec<String>,
}

/// A message or note as it is shown.
pub(super) struct Said {
    who: String,
    when: String,
    /// Its language, where that is not the page's.
    language: Option<(String, &'static str)>,
    body: String,
    mine: bool,
}

#[derive(Template)]
#[template(path = "introductions/pages/show.html")]
struct ShowPage {
    layout: Layout,
    one: Shown,
    action: String,
    back: (String, String),
    track: Vec<Stop>,
    turn: String,
    due: Option<String>,
    left: Option<String>,
    sides: Vec<SideBox>,
    message_language: Option<&'static str>,
    ended: Option<String>,
    since: Option<String>,
    messages: Vec<Said>,
    /// Address, name, about, and whether it is the reader's own.
    files: Vec<FileLine>,
    megabytes: u64,
    advising: Vec<Advising>,
    held: Option<Held>,
    today: String,
    rejected: Option<Rejected>,
    /// The letter to a target nobody of which is here.
    letter: Option<String>,
}

impl ShowPage {
    fn may(&self, verb: &str) -> bool {
        StepKind::from_code(verb).is_some_and(|kind| self.one.offers(kind))
    }

    fn fault(&self, id: &str) -> Option<&str> {
        let rejected = self.rejected.as_ref()?;
        rejected
            .faults
            .iter()
            .find(|(name, _)| name == id)
            .map(|(_, text)| text.as_str())
    }

    /// What was typed last in a form.
    fn typed(&self, verb: &str, field: &str) -> String {
        let Some(rejected) = self.rejected.as_ref().filter(|rejected| rejected.verb == verb) else {
            return match (verb, field) {
                ("edit", "subject") => self.one.subject.clone(),
                ("edit", "message") => self.one.message.clone(),
                ("plan", "next") => self.one.next_step.clone().unwrap_or_default(),
                _ => String::new(),
            };
        };
        let filled = rejected.filled.clone();
        match field {
            "body" => filled.body,
            "reason" => filled.reason,
            "text" => filled.text,
            "next" => filled.next,
            "on" => filled.on,
            "subject" => filled.subject,
            "message" => filled.message,
            _ => filled.person,
        }
    }

    fn is_unnamed(&self) -> bool {
        let typed = self.rejected.as_ref().filter(|rejected| rejected.verb == "edit");
        typed.map_or(self.one.unnamed, |rejected| rejected.filled.unnamed)
    }

    /// Whether what was rejected has no form left in which it could stand.
    fn homeless(&self) -> bool {
        self.rejected
            .as_ref()
            .is_some_and(|rejected| match rejected.verb.as_str() {
                "message" => !self.one.state.is_shared(),
                "note" => self.advising.is_empty(),
                "edit" => self.one.state != Standing::Draft,
                verb => !self.may(verb),
            })
    }

    fn is_open_form(&self, verb: &str) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.verb == verb)
    }

    fn reasons(&self, verb: &str) -> &'static [Reason] {
        if verb == "refuse" {
            &Reason::OF_CHAMBER
        } else {
            &Reason::OF_TARGET
        }
    }

    fn is_reason(&self, verb: &str, reason: &Reason) -> bool {
        self.typed(verb, "reason") == reason.code()
    }

    /// Whether it can be said what came of it, if only that nothing did.
    fn is_far(&self) -> bool {
        self.one.state.is_shared() || self.one.state == Standing::Closed
    }

    /// Whether the draft was kept from nothing but that its writer must look at some passages.
    fn may_identify(&self) -> bool {
        let rejected = self.rejected.as_ref().filter(|rejected| rejected.verb == "edit");
        rejected.is_some_and(|rejected| rejected.may_identify)
    }

    /// Steps that need a button only.
    fn steps(&self) -> Vec<&'static str> {
        let all = [
            "submit",
            "screen",
            "forward",
            "offer",
            "accept",
            "meet",
            "negotiate",
            "close",
        ];
        all.into_iter().filter(|verb| self.may(verb)).collect()
    }
}

/// `GET /{lang}/introductions/{id}`
pub(in crate::introductions) async fn show(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let view = load(&app, &actor, id).await?;
    shown(&app, &lang, view, None, StatusCode::OK).await
}

pub(super) async fn shown(
    app: &App,
    lang: &Lang,
    one: Shown,
    rejected: Option<Rejected>,
    status: StatusCode,
) -> Result<Response> {
    let (t, zone) = (lang.t, lang.web.region.zone);
    let advisers = [one.requester.adviser, one.target.adviser];
    let authors = one.messages.iter().filter_map(|said| said.author);
    let laid = one.files.iter().filter_map(|file| file.person);
    let names = words::names(app, advisers.into_iter().flatten().chain(authors).chain(laid)).await?;
    let advising = advising(app, lang, &one, &names).await?;
    let is_desk = !one.readers.iter().any(|reader| !reader.is_chamber());
    let me = lang.visitor.actor.person_id();
    let messages = one.messages.iter().filter(|said| !said.is_note);
    let messages = messages.map(|said| said_of(lang, &one, said, &names, me)).collect();
    let chambers = (one.requester.chamber.as_deref(), one.target.chamber.as_deref());
    let page_of = ShowPage {
        layout: lang
            .layout(one.subject.clone())
            .hidden()
            .current(if is_desk { "desk" } else { "join" }),
        action: lang.path(&format!("/introductions/{}", one.id)),
        back: if is_desk {
            (
                lang.path("/desk/introductions"),
                t.get("introduction-desk-title").into_owned(),
            )
        } else {
            (lang.path("/introductions"), t.get("introductions-title").into_owned())
        },
        track: track(lang, &one),
        turn: words::turn(lang, one.turn, one.is_yours(), chambers),
        due: one.due_at.map(|due| t.date_long(zone.day(due))),
        left: one.left.map(|(days, over)| {
            let key = if over {
                "introduction-days-over"
            } else {
                "introduction-days-left"
            };
            t.with(key, &[("count", days.into())]).into_owned()
        }),
        sides: vec![
            side(lang, Side::Requester, &one.requester, &names),
            side(lang, Side::Target, &one.target, &names),
        ],
        message_language: (one.language != t.locale).then(|| one.language.code()),
        ended: one.ended_at.map(|at| ended(lang, &one, at)),
        since: one.accepted_at.map(|at| t.date_long(zone.day(at))),
        messages,
        today: zone.day(app.journal.clock().now()).to_string(),
        letter: (one.turn == Turn::Contact && one.readers.contains(&Party::TargetChamber))
            .then(|| lang.path(&format!("/introductions/{}/letter", one.id))),
        files: files(lang, &one, &names),
        megabytes: u64::try_from(FILE_LIMIT / 1024 / 1024).unwrap_or_default(),
        held: held(lang, &one, &names),
        advising,
        rejected,
        one,
    };
    page(&page_of, status, Cache::Private)
}

fn ended(lang: &Lang, one: &Shown, at: i64) -> String {
    let t = lang.t;
    let date = t.date_long(lang.web.region.zone.day(at));
    let state = t.term("introduction-state", one.state.code());
    let named = [("state", state.as_ref().into()), ("date", date.as_str().into())];
    t.with("introduction-ended", &named).into_owned()
}

/// The way of one that goes well: what was reached with its day, what comes now with whose turn it is. Where it ended before its
/// end, that is its last stop.
fn track(lang: &Lang, one: &Shown) -> Vec<Stop> {
    let (t, zone) = (lang.t, lang.web.region.zone);
    let mut stops = Vec::new();
    let mut next = one.state.is_open();
    for state in Standing::WAY.into_iter().skip(1) {
        let word = t.term("introduction-step", state.code()).into_owned();
        let reached = one.track.iter().find(|(found, _)| *found == state);
        let stop = match reached {
            Some((_, at)) => Stop {
                word,
                told: t.date(zone.day(*at)),
                class: "done",
            },
            None if next => {
                next = false;
                let told = if one.is_yours() {
                    "introduction-your-turn"
                } else {
                    "introduction-comes-next"
                };
                Stop {
                    word,
                    told: t.get(told).into_owned(),
                    class: "now",
                }
            }
            None if !one.state.is_open() => continue,
            None => Stop {
                word,
                told: String::new(),
                class: "",
            },
        };
        stops.push(stop);
    }
    if let (false, false, Some(at)) = (one.state.is_open(), one.state == Standing::Closed, one.ended_at) {
        stops.push(Stop {
            word: t.term("introduction-state", one.state.code()).into_owned(),
            told: t.date(zone.day(at)),
            class: "gone",
        });
    }
    stops
}

fn side(lang: &Lang, side: Side, party: &PartyView, names: &std::collections::HashMap<Uuid, String>) -> SideBox {
    let (t, region) = (lang.t, &lang.web.region);
    let territory = region.territory_name(&party.territory, t.locale);
    let mut lines = Vec::new();
    lines.extend(words::sector(lang, party));
    if let Some(code) = &party.chamber {
        let chamber = words::chamber(lang, code);
        let adviser = party.adviser.and_then(|id| names.get(&id));
        lines.push(match adviser {
            Some(name) => {
                let named = [("chamber", chamber.as_str().into()), ("name", name.as_str().into())];
                t.with("introduction-accompanied-by", &named).into_owned()
            }
            None => t
                .with("introduction-accompanied", &[("chamber", chamber.as_str().into())])
                .into_owned(),
        });
    }
    let languages: Vec<String> = party
        .languages
        .iter()
        .map(|code| t.term("language", code).into_owned())
        .collect();
    if !languages.is_empty() {
        lines.push(languages.join(", "));
    }
    SideBox {
        eyebrow: format!("{} · {territory}", t.term("introduction-side", side.code())),
        name: words::called(lang, party),
        href: party.named.as_ref().map(|(id, name)| lang.path(&path(*id, name))),
        lines,
    }
}

pub(super) fn said_of(
    lang: &Lang,
    one: &Shown,
    said: &crate::introductions::queries::Message,
    names: &std::collections::HashMap<Uuid, String>,
    me: Option<Uuid>,
) -> Said {
    let t = lang.t;
    let of = match said.party.side() {
        Some(Side::Target) => &one.target,
        _ => &one.requester,
    };
    let mine = said.author.is_some() && said.author == me;
    let speaks = words::speaks(lang, said.party, of);
    let who = match said.author.and_then(|id| names.get(&id)) {
        _ if mine => t.get("introduction-you").into_owned(),
        Some(name) => format!("{name}, {speaks}"),
        None => speaks,
    };
    let other = said.language != t.locale;
    Said {
        who,
        when: words::moment(t, &lang.web.region, said.at),
        language: other.then(|| {
            let name = t.term("language", said.language.code()).into_owned();
            (name, said.language.code())
        }),
        body: said.body.clone(),
        mine,
    }
}
