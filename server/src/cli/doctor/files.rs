//! Whether what people lay in can be kept and read, and by whom.

use super::Finding;
use crate::platform::files::{Files, FilesError, FilesPlace};
use crate::platform::settings::Settings;

const ID: &str = "files";

/// A bucket is tried with something small, which is taken away again. Of a folder other machines are the question.
pub(super) async fn look(settings: &Settings, now: i64) -> Option<Finding> {
    let place = settings.files_place();
    if matches!(place, FilesPlace::Bucket(..)) {
        return Some(bucket(&place, now).await);
    }
    settings.database.as_ref().map(|_| {
        Finding::note(
            ID,
            "lie in the data folder of this machine",
            "where several machines serve, set `files` to a bucket or share the folder `files`: the others do not find what is laid in here",
        )
    })
}

async fn bucket(place: &FilesPlace, now: i64) -> Finding {
    let tried = match Files::open(place) {
        // A name of its own: two machines may look at the same time.
        Ok(files) => files.probe(&format!("{now}-{}", std::process::id())).await,
        Err(error) => Err(error),
    };
    let (said, advice) = match tried {
        Ok(()) => return Finding::ok(ID, format!("{place} keeps, lists and gives back")),
        Err(FilesError::Away(away)) => (
            away.to_string(),
            "does the bucket exist, are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL set and right where this runs, and may they list, read, write and delete there? The server needs the same",
        ),
        Err(error) => (error.to_string(), "DEPLOY.md, Files in a bucket"),
    };
    Finding::wrong(ID, said, advice)
}
