//! What stands around every step: where one is, where one can go, who will look at it, and when it was kept.

use crate::joining::model::Step;
use crate::joining::queries::Draft;
use crate::joining::rules::{Fault, check_all};
use crate::organisations::queries::Organisation;
use crate::platform::web::Result;

use super::Reader;
use crate::app::App;
use crate::cases::CaseId;
use crate::cases::queries::ownership_of;
use crate::chambers::{self, Operating};

/// The chambers around a draft.
pub(super) struct Chambers {
    /// Those that operate here.
    pub here: Vec<Operating>,
    /// The one that has it, or would get it, and the working days in which it means to decide.
    pub asked: Option<(String, u16)>,
}

impl Chambers {
    /// As long as a draft may be changed the one chosen is asked; then it is whichever has the case.
    pub(super) async fn around(app: &App, draft: &Draft) -> Result<Self> {
        let here = chambers::deciding(app.journal.database().reader(), &app.web.region).await?;
        let asked = match draft.case.filter(|_| !draft.is_editable()) {
            Some((case, _)) => chamber_of(app, case).await?,
            None => {
                let chosen = here.iter().find(|one| one.code == draft.dossier.chamber);
                chosen.map(|one| (one.code.clone(), one.target_days))
            }
        };
        Ok(Self { here, asked })
    }
}

/// The chamber that has a case, with its target.
pub(super) async fn chamber_of(app: &App, case: CaseId) -> Result<Option<(String, u16)>> {
    let (db, region) = (app.journal.database().reader(), &app.web.region);
    let owned = ownership_of(db, case).await?;
    let Some(code) = owned.and_then(|owned| owned.chamber) else {
        return Ok(None);
    };
    let days = chambers::target_days(db, region, &code).await?;
    Ok(Some((code, days)))
}

/// What a chamber promises.
pub(super) fn promise(days: u16, reader: Reader<'_>) -> String {
    let days = [("days", u64::from(days).into())];
    reader.t.with("join-chamber-days", &days).into_owned()
}

/// A step in the side column.
pub(super) struct StepLink {
    pub step: Step,
    pub name: String,
    pub current: bool,
    /// Whether nothing is wrong with it, as far as somebody has been there.
    pub done: bool,
}

/// The frame of a step.
pub(super) struct Frame {
    /// Address of the draft, language in front.
    pub base: String,
    pub version: i64,
    pub step: Step,
    pub progress: String,
    pub steps: Vec<StepLink>,
    /// The chamber that is asked: name, address of its site, what it promises.
    pub chamber: Option<(String, String, String)>,
    pub by_hand: bool,
    pub founded: bool,
    pub saved: String,
    /// What is wrong: field and text.
    pub faults: Vec<(String, String)>,
    /// What the fields are called: a summary names the field a fault is of.
    pub labels: Vec<(String, String)>,
    /// Another window was quicker.
    pub stale: bool,
    /// It is with a chamber, and looked at only.
    pub sent: bool,
}

impl Frame {
    pub(super) fn new(draft: &Draft, step: Step, chambers: &Chambers, reader: Reader<'_>) -> Self {
        let t = reader.t;
        let all = check_all(&draft.dossier, reader.among(&chambers.here));
        let link = |one: Step| StepLink {
            step: one,
            name: t.term("join-step", one.code()).into_owned(),
            current: one == step,
            done: one <= draft.step && !all.iter().any(|(of, _)| *of == one),
        };
        let asked = chambers.asked.as_ref();
        let chamber = asked.and_then(|(code, days)| {
            let chamber = reader.region.chamber(code)?;
            let name = chamber.name.get(t.locale).to_owned();
            Some((name, chamber.website.clone(), promise(*days, reader)))
        });
        let (number, count) = (step.number(), Step::ALL.len());
        let progress = t.with("join-progress", &[("step", number.into()), ("count", count.into())]);
        Self {
            base: format!("/{}/joining/{}", t.locale, draft.id),
            version: draft.version,
            step,
            progress: progress.into_owned(),
            steps: Step::ALL.into_iter().map(link).collect(),
            chamber,
            by_hand: draft.dossier.organisation.is_none(),
            founded: draft.dossier.founded,
            saved: t
                .with("join-saved", &[("time", clock_time(draft.changed_at, reader).into())])
                .into_owned(),
            faults: Vec::new(),
            labels: Vec::new(),
            stale: false,
            sent: !draft.is_editable(),
        }
    }

    /// The address of a step.
    pub(super) fn at(&self, step: &Step) -> String {
        format!("{}/{}", self.base, step.code())
    }

    pub(super) fn before(&self) -> Option<String> {
        self.step.before().map(|step| self.at(&step))
    }

    /// Names what is wrong.
    pub(super) fn mark(&mut self, faults: &[Fault], reader: Reader<'_>) {
        let told = |fault: &Fault| {
            let text = crate::joining::outside::detail(&fault.why).text(reader.t);
            (fault.field.clone(), text)
        };
        self.faults = faults.iter().map(told).collect();
    }

    pub(super) fn label(&self, field: &str) -> Option<&str> {
        let found = self.labels.iter().find(|(name, _)| name == field);
        found.map(|(_, label)| label.as_str())
    }

    pub(super) fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }
}

/// Hour and minute in the region.
fn clock_time(at: i64, reader: Reader<'_>) -> String {
    reader.region.zone.local(at).format("%H:%M").to_string()
}

/// The name of the register a value was read from, with its date.
pub(super) fn source(organisation: &Organisation, register: &str, reader: Reader<'_>) -> Option<String> {
    let (_, _, as_of) = organisation.records.iter().find(|(code, ..)| code == register)?;
    let name = reader.region.register(register)?.name.get(reader.t.locale);
    Some(format!("{name}, {}", reader.t.date(*as_of)))
}
