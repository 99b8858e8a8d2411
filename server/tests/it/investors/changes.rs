//! What changed: kept of young companies by a reader of the journal, put together for a workspace, told to its people.

use passerelle::accounts::PersonId;
use passerelle::app::KnownCases;
use passerelle::investors::Search;
use passerelle::investors::actions::{self, Keeping};
use passerelle::investors::model::{Interest, Stage};
use passerelle::notices;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Role};
use passerelle::platform::clock::DAY;
use testkit::{App, Client, organisation, suite};

use super::{cast, hands, investor, program, said, say, somebody};

suite!(
    a_register_changes_its_mind,
    what_is_for_few_is_told_to_few,
    only_what_changed_since,
    read_twice_it_is_kept_once,
);

/// Lets the reader of this feature come to the head of the journal.
pub(super) async fn read(app: &App) {
    app.settle().await;
    while actions::read(app.journal()).await.unwrap().read > 0 {}
}

async fn tell(app: &App) {
    app.journal().settle().await.unwrap();
    let cases = KnownCases(app.state.web.clone());
    while notices::read(app.journal(), &app.state.web, &cases).await.unwrap().read > 0 {}
}

async fn notices_of(app: &App, person: PersonId) -> Vec<String> {
    let id = crate::opportunities::sql_id(app, person.0);
    app.list(&format!(
        "SELECT reference || ' ' || path FROM notice WHERE kind = 'company_watched' AND person_id = {id} ORDER BY entry_seq"
    ))
    .await
}

async fn lines(client: &Client, fund: OrganisationId) -> Vec<String> {
    let page = client.get(&format!("/de/own/{fund}/changes")).await.expect(200).page();
    let squeezed = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.texts("#changes > li").into_iter().map(squeezed).collect()
}

async fn search(app: &App, of: (OrganisationId, &passerelle::platform::access::Actor), filters: &str) {
    let keeping = Keeping {
        search: Search::of_query(filters),
        told: true,
    };
    actions::keep_search(hands(app, of.1), of.0, &keeping).await.unwrap();
}

async fn a_register_changes_its_mind(app: App) {
    let cast = cast(&app).await;
    let owner = somebody(&app, "o@fund.example", (cast.fund, Role::Owner), (true, Level::Two)).await;
    search(&app, (cast.fund, &owner), "territory=LOR").await;
    actions::watch(hands(&app, &owner), cast.fund, cast.young)
        .await
        .unwrap();
    let person = PersonId(owner.person_id().unwrap());
    // One is followed, one is found by the search, one is neither, one is no company for investors.
    app.add([
        organisation("Brückenohr")
            .kind("startup")
            .activity("62.10")
            .seat("DE", "66740", "Saarlouis")
            .as_of("2026-11-10"),
        organisation("Deux Rives")
            .kind("startup")
            .territory("LOR")
            .seat("FR", "54000", "Nancy")
            .as_of("2026-11-11"),
        organisation("Stahl und Söhne")
            .kind("corporate")
            .seat("DE", "66763", "Dillingen")
            .as_of("2026-11-11"),
    ])
    .await;
    read(&app).await;
    tell(&app).await;
    let client = app.signed_in(person, Level::Two).await;
    let told = lines(&client, cast.fund).await;
    assert_eq!(told.len(), 2, "{told:?}");
    let of = |name: &str| told.iter().find(|line| line.contains(name)).unwrap();
    let followed = of("Brückenohr");
    assert!(
        followed.contains("66111 Saarbrücken → wird zu 66740 Saarlouis") && followed.contains("10.11.2026"),
        "field, before, after, source and its date: {followed}"
    );
    assert!(
        followed.contains("Sie beobachten es") && !followed.contains("Suche:"),
        "{followed}"
    );
    let found = of("Deux Rives");
    assert!(
        found.contains("Suche: Lothringen") && !found.contains("beobachten"),
        "{found}"
    );
    let path = format!("/own/{}/changes", cast.fund);
    let mut notices = notices_of(&app, person).await;
    notices.sort();
    assert_eq!(notices, [format!("Brückenohr {path}"), format!("Deux Rives {path}")]);
    // Told in one letter in the morning, which says that, and not what.
    assert!(app.letters("o@fund.example").await.is_empty());
    app.clock().advance(DAY);
    notices::send_digests(app.journal(), &app.state.web).await.unwrap();
    let letters = app.letters("o@fund.example").await;
    assert_eq!((letters.len(), letters[0].kind.as_str()), (1, "digest"));
    let text = &letters[0].text;
    assert!(
        text.contains("Brückenohr") && text.contains(&path) && !text.contains("Saarlouis"),
        "{text}"
    );
    let list = app
        .signed_in(person, Level::Two)
        .await
        .get("/de/notices")
        .await
        .expect(200)
        .page();
    assert!(list.text(".notices").contains("Brückenohr"));
    // A token is made by whoever signed in just now.
    let client = app.signed_in(person, Level::Two).await;
    let reader = program(&app, &client, &["read"]).await;
    let items = reader
        .get(&format!("/api/v1/workspaces/{}/changes", cast.fund))
        .await
        .expect(200)
        .json();
    let items = items["items"].as_array().unwrap().clone();
    let one = items.iter().find(|one| one["name"] == "Brückenohr").unwrap();
    assert_eq!(
        (&one["field"], &one["before"], &one["after"]),
        (&"seat".into(), &"66111 Saarbrücken".into(), &"66740 Saarlouis".into())
    );
    assert_eq!(
        (&one["source"]["asOf"], &one["watched"]),
        (&"2026-11-10".into(), &true.into())
    );
}

async fn what_is_for_few_is_told_to_few(app: App) {
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(Stage::Pilot)).await;
    app.clock().advance(DAY);
    let owner = somebody(&app, "o@fund.example", (cast.fund, Role::Owner), (true, Level::Two)).await;
    let plain = somebody(&app, "p@fund.example", (cast.fund, Role::Editor), (false, Level::Two)).await;
    actions::watch(hands(&app, &owner), cast.fund, cast.young)
        .await
        .unwrap();
    search(&app, (cast.fund, &owner), "band=under_100k").await;
    tell(&app).await;
    let (owner, plain): (PersonId, PersonId) = [owner, plain].map(|actor| PersonId(actor.person_id().unwrap())).into();
    let nobody = (notices_of(&app, owner).await.len(), notices_of(&app, plain).await.len());
    assert_eq!(nobody, (0, 0), "what was there before is no news");
    app.clock().advance(DAY);
    let mut smaller = said(Stage::Pilot);
    smaller.sought = smaller.sought.map(|sought| passerelle::investors::model::Sought {
        band: passerelle::investors::model::Band::Tiny,
        ..sought
    });
    say(&app, cast.young, 1, smaller).await;
    say(&app, cast.other, 0, smaller).await;
    read(&app).await;
    tell(&app).await;
    assert_eq!(notices_of(&app, owner).await.len(), 2);
    assert_eq!(
        notices_of(&app, plain).await.len(),
        0,
        "nothing that everybody may know has changed"
    );
    let of_owner = lines(&app.signed_in(owner, Level::Two).await, cast.fund).await;
    let band = |line: &&String| line.contains("1 bis 3 Mio. € → wird zu unter 100.000 €");
    assert_eq!(of_owner.iter().filter(band).count(), 1, "{of_owner:?}");
    assert!(
        of_owner
            .iter()
            .any(|line| line.contains("Deux Rives") && line.contains("Suche: unter 100.000 €"))
    );
    let of_plain = lines(&app.signed_in(plain, Level::Two).await, cast.fund).await;
    assert_eq!(of_plain, [""; 0], "no band, and no search by one");
    // A stage is everybody's; said again with the same words it is no change.
    let market = Interest {
        stage: Some(Stage::Market),
        ..smaller
    };
    say(&app, cast.young, 2, market).await;
    say(&app, cast.young, 3, market).await;
    read(&app).await;
    tell(&app).await;
    assert_eq!(
        (notices_of(&app, owner).await.len(), notices_of(&app, plain).await.len()),
        (3, 1)
    );
    let of_plain = lines(&app.signed_in(plain, Level::Two).await, cast.fund).await;
    assert_eq!(of_plain.len(), 1);
    assert!(
        of_plain[0].contains("Pilotkunden → wird zu Auf dem Markt"),
        "{of_plain:?}"
    );
}

async fn only_what_changed_since(app: App) {
    let cast = cast(&app).await;
    let client = investor(&app, cast.fund).await;
    let none = |lines: Vec<String>| assert_eq!(lines, [""; 0]);
    say(&app, cast.young, 0, said(Stage::Idea)).await;
    read(&app).await;
    none(lines(&client, cast.fund).await);
    app.clock().advance(DAY);
    let list = format!("/de/own/{}/watchlist", cast.fund);
    let young = cast.young.to_string();
    let add = [("organisation", young.as_str()), ("do", "add")];
    client.post_form(&list, &add).await.expect(303);
    none(lines(&client, cast.fund).await);
    app.clock().advance(DAY);
    say(&app, cast.young, 1, said(Stage::Pilot)).await;
    read(&app).await;
    assert_eq!(lines(&client, cast.fund).await.len(), 1);
    // Out of sight it is nobody's any more, and after three months it is over.
    app.tamper("UPDATE organisation SET standing = 'withdrawn', public = false WHERE name = 'Brückenohr'")
        .await
        .unwrap();
    none(lines(&client, cast.fund).await);
    app.tamper("UPDATE organisation SET standing = 'member', public = true WHERE name = 'Brückenohr'")
        .await
        .unwrap();
    assert_eq!(lines(&client, cast.fund).await.len(), 1);
    app.clock().advance(91 * DAY);
    let again = app
        .person("again@fund.example")
        .role(cast.fund, Role::Viewer)
        .signed_in(Level::Two)
        .await;
    none(lines(&again, cast.fund).await);
}

async fn read_twice_it_is_kept_once(app: App) {
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(Stage::Idea)).await;
    app.settle().await;
    let (one, two) = tokio::join!(actions::read(app.journal()), actions::read(app.journal()));
    assert!(one.unwrap().read > 0 || two.unwrap().read > 0);
    assert_eq!(app.count("SELECT count(*) FROM startup_change").await, 3);
    app.tamper("UPDATE reader SET cursor = 0 WHERE name = 'investors'")
        .await
        .unwrap();
    read(&app).await;
    assert_eq!(app.count("SELECT count(*) FROM startup_change").await, 3);
}
