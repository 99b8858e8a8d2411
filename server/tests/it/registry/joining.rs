//! One organisation however many registers know it, in whatever order they come; two that may be one are a person's affair.

use passerelle::cases::reports;
use passerelle::platform::access::{Level, Mandate};
use registers::Register;
use testkit::{App, Builder, organisation, suite};

use super::counts;

suite!(
    registers_meet_in_any_order,
    a_number_stays_while_one_register_states_it,
    two_that_may_be_one_are_looked_at,
    the_samples_meet_in_any_order,
);

const NAME: &str = "Testwerk SA";
const NUMBER: &str = "0203201340";
const LEI: &str = "549300B2Q47IR0CR5B54";

/// The same firm: by its national number, by its LEI with the number there, by its VAT number.
fn three() -> [Builder; 3] {
    let as_known_by = |register, number: &str| {
        organisation(NAME)
            .registered()
            .register(register, number)
            .territory("WAL")
    };
    [
        as_known_by(Register::Kbo, NUMBER).identifier("be_enterprise", NUMBER),
        as_known_by(Register::Gleif, LEI)
            .identifier("lei", LEI)
            .identifier("be_enterprise", NUMBER)
            .seat("BE", "1000", "Bruxelles"),
        as_known_by(Register::Cordis, "999988887").identifier("be_vat", NUMBER),
    ]
}

/// The register that stated a number first leaves it out; the other, whose record did not change, still states it.
async fn a_number_stays_while_one_register_states_it(app: App) {
    let [kbo, gleif, _] = three();
    app.add([gleif]).await;
    app.add([kbo]).await;
    let without = organisation(NAME)
        .registered()
        .register(Register::Gleif, LEI)
        .identifier("lei", LEI);
    assert_eq!(counts(&app.add([without]).await), [0, 1, 0, 0]);
    let numbers = app
        .list("SELECT scheme || ' ' || value || ' ' || register FROM identifier ORDER BY 1")
        .await;
    let expected = [format!("be_enterprise {NUMBER} kbo"), format!("lei {LEI} gleif")];
    assert_eq!(numbers, expected);
}

async fn registers_meet_in_any_order(app: App) {
    let mut contents = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        for at in order {
            let done = app.add([three()[at].clone()]).await;
            let first = at == order[0];
            assert_eq!(counts(&done), [u64::from(first), 0, u64::from(!first), 0], "{order:?}");
        }
        assert_eq!(app.count("SELECT count(*) FROM organisation").await, 1, "{order:?}");
        assert_eq!(app.count("SELECT count(*) FROM register_record").await, 3);
        let shown = app.list("SELECT municipality FROM organisation").await;
        assert_eq!(shown, ["Liège"], "the national register comes first: {order:?}");
        let seats = app
            .list("SELECT register || ' ' || municipality FROM place ORDER BY 1")
            .await;
        assert_eq!(seats, ["cordis Liège", "gleif Bruxelles", "kbo Liège"], "{order:?}");
        let numbers = app
            .list("SELECT scheme || ' ' || value FROM identifier ORDER BY 1")
            .await;
        assert_eq!(
            numbers,
            [
                format!("be_enterprise {NUMBER}"),
                format!("be_vat {NUMBER}"),
                format!("lei {LEI}")
            ]
        );
        let id = app.id(NAME).await;
        let path = passerelle::organisations::path(id, NAME);
        let page = app.client().get(&format!("/en{path}")).await.expect(200).page();
        let facts = page.texts(".facts").join(" ");
        assert!(
            facts.contains("also: 1000 Bruxelles"),
            "the other seat is told: {facts}"
        );
        assert_eq!(app.broken().await, [""; 0]);
        contents.push(
            app.list("SELECT name || municipality || legal_status FROM organisation")
                .await,
        );
        assert_eq!(
            counts(&app.add(three()).await),
            [0, 0, 0, 3],
            "the same again: {order:?}"
        );
        for table in ["place", "identifier", "fact", "register_record", "organisation"] {
            app.tamper(&format!("DELETE FROM {table}")).await.unwrap();
        }
        app.settle().await;
    }
    contents.dedup();
    assert_eq!(contents.len(), 1, "{contents:?}");
}

async fn two_that_may_be_one_are_looked_at(app: App) {
    let adviser = app
        .person("anna@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    app.add([
        organisation("Eins GmbH").identifier("de_vat", "DE136695976"),
        organisation("Zwei GmbH").registered().identifier("lei", LEI),
    ])
    .await;
    let both = || {
        let one = organisation("Eins GmbH").registered().register(Register::Kohesio, "Q1");
        one.identifier("de_vat", "DE136695976").identifier("lei", LEI)
    };
    assert_eq!(counts(&app.add([both()]).await), [0, 0, 1, 0]);
    assert_eq!(
        app.count("SELECT count(*) FROM organisation WHERE root_id = id").await,
        2,
        "no machine merges"
    );
    let read = async || {
        app.journal().settle().await.unwrap();
        let region = testkit::region();
        while reports::read(app.journal(), &region).await.unwrap().read > 0 {}
        app.list("SELECT kind || ' ' || title FROM case_file").await
    };
    assert_eq!(read().await, ["report Eins GmbH"]);
    // Read again, and said again with more: it is the same case.
    app.tamper("UPDATE reader SET cursor = 0 WHERE name = 'reports'")
        .await
        .unwrap();
    app.add([both().activity("62.10")]).await;
    assert_eq!(read().await, ["report Eins GmbH"]);
    let desk = adviser.get("/de/desk").await.expect(200).page();
    let case = desk.attribute(".queue ol a", "href");
    let shown = adviser.get(&case).await.expect(200).page();
    assert!(shown.text(".case-doubles").contains("Zwei GmbH"));
    assert!(shown.text(".lead").contains("Q1"), "{}", shown.text(".lead"));
    assert_eq!(app.broken().await, [""; 0]);
}

/// Real extracts, in two orders: the same organisations, each with the same registers.
async fn the_samples_meet_in_any_order(app: App) {
    let Some(folder) = std::env::var_os("PASSERELLE_SAMPLES").map(std::path::PathBuf::from) else {
        testkit::skipped("set PASSERELLE_SAMPLES to read its registers");
        return;
    };
    let kbo = (Register::Kbo, folder.join("kbo"));
    let gleif = (Register::Gleif, folder.join("gleif/lei_records_unique.json"));
    let cordis = (
        Register::Cordis,
        folder.join("cordis/h2020_organizations_out_formatted_latest.csv"),
    );
    let mut met = Vec::new();
    for order in [[&kbo, &gleif, &cordis], [&cordis, &gleif, &kbo]] {
        for (register, path) in order {
            app.import(passerelle::registry::Kind::Register(*register), path).await;
        }
        // Every set of records that are one organisation.
        let all = app
            .list("SELECT register || ' ' || number || ' ' || (SELECT min(other.register || other.number) FROM register_record other WHERE other.organisation_id = one.organisation_id) FROM register_record one ORDER BY 1")
            .await;
        met.push(all);
        let several = app
            .count("SELECT count(*) FROM (SELECT organisation_id FROM register_record GROUP BY organisation_id HAVING count(DISTINCT register) > 1) x")
            .await;
        assert!(several > 0, "the samples have an organisation in common");
        for table in ["place", "identifier", "fact", "register_record", "organisation"] {
            app.tamper(&format!("DELETE FROM {table}")).await.unwrap();
        }
        app.tamper("UPDATE import_run SET fingerprint = 'done'").await.unwrap();
    }
    assert_eq!(met[0].len(), met[1].len());
    let differing = met[0].iter().zip(&met[1]).filter(|(one, other)| one != other).count();
    assert_eq!(differing, 0, "of {} records", met[0].len());
}
