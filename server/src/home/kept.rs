//! Keeps the rendered page of each language for as long as what it shows is true. While one request makes it anew, the others
//! are given the one before: a change of the journal costs one rendering, whatever the load.

use std::future::Future;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use chrono::NaiveDate;
use tokio::sync::Mutex;

use crate::organisations::queries::Figures;
use crate::platform::texts::Locale;
use crate::platform::web::{Rendered, Result};

/// What a page was made from: the position of the index in the journal, and the day, because ages are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub position: u64,
    pub day: NaiveDate,
}

/// Something that was made, and from what.
struct Made<V> {
    state: State,
    value: V,
}

struct Slot<V> {
    made: ArcSwapOption<Made<V>>,
    making: Mutex<()>,
}

impl<V> Default for Slot<V> {
    fn default() -> Self {
        Self {
            made: ArcSwapOption::default(),
            making: Mutex::default(),
        }
    }
}

impl<V: Clone> Slot<V> {
    /// The value in that state, made by `make` where there is none yet.
    async fn value<F>(&self, state: State, make: impl FnOnce() -> F) -> Result<V>
    where
        F: Future<Output = Result<V>>,
    {
        let kept = self.made.load_full();
        if let Some(made) = kept.as_deref().filter(|made| made.state == state) {
            return Ok(made.value.clone());
        }
        let making = match (self.making.try_lock(), kept) {
            (Ok(making), _) => making,
            // The day decides as well: nobody is shown yesterday's ages for longer than one rendering takes.
            (Err(_), Some(before)) => return Ok(before.value.clone()),
            (Err(_), None) => self.making.lock().await,
        };
        if let Some(made) = self.made.load_full().filter(|made| made.state == state) {
            return Ok(made.value.clone());
        }
        let value = make().await?;
        let made = Made {
            state,
            value: value.clone(),
        };
        self.made.store(Some(Arc::new(made)));
        drop(making);
        Ok(value)
    }
}

/// A page a language, and the figures that all of them and the API show; cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Kept {
    pages: Arc<[Slot<Rendered>; 3]>,
    figures: Arc<Slot<Arc<Figures>>>,
}

impl Kept {
    /// The page of a language in that state.
    pub(super) async fn page<F>(&self, locale: Locale, state: State, make: impl FnOnce() -> F) -> Result<Rendered>
    where
        F: Future<Output = Result<Rendered>>,
    {
        let [french, german, english] = &*self.pages;
        let slot = match locale {
            Locale::Fr => french,
            Locale::De => german,
            Locale::En => english,
        };
        slot.value(state, make).await
    }

    /// The figures in that state: counted once, whoever shows them.
    pub(super) async fn figures<F>(&self, state: State, make: impl FnOnce() -> F) -> Result<Arc<Figures>>
    where
        F: Future<Output = Result<Arc<Figures>>>,
    {
        self.figures.value(state, make).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use askama::Template;
    use axum::http::StatusCode;

    use super::*;
    use crate::platform::web::Cache;

    #[derive(Template)]
    #[template(source = "page {{ number }}", ext = "html")]
    struct Numbered {
        number: usize,
    }

    fn state(position: u64) -> State {
        State {
            position,
            day: NaiveDate::default(),
        }
    }

    async fn text(rendered: Rendered) -> String {
        let body = rendered.response(StatusCode::OK, Cache::Public).into_body();
        let bytes = axum::body::to_bytes(body, 1000).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn is_made_once_a_state_and_language() {
        let (kept, made) = (Kept::default(), AtomicUsize::new(0));
        let make = || async {
            Rendered::new(&Numbered {
                number: made.fetch_add(1, Ordering::SeqCst),
            })
        };
        for (locale, position, expected) in [
            (Locale::Fr, 1, "page 0"),
            (Locale::Fr, 1, "page 0"),
            (Locale::De, 1, "page 1"),
            (Locale::Fr, 2, "page 2"),
            (Locale::De, 1, "page 1"),
        ] {
            let page = kept.page(locale, state(position), make).await.unwrap();
            assert_eq!(text(page).await, expected);
        }
    }

    #[tokio::test]
    async fn the_one_before_is_shown_while_one_is_made() {
        let kept = Kept::default();
        let page = |number| async move { Rendered::new(&Numbered { number }) };
        kept.page(Locale::Fr, state(1), || page(1)).await.unwrap();
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let other = kept.clone();
        let slow = tokio::spawn(async move {
            let make = || async {
                let _ = wait.await;
                page(2).await
            };
            other.page(Locale::Fr, state(2), make).await
        });
        tokio::task::yield_now().await;
        let meanwhile = kept.page(Locale::Fr, state(2), || page(3)).await.unwrap();
        assert_eq!(text(meanwhile).await, "page 1");
        go.send(()).unwrap();
        assert_eq!(text(slow.await.unwrap().unwrap()).await, "page 2");
    }
}
