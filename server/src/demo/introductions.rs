//! Introductions for drills: as many as are asked for, spread over the chambers, between organisations nobody of which is here, so
//! that advisers alone can move them. Made by the same verb as everything else, and only ever reached in a demonstration.

use crate::accounts::with_owner;
use crate::introductions::actions::{Ask, Whom, ask};
use crate::introductions::{Asked, Office};
use crate::organisations::model::Standing as Stands;
use crate::platform::access::{Actor, Assurance, Level, Role, Standing};
use crate::platform::texts::Locale;

use super::queue::Stage;

/// Makes them: each of another pair, the requesters in the name of one who speaks for all of them.
///
/// # Errors
/// When the database refuses.
pub async fn fill(stage: &Stage<'_>, count: usize) -> anyhow::Result<()> {
    let asks = stage.players.iter().find(|player| player.role == "founder");
    let (Some(asks), true) = (asks, count > 0) else {
        return Ok(());
    };
    let listed: Vec<_> = stage
        .there
        .iter()
        .filter(|row| matches!(row.standing, Stands::Listed | Stands::Member) && row.territory != "outside")
        .collect();
    let memberships = listed.iter().map(|row| (row.id.0, Role::Owner)).collect();
    let actor = Actor::person(
        asks.id.0,
        Standing {
            memberships,
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        },
    );
    let office = Office {
        journal: stage.journal,
        region: stage.region,
        actor: &actor,
    };
    let mut made = 0;
    for far in 1..listed.len() {
        for (place, requester) in listed.iter().enumerate() {
            if made == count {
                return Ok(());
            }
            let Some(target) = listed.get((place + far * 7) % listed.len()) else {
                continue;
            };
            let owned = with_owner(stage.journal.database().reader(), &[target.id.0]).await?;
            if !owned.is_empty() {
                continue;
            }
            let asked = Ask {
                requester: requester.id,
                whom: Whom::Organisation(target.id),
                said: Asked {
                    subject: format!("Essai d’un capteur {}", made + 1),
                    message: "Nous cherchons un partenaire pour un essai de trois mois.".to_owned(),
                    unnamed: false,
                    looked: false,
                },
                language: Locale::Fr,
                send: true,
            };
            // An organisation with many open ones is passed over, and so is one that is asked to meet itself.
            if ask(office, &asked).await.is_ok() {
                made += 1;
            }
        }
    }
    Ok(())
}
