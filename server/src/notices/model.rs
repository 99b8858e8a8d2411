//! Kinds of notices: which entry makes which, for whom, and what their texts are.

use crate::organisations::differences;

/// What somebody is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Opened,
    Asked,
    Answered,
    Decided,
    Appealed,
    AppealDecided,
    HandedOver,
    Invited,
    /// What is known of an organisation is about to be stale.
    Confirm,
    Changed,
    /// It is this person's turn in an introduction.
    Turn,
    /// An introduction has come further.
    News,
    /// Somebody wrote in an introduction.
    Message,
    /// Nobody acted on an introduction in time.
    Late,
    /// An introduction is at its end.
    Ended,
    /// A company that is followed, or found by a search, has changed.
    Watched,
}

/// Whom a kind is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Everybody with a mandate in the chamber that must act.
    Chamber,
    /// Who has the case; everybody of the chamber where nobody has.
    Assignee,
    /// Who applied, and the owners of the organisation.
    Applicant,
    /// The person the entry names.
    Named,
    /// The owners of the organisation, and by the day's letter everybody of its home chamber.
    Home,
    /// Those an introduction concerns, as its feature says.
    Parties,
    /// The people of an investor organisation, as its feature says.
    Followers,
}

/// Ids of messages.
pub(super) struct Words {
    /// In the list and in the day's letter.
    pub(super) line: &'static str,
    pub(super) subject: &'static str,
    pub(super) lead: &'static str,
}

impl Kind {
    const ALL: [Self; 16] = [
        Self::Opened,
        Self::Asked,
        Self::Answered,
        Self::Decided,
        Self::Appealed,
        Self::AppealDecided,
        Self::HandedOver,
        Self::Invited,
        Self::Confirm,
        Self::Changed,
        Self::Turn,
        Self::News,
        Self::Message,
        Self::Late,
        Self::Ended,
        Self::Watched,
    ];

    /// What an entry of the journal is told as.
    pub(super) fn of(action: &str) -> Option<Self> {
        Some(match action {
            "cases.opened" => Self::Opened,
            "cases.asked" => Self::Asked,
            "cases.answered" => Self::Answered,
            "cases.decided" => Self::Decided,
            "cases.appealed" => Self::Appealed,
            "cases.appeal_decided" => Self::AppealDecided,
            "cases.handed_over" => Self::HandedOver,
            "joining.invited" => Self::Invited,
            "decay.asked" => Self::Confirm,
            differences::ACTION => Self::Changed,
            _ => return None,
        })
    }

    /// What an introduction is to somebody.
    pub(super) fn of_introduction(what: &str) -> Option<Self> {
        Self::from_code(&format!("introduction_{what}"))
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Opened => "case_opened",
            Self::Asked => "case_asked",
            Self::Answered => "case_answered",
            Self::Decided => "case_decided",
            Self::Appealed => "case_appealed",
            Self::AppealDecided => "case_appeal_decided",
            Self::HandedOver => "case_handed_over",
            Self::Invited => "invited",
            Self::Confirm => "confirm",
            Self::Changed => "organisation_changed",
            Self::Turn => "introduction_turn",
            Self::News => "introduction_news",
            Self::Message => "introduction_message",
            Self::Late => "introduction_late",
            Self::Ended => "introduction_ended",
            Self::Watched => "company_watched",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub(super) const fn to(self) -> To {
        match self {
            Self::Opened | Self::Appealed | Self::HandedOver => To::Chamber,
            Self::Answered => To::Assignee,
            Self::Asked | Self::Decided | Self::AppealDecided => To::Applicant,
            Self::Invited | Self::Confirm => To::Named,
            Self::Changed => To::Home,
            Self::Turn | Self::News | Self::Message | Self::Late | Self::Ended => To::Parties,
            Self::Watched => To::Followers,
        }
    }

    /// Part of a procedure: it goes out at once, whatever somebody chose. Of a question too: the case stands still until it is
    /// answered.
    pub(super) const fn is_binding(self) -> bool {
        matches!(self, Self::Asked | Self::Decided | Self::AppealDecided)
    }

    /// Whether it has a letter here; of an invitation, and of what is to be confirmed, whoever writes the entry writes one.
    pub(super) const fn has_letter(self) -> bool {
        !self.is_of_no_case()
    }

    /// Told without a case.
    pub(super) const fn is_of_no_case(self) -> bool {
        matches!(self, Self::Invited | Self::Confirm)
    }

    pub(super) const fn words(self) -> Words {
        let (line, subject, lead) = match self {
            Self::Opened => ("notice-opened", "notice-opened-subject", "notice-opened-lead"),
            Self::Asked => ("notice-asked", "notice-asked-subject", "notice-asked-lead"),
            Self::Answered => ("notice-answered", "notice-answered-subject", "notice-answered-lead"),
            Self::Decided => ("notice-decided", "notice-decided-subject", "notice-decided-lead"),
            Self::Appealed => ("notice-appealed", "notice-appealed-subject", "notice-appealed-lead"),
            Self::AppealDecided => (
                "notice-appeal-decided",
                "notice-appeal-decided-subject",
                "notice-appeal-decided-lead",
            ),
            Self::HandedOver => (
                "notice-handed-over",
                "notice-handed-over-subject",
                "notice-handed-over-lead",
            ),
            Self::Invited => ("notice-invited", "notice-invited", "notice-invited"),
            Self::Confirm => ("notice-confirm", "notice-confirm", "notice-confirm"),
            Self::Changed => ("notice-changed", "notice-changed-subject", "notice-changed-lead"),
            Self::Turn => ("notice-turn", "notice-turn-subject", "notice-turn-lead"),
            Self::News => ("notice-news", "notice-news-subject", "notice-news-lead"),
            Self::Message => ("notice-message", "notice-message-subject", "notice-message-lead"),
            Self::Late => ("notice-late", "notice-late-subject", "notice-late-lead"),
            Self::Ended => ("notice-ended", "notice-ended-subject", "notice-ended-lead"),
            Self::Watched => ("notice-watched", "notice-watched", "notice-watched"),
        };
        Words { line, subject, lead }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::of("cases.noted"), None, "private notes are nobody's notice");
    }
}
