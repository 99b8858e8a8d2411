//! What stands in an address: the cursor of a page, what the directory is asked for.

use std::sync::OnceLock;

use axum::extract::FromRequestParts;
use axum::http::{Request, Uri};
use passerelle::directory::asked::Asked;
use passerelle::directory::facets::{Facet, definition};
use passerelle::platform::access::{Action, Actor, scope};
use passerelle::platform::web::{Cursor, Error, Params, filter_hash};
use search::{After, Index, SearchError};

use super::{line, region, runtime};

/// The secret and the filters in the first two lines, then a position, which is also read as a cursor somebody made up. What
/// was sealed opens to what it was, with its secret and for its filters only; what opens is what was sealed.
pub fn cursor(bytes: &[u8]) {
    let (secret, rest) = line(bytes);
    let (filters, position) = line(rest);
    let filters = filter_hash(&String::from_utf8_lossy(filters));
    let sealed = Cursor::seal(position, secret, &filters);
    assert!(
        sealed
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
    match Cursor::open(&sealed, secret, &filters) {
        Ok(opened) => assert_eq!(opened, position),
        Err(_) => assert!(position.len() > 1000, "{position:?}"),
    }
    let other = [secret, b"x"].concat();
    assert!(Cursor::open(&sealed, &other, &filters).is_err());
    assert!(Cursor::open(&sealed, secret, &filter_hash(&sealed)).is_err());
    let mut forged = sealed.into_bytes();
    let place = position.len() % forged.len();
    if let Some(letter) = forged.get_mut(place) {
        *letter = if *letter == b'A' { b'B' } else { b'A' };
    }
    assert!(Cursor::open(&String::from_utf8_lossy(&forged), secret, &filters).is_err());

    let made_up = String::from_utf8_lossy(position);
    match Cursor::open(&made_up, secret, &filters) {
        Ok(opened) => assert_eq!(Cursor::seal(&opened, secret, &filters), made_up),
        Err(error) => assert!(matches!(error, Error::Malformed(_)), "{error:?}"),
    }
    if let Ok(after) = After::from_bytes(position) {
        assert_eq!(after.to_bytes(), position);
    }
}

/// The query of an address of the directory: what is read is written as an address that says the same; of known codes comes a
/// question the index answers.
pub fn directory_query(bytes: &[u8]) {
    let Ok(query) = std::str::from_utf8(bytes) else { return };
    let Some(asked) = read(&format!("?{query}")) else {
        return;
    };
    let again = asked.query_string();
    assert_eq!(read(&again).as_ref(), Some(&asked), "{again}");
    assert_eq!(asked.first_page().cursor, None);
    for facet in Facet::ALL {
        let of = asked.of(facet);
        assert!(of.is_sorted() && of.iter().all(|code| !code.is_empty()), "{of:?}");
    }
    if asked.check(region()).is_err() {
        return;
    }
    let guest = scope(&Actor::guest(), Action::ReadOrganisation);
    match index().search(&asked.query(region(), &guest)) {
        Ok(answer) => assert_eq!((answer.total, answer.counts.len()), (0, Facet::ALL.len() + 1)),
        Err(SearchError::TooLong { .. } | SearchError::TooManyWords { .. }) => {}
        Err(error) => panic!("{error}: {asked:?}"),
    }
}

/// Nothing where it is no address, or refused for what stands in it.
fn read(query: &str) -> Option<Asked> {
    let uri: Uri = format!("/fr/organisations{query}").parse().ok()?;
    let (mut parts, ()) = Request::get(uri).body(()).ok()?.into_parts();
    match runtime().block_on(Params::<Asked>::from_request_parts(&mut parts, &())) {
        Ok(Params(asked)) => Some(asked),
        Err(Error::Malformed(_)) => None,
        Err(error) => panic!("{error:?}"),
    }
}

/// An index of the directory with nothing in it; what is open stays readable when its folder goes.
fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let Ok(folder) = tempfile::tempdir() else {
            panic!("no folder");
        };
        match Index::open(folder.path(), definition(region())) {
            Ok(index) => index,
            Err(error) => panic!("{error}"),
        }
    })
}
