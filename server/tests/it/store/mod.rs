//! What lies below all addresses: schema, statements, transactions, the journal and its readers.

mod copies;
mod files;
mod journal;
mod moving;
mod primary;
mod readers;
mod schema;
mod statements;
mod writes;

pub(crate) use copies::of_version;
use passerelle::platform::access::{self, Action, Actor, Node, Purpose};
use passerelle::platform::database::{DatabaseError, Tx};
use passerelle::platform::journal::{Entry, Part, Receipt, append as write_down};
use testkit::App;
use uuid::Uuid;

/// Appends an entry that says `text` about a person.
async fn append(app: &App, tx: &Tx, text: &str, about: Option<Uuid>) -> Result<Receipt, DatabaseError> {
    let grant = access::decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node).unwrap();
    let entry = Entry {
        action: "test.said",
        subject: "test".into(),
        parts: vec![Part {
            about,
            bytes: text.as_bytes().to_vec(),
        }],
    };
    write_down(tx, app.clock(), grant, entry).await
}

/// Writes one entry in a transaction of its own.
pub(crate) async fn say(app: &App, text: &str, about: Option<Uuid>) {
    app.journal()
        .write(|tx| async move { Ok::<_, DatabaseError>((append(app, &tx, text, about).await?, ())) })
        .await
        .unwrap();
}
