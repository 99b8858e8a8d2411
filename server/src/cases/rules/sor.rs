//! What a negative decision is in the words of the EU Transparency Database. The desk asks for the ground and nothing more:
//! the rest follows from it and from the kind of case.

use crate::cases::model::{Decision, Ground, Kind};
use crate::cases::sor::{Account, Automation, Basis, Category, Content, Detection, Sor, Source, Visibility};

/// The statement of a decision; none for one that restricts nobody.
#[must_use]
pub fn classify(kind: Kind, decision: Decision, ground: Ground) -> Option<Sor> {
    let visibility = match decision {
        // The page is kept for an appeal and shown to nobody.
        Decision::Removed => Visibility::Disabled,
        Decision::Refused => Visibility::Other,
        Decision::Approved | Decision::NoAction => return None,
    };
    Some(Sor {
        visibility,
        basis: if ground == Ground::Illegal {
            Basis::Illegal
        } else {
            Basis::Incompatible
        },
        category: category(ground),
        source: match kind {
            Kind::Content => Source::Notice,
            Kind::Report | Kind::Dispute | Kind::RegisterChange | Kind::Outcome => Source::Other,
            Kind::NewOrganisation | Kind::ProtectedChange | Kind::Claim | Kind::Publication => Source::Voluntary,
        },
        account: Account::Business,
        content: Content::Text,
        // Readers and advisers find what is wrong, and an adviser decides: nothing here is automatic.
        detection: Detection::No,
        automation: Automation::Not,
    })
}

const fn category(ground: Ground) -> Category {
    match ground {
        // Companies write for companies and their customers: what is reported as unlawful is their trade practice.
        Ground::Illegal | Ground::Misleading => Category::ConsumerInformation,
        Ground::IdentityNotShown => Category::Scams,
        Ground::OutsideRegion | Ground::NotEligible | Ground::Duplicate | Ground::Incomplete | Ground::Terms => {
            Category::OtherTerms
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_negative_decision_has_one_and_no_other() {
        for kind in Kind::ALL {
            for decision in kind.decisions() {
                for ground in Ground::of(*kind) {
                    let found = classify(*kind, *decision, *ground);
                    assert_eq!(found.is_some(), decision.is_negative(), "{kind:?} {decision:?}");
                    let kept = found.map(|sor| sor.to_json());
                    assert_eq!(kept.and_then(|text| Sor::from_json(&text)), found);
                }
            }
        }
        let removed = classify(Kind::Content, Decision::Removed, Ground::Illegal).unwrap();
        assert_eq!(
            removed.to_json(),
            r#"{"visibility":"DECISION_VISIBILITY_CONTENT_DISABLED","basis":"DECISION_GROUND_ILLEGAL_CONTENT","category":"STATEMENT_CATEGORY_CONSUMER_INFORMATION","source":"SOURCE_ARTICLE_16","account":"ACCOUNT_TYPE_BUSINESS","content":"CONTENT_TYPE_TEXT","detection":"No","automation":"AUTOMATED_DECISION_NOT_AUTOMATED"}"#
        );
    }
}
