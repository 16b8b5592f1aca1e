//! From files to a pack: what the worker is asked, and what happens when it dies of a file.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

use super::{files::Chosen, parts, reads_files};
use crate::{messages, worker::Link};

/// Larger files are for `dossier build`: a browser's tab has little memory.
const LARGEST: f64 = 256e6;

/// After so many files that a worker died of, something else is wrong.
const MOST_DEATHS: usize = 20;

/// A pack of a reader's files.
pub(crate) struct Made {
    pub(crate) pack: Uint8Array,
    /// Why what of the files could not be read.
    pub(crate) unread: Vec<String>,
    /// Whether it is kept on this machine.
    pub(crate) is_kept: bool,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) words: String,
    pub(crate) done: usize,
    pub(crate) total: usize,
}

/// One go at it, which can be cancelled.
#[derive(Default)]
pub(crate) struct Making {
    worker: RefCell<Option<Link>>,
    is_cancelled: Cell<bool>,
}

/// Why one worker did not come to the end.
enum End {
    /// It died of this file or article.
    Died { of: String },
    /// This is why it is of no use to try again.
    Failed(Vec<String>),
}

impl Making {
    pub(crate) fn cancel(&self) {
        self.is_cancelled.set(true);
        if let Some(worker) = self.worker.take() {
            worker.end();
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled.get()
    }

    /// Makes the pack and says how far it is.
    ///
    /// # Errors
    /// Why there is none, a line for each reason.
    pub(crate) async fn run(&self, files: &[Chosen], progress: &dyn Fn(Step)) -> Result<Made, Vec<String>> {
        if let [only] = files
            && only.name.ends_with(".pack")
        {
            let bytes = only.bytes().await.map_err(|why| vec![why])?;
            return Ok(Made { pack: Uint8Array::new(&bytes), unread: Vec::new(), is_kept: false });
        }
        if !reads_files() {
            return Err(messages::NO_READER.map(str::to_owned).into());
        }
        progress(Step { words: messages::GETTING_READY.into(), done: 0, total: files.len() });
        let parts = parts().await.map_err(|why| vec![why])?;
        let mut deadly: Vec<String> = Vec::new();
        loop {
            let Some(worker) = Link::start(&parts).await else {
                return Err(vec![messages::READER_NOT_STARTED.into()]);
            };
            self.worker.replace(Some(worker.clone()));
            let made = self.with(&worker, files, &deadly, progress).await;
            self.worker.take();
            worker.end();
            match made {
                _ if self.is_cancelled() => return Err(Vec::new()),
                Ok(mut made) => {
                    made.unread.extend(deadly.iter().map(|of| messages::reader_died_of(of)));
                    return Ok(made);
                }
                Err(End::Failed(why)) => return Err(why),
                Err(End::Died { of }) if deadly.len() < MOST_DEATHS && !deadly.contains(&of) => {
                    deadly.push(of)
                }
                Err(End::Died { of }) => return Err(vec![messages::reading_failed_at(&of)]),
            }
        }
    }

    /// All of it with one worker.
    async fn with(
        &self,
        worker: &Link,
        files: &[Chosen],
        deadly: &[String],
        progress: &dyn Fn(Step),
    ) -> Result<Made, End> {
        let mut unread = Vec::new();
        for (done, file) in files.iter().enumerate().filter(|(_, file)| !deadly.contains(&file.name)) {
            progress(Step { words: messages::reading(&file.name), done, total: files.len() });
            let bytes =
                if file.size() > LARGEST { Err(messages::too_large(&file.name)) } else { file.bytes().await };
            match bytes {
                Ok(bytes) => {
                    let question = [file.name.as_str().into(), bytes.into()];
                    let answer = ask(worker, "read", &question, &file.name).await?;
                    unread.extend(texts(&answer));
                }
                Err(why) => unread.push(why),
            }
            if self.is_cancelled() {
                return Err(End::Failed(Vec::new()));
            }
        }
        let left_out: Array = deadly.iter().map(JsValue::from).collect();
        let question = [title(files).into(), left_out.into()];
        let answer = Array::from(&ask(worker, "assemble", &question, messages::ALL_FILES).await?);
        let origins = texts(&answer.get(0));
        unread.extend(texts(&answer.get(1)));
        if origins.is_empty() {
            unread.insert(0, messages::NO_ARTICLE_IN_FILES.into());
            return Err(End::Failed(unread));
        }
        for (number, origin) in origins.iter().enumerate() {
            let words = messages::finding_names_in(origin);
            progress(Step { words, done: number, total: origins.len() });
            ask(worker, "find", &[(number as u32).into()], origin).await?;
        }
        let total = origins.len();
        progress(Step { words: messages::PUTTING_TOGETHER.into(), done: total, total });
        let answer = Array::from(&ask(worker, "pack", &[], messages::ALL_ARTICLES).await?);
        unread.extend(texts(&answer.get(1)));
        Ok(Made { pack: Uint8Array::new(&answer.get(0)), unread, is_kept: false })
    }
}

async fn ask(worker: &Link, what: &str, about: &[JsValue], of: &str) -> Result<JsValue, End> {
    worker.ask(what, about).await.ok_or_else(|| End::Died { of: of.to_owned() })
}

fn texts(array: &JsValue) -> Vec<String> {
    Array::from(array).iter().filter_map(|text| text.as_string()).collect()
}

/// The name of the folder that all files are in.
fn title(files: &[Chosen]) -> String {
    let folder = |file: &Chosen| file.name.split_once('/').map(|(folder, _)| folder.to_owned());
    let first = files.first().and_then(folder);
    let is_common = files.iter().all(|file| folder(file) == first);
    first.filter(|_| is_common).unwrap_or_else(|| messages::YOUR_ARTICLES.into())
}
