//! Files people lay in. Their bytes lie under the data folder by their own hash, checked before they are kept; who may
//! have them is for the features to say. Nothing here trusts a name, an extension or a declared type alone.

mod check;
mod upload;

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use sha2::{Digest, Sha256};

pub use check::{FileFault, FileKind, check, file_name};
pub use upload::{FILE_LIMIT, Incoming, Received, receive, receive_up_to};

use super::hash::{hex, unhex};

/// The store of a node; clones share it.
#[derive(Clone, Debug)]
pub struct Files(Arc<dyn ObjectStore>);

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
    /// The store refuses.
    #[error("files: {0}")]
    Store(#[from] object_store::Error),
}

impl Files {
    /// The store in `data/files`.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(data: &Path) -> Result<Self, FilesError> {
        let folder = data.join("files");
        std::fs::create_dir_all(&folder).map_err(|source| FilesError::Folder {
            folder: folder.clone(),
            source,
        })?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?)))
    }

    /// Keeps bytes and gives their hash; the same bytes lie there once.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<[u8; 32], FilesError> {
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        let once = PutOptions::from(PutMode::Create);
        match self.0.put_opts(&address(&hash), Bytes::from(bytes).into(), once).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(hash),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes with that hash; none where they were removed.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn read(&self, hash: &[u8]) -> Result<Option<Bytes>, FilesError> {
        match self.0.get(&address(hash)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The hashes of all bytes that lie here.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn all(&self) -> Result<Vec<Vec<u8>>, FilesError> {
        let found: Vec<_> = self.0.list(None).try_collect().await?;
        let name = |found: &object_store::ObjectMeta| found.location.filename().and_then(unhex);
        Ok(found.iter().filter_map(name).collect())
    }

    /// Removes bytes nobody's row names any more.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn remove(&self, hash: &[u8]) -> Result<(), FilesError> {
        match self.0.delete(&address(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_bytes_lie_there_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let hash = files.keep(b"one".to_vec()).await.unwrap();
        assert_eq!(files.keep(b"one".to_vec()).await.unwrap(), hash);
        assert_eq!(files.read(&hash).await.unwrap().unwrap().as_ref(), b"one");
        assert_eq!(std::fs::read(place_of(folder.path(), &hash)).unwrap(), b"one");
        files.remove(&hash).await.unwrap();
        files.remove(&hash).await.unwrap();
        assert!(files.read(&hash).await.unwrap().is_none());
    }
}
