//! Files people lay in. Their bytes lie under their own hash, in the data folder or in a bucket, and are checked before they are
//! kept; who may have them is for the features to say. Nothing here trusts a name, an extension or a declared type alone.

mod bucket;
mod check;
mod place;
mod upload;

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use sha2::{Digest, Sha256};

pub use check::{FileFault, FileKind, check, file_name};
pub use place::{AwsVariables, Bucket, FilesPlace, NoBucket};
pub use upload::{FILE_LIMIT, Incoming, Received, receive, receive_up_to};

use super::hash::{hex, unhex};

/// How long one thing asked of a bucket may take in all; a page waits for it.
const LONGEST: Duration = Duration::from_secs(25);
/// Files copied at a time.
const AT_A_TIME: usize = 8;

/// The store of a node; clones share it.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    place: Arc<FilesPlace>,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The store itself would show what it signs with.
        f.debug_tuple("Files").field(&self.place).finish()
    }
}

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder cannot be made.
    #[error("{}: {source}; choose a folder that this user can write with --data", folder.display())]
    Folder {
        /// Which.
        folder: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The store in the folder refuses.
    #[error("files: {0}")]
    Store(#[from] object_store::Error),
    /// The variables of a bucket make no sense.
    #[error("files in {place}: {said}; see DEPLOY.md, Files in a bucket")]
    Variables {
        /// The bucket.
        place: String,
        /// What is wrong with them.
        said: String,
    },
    /// The bucket refuses or does not answer.
    #[error("{0}; is it there, and are the variables AWS_… right? `passerelle doctor` tries it")]
    Away(#[from] Away),
    /// Bytes that are not what their name says.
    #[error("the file {name} in {place} is damaged; bring it back from another backup")]
    Damaged {
        /// Where it lies.
        place: String,
        /// Its hash.
        name: String,
    },
}

/// Why a bucket gave no answer. It may come back.
#[derive(Clone, Debug, thiserror::Error)]
#[error("files in {place}: {said}")]
pub struct Away {
    place: String,
    said: String,
}

/// What became of the files of another store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Copied now.
    pub copied: usize,
    /// Were there before.
    pub there: usize,
}

impl Files {
    /// The store at a place. A bucket is not asked for anything yet.
    ///
    /// # Errors
    /// When the folder cannot be made, or the variables of the bucket make no sense.
    pub fn open(place: &FilesPlace) -> Result<Self, FilesError> {
        let store: Arc<dyn ObjectStore> = match place {
            FilesPlace::Folder(data) => Arc::new(in_folder(data)?),
            FilesPlace::Bucket(bucket, variables) => {
                bucket::open(bucket, variables).map_err(|said| FilesError::Variables {
                    place: place.to_string(),
                    said,
                })?
            }
        };
        let place = Arc::new(place.clone());
        Ok(Self { store, place })
    }

    /// Where they lie.
    #[must_use]
    pub fn place(&self) -> &FilesPlace {
        &self.place
    }

    /// Keeps bytes and gives their hash; the same bytes lie there once.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<[u8; 32], FilesError> {
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        self.put(&address(&hash), bytes.into()).await?;
        Ok(hash)
    }

    async fn put(&self, place: &object_store::path::Path, bytes: Bytes) -> Result<(), FilesError> {
        let once = PutOptions::from(PutMode::Create);
        let sent = self.store.put_opts(place, bytes.clone().into(), once);
        let is_there = match self.within(sent).await {
            Ok(_) => return Ok(()),
            Err(object_store::Error::AlreadyExists { .. }) => self.within(self.store.head(place)).await.is_ok(),
            Err(object_store::Error::NotImplemented { .. }) => false,
            Err(error) => return Err(self.refused(error)),
        };
        if is_there {
            return Ok(());
        }
        // Another node takes it away at this moment, or the store knows no conditions. Bytes under their own hash replace none.
        let again = self.store.put(place, bytes.into());
        self.within(again).await.map(drop).map_err(|error| self.refused(error))
    }

    /// The bytes with that hash; none where they were removed.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn read(&self, hash: &[u8]) -> Result<Option<Bytes>, FilesError> {
        let place = address(hash);
        let read = async { self.store.get(&place).await?.bytes().await };
        match self.within(read).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(self.refused(error)),
        }
    }

    /// The hashes of all bytes that lie here.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn all(&self) -> Result<Vec<Vec<u8>>, FilesError> {
        let found: Result<Vec<_>, _> = self.store.list(None).try_collect().await;
        let found = found.map_err(|error| self.refused(error))?;
        Ok(found.iter().filter_map(hash_of).collect())
    }

    /// Removes bytes nobody's row names any more.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn remove(&self, hash: &[u8]) -> Result<(), FilesError> {
        self.delete(&address(hash)).await
    }

    async fn delete(&self, place: &object_store::path::Path) -> Result<(), FilesError> {
        match self.within(self.store.delete(place)).await {
            Ok(()) => Ok(()),
            Err(error) if is_gone(&error) => Ok(()),
            Err(error) => Err(self.refused(error)),
        }
    }

    /// Copies these to another store, and says how many: some may have been taken out meanwhile.
    ///
    /// # Errors
    /// When a store refuses, or a file is not what its name says.
    pub async fn copy(&self, hashes: Vec<Vec<u8>>, to: &Self) -> Result<usize, FilesError> {
        let one = |hash: Vec<u8>| {
            let (from, to) = (self.clone(), to.clone());
            async move {
                let Some(bytes) = from.read(&hash).await? else {
                    return Ok(0);
                };
                if Sha256::digest(&bytes).as_slice() != hash {
                    let (place, name) = (from.place.to_string(), hex(&hash));
                    return Err(FilesError::Damaged { place, name });
                }
                to.put(&address(&hash), bytes).await?;
                Ok(1)
            }
        };
        let copied = futures::stream::iter(hashes).map(one).buffer_unordered(AT_A_TIME);
        copied.try_fold(0, |sum, one| async move { Ok(sum + one) }).await
    }

    /// Copies all that another store lacks. What was cut off goes on when it is done again.
    ///
    /// # Errors
    /// As [`Files::copy`].
    pub async fn copy_all(&self, to: &Self) -> Result<Copied, FilesError> {
        let there: BTreeSet<Vec<u8>> = to.all().await?.into_iter().collect();
        let (known, lacking): (Vec<_>, Vec<_>) = self.all().await?.into_iter().partition(|hash| there.contains(hash));
        Ok(Copied {
            copied: self.copy(lacking, to).await?,
            there: known.len(),
        })
    }

    /// Whether what is put here is listed, comes back and can be taken away, tried with something small of that name.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn probe(&self, name: &str) -> Result<(), FilesError> {
        let folder = object_store::path::Path::from("probe");
        let place = folder.clone().join(name);
        let bytes = Bytes::from(name.to_owned());
        self.put(&place, bytes.clone()).await?;
        let looked = async {
            let mut listed = self.store.list(Some(&folder)).map_ok(|found| found.location);
            let mut is_listed = false;
            while let Some(found) = listed.try_next().await? {
                is_listed |= found == place;
            }
            Ok(is_listed && self.store.get(&place).await?.bytes().await? == bytes)
        };
        let same = self.within(looked).await;
        // Whatever was found, nothing is to stay.
        self.delete(&place).await?;
        if same.map_err(|error| self.refused(error))? {
            return Ok(());
        }
        Err(self.away("what was put there is not found again".to_owned()))
    }

    /// A disk answers or fails; a network may do neither.
    async fn within<T>(&self, asked: impl Future<Output = object_store::Result<T>>) -> object_store::Result<T> {
        if matches!(*self.place, FilesPlace::Folder(_)) {
            return asked.await;
        }
        let answered = tokio::time::timeout(LONGEST, asked).await;
        answered.unwrap_or_else(|_| {
            Err(object_store::Error::Generic {
                store: "S3",
                source: format!("no answer within {} s", LONGEST.as_secs()).into(),
            })
        })
    }

    fn refused(&self, error: object_store::Error) -> FilesError {
        match *self.place {
            FilesPlace::Folder(_) => error.into(),
            FilesPlace::Bucket(..) => self.away(plain(&error.to_string())),
        }
    }

    fn away(&self, said: String) -> FilesError {
        let place = self.place.to_string();
        Away { place, said }.into()
    }
}

fn in_folder(data: &Path) -> Result<LocalFileSystem, FilesError> {
    let folder = data.join("files");
    std::fs::create_dir_all(&folder).map_err(|source| FilesError::Folder {
        folder: folder.clone(),
        source,
    })?;
    Ok(LocalFileSystem::new_with_prefix(folder)?)
}

/// Whether it is the file that is not there: where the whole bucket is not, nothing is known of any.
fn is_gone(error: &object_store::Error) -> bool {
    let of_bucket = |source: &dyn std::error::Error| source.to_string().contains("NoSuchBucket");
    matches!(error, object_store::Error::NotFound { source, .. } if !of_bucket(source.as_ref()))
}

/// What a store said, without the document behind it: that repeats what was asked, and by which key.
fn plain(error: &str) -> String {
    let Some((said, document)) = error.split_once('<') else {
        return error.to_owned();
    };
    let within = |name: &str| {
        let (_, behind) = document.split_once(&format!("<{name}>"))?;
        Some(behind.split_once("</")?.0)
    };
    let told: Vec<&str> = ["Code", "Message"].into_iter().filter_map(within).collect();
    format!("{said}{}", told.join(", "))
}

/// Where the store of a data folder has the bytes with that hash.
#[must_use]
pub fn place_of(data: &Path, hash: &[u8]) -> std::path::PathBuf {
    data.join("files").join(address(hash).as_ref())
}

/// `ab/abcdef…`: no folder grows without end.
fn address(hash: &[u8]) -> object_store::path::Path {
    let name = hex(hash);
    let folder = name.get(..2).unwrap_or("00").to_owned();
    object_store::path::Path::from(format!("{folder}/{name}"))
}

/// Of a file; of what else lies in a bucket there is none.
fn hash_of(found: &ObjectMeta) -> Option<Vec<u8>> {
    let hash = unhex(found.location.filename()?)?;
    (hash.len() == 32 && address(&hash) == found.location).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(folder: &Path) -> Files {
        Files::open(&FilesPlace::Folder(folder.to_owned())).unwrap()
    }

    #[tokio::test]
    async fn the_same_bytes_lie_there_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = here(folder.path());
        let hash = files.keep(b"one".to_vec()).await.unwrap();
        assert_eq!(files.keep(b"one".to_vec()).await.unwrap(), hash);
        assert_eq!(files.read(&hash).await.unwrap().unwrap().as_ref(), b"one");
        assert_eq!(std::fs::read(place_of(folder.path(), &hash)).unwrap(), b"one");
        files.remove(&hash).await.unwrap();
        files.remove(&hash).await.unwrap();
        assert!(files.read(&hash).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn what_is_damaged_is_not_copied() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, to) = (here(one.path()), here(two.path()));
        let hash = from.keep(b"whole".to_vec()).await.unwrap();
        std::fs::write(place_of(one.path(), &hash), b"less").unwrap();
        let refused = from.copy_all(&to).await.unwrap_err().to_string();
        assert!(
            refused.contains(&hex(&hash)) && refused.contains("damaged"),
            "{refused}"
        );
        assert!(to.all().await.unwrap().is_empty());
    }

    #[test]
    fn what_a_store_says_is_told_without_the_key() {
        let error = "S3: status 403: <?xml version=\"1.0\"?><Error><Code>InvalidAccessKeyId</Code><Message>No such key.</Message>\
            <AWSAccessKeyId>AKIA1</AWSAccessKeyId></Error>";
        assert_eq!(plain(error), "S3: status 403: InvalidAccessKeyId, No such key.");
        assert_eq!(plain("connection refused"), "connection refused");
        assert_eq!(plain("status 502: <html>AKIA1</html>"), "status 502: ");
    }
}
