//! What is sent instead of a table: an answer in words, with the form as it was, and nothing kept.

use testkit::{App, suite};

use super::{CHAMBER, adviser, bring};

suite!(what_is_no_table, without_what_the_form_asks);

async fn what_is_no_table(app: App) {
    let client = adviser(&app).await;
    let large = vec![b'x'; 60 * 1024 * 1024];
    let wide = format!("Nom{}\nEins\n", ";x".repeat(200_000));
    for (name, bytes, said) in [
        ("liste.csv", &large[..], "dépasse 20 Mo"),
        ("liste.exe", b"MZ\x90", "seuls CSV et XLSX"),
        ("liste.csv", b"MZ\x90", "n’est pas ce que dit son nom"),
        ("liste.csv", b"<!doctype html>", "page web"),
        ("liste.xlsx", b"\xd0\xcf\x11\xe0", "mot de passe"),
        ("liste.xlsx", b"PK\x03\x04 and nothing", "abîmé"),
        ("liste.csv", wide.as_bytes(), "plus de 150 colonnes"),
        ("liste.csv", b"", "rien dedans"),
        ("liste.csv", b"Nom;Pays\n", "aucune ligne"),
    ] {
        let page = bring(&client, name, bytes).await.expect(422).page();
        assert!(
            page.text(".error-summary").contains(said),
            "{said}: {}",
            page.text(".error-summary")
        );
        assert_eq!(page.attribute("#date", "value"), "2026-11-20", "what was typed is kept");
    }
    assert_eq!(app.count("SELECT count(*) FROM chamber_file").await, 0);
    assert_eq!(app.state.files.all().await.unwrap().len(), 0);
}

async fn without_what_the_form_asks(app: App) {
    let client = adviser(&app).await;
    let send = async |chamber: &str, date: &str| {
        let fields = [("chamber", chamber), ("date", date)];
        let file = ("liste.csv", "text/csv", &b"Nom\nEins\n"[..]);
        client.post_file_with("/de/chamber-files", &fields, file).await
    };
    for (date, said) in [
        ("", "Jahr, Monat und Tag"),
        ("gestern", "Jahr, Monat und Tag"),
        ("2031-01-01", "Zukunft"),
    ] {
        let page = send(CHAMBER, date).await.expect(422).page();
        assert!(page.text(".error-summary").contains(said), "{date}");
        assert_eq!(page.attribute("#date", "value"), date);
    }
    send("cc-luxembourg", "2026-11-20").await.expect(404);
    send("nowhere", "2026-11-20").await.expect(404);
    send(CHAMBER, "2026-11-20").await.expect(303);
    // Something else than a form with a file.
    client.post_form("/de/chamber-files", &[]).await.expect(415);
}
