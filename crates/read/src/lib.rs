//! Files as they come, read into [`Document`](dossier_model::Document)s: bytes in, values out, nothing opened here.
//!
//! - `text` reads a plain text: [`read_text`]. `layout` finds its lines and says what each is; `origin` says whose it
//!   is and when it came out, as far as the text itself does, in a `date_line`.
//! - `records` reads JSON lines (feature `records`): [`read_records`].
//! - `settings` reads corpus.toml: [`settings_from_toml`], and sets what it says of documents: [`apply`]. `published` reads
//!   dates that are written down for machines.
//! - `files` reads a file of any format, by the ending of its name: [`read_file`] (feature `files`, and one for each
//!   format). A web archive may be read from a stream as well: [`read_warc`], and JSON
//!   lines one after the other: [`RecordSurvey`].
//! - `labels` makes titles, names and addresses harmless.
//! - `folder` reads all files of one folder, or says what is wrong with which: [`read_folder`].
//! - [`assemble`] brings documents into the order and under the keys of one corpus.
//!
//! A text is kept exactly as it came; blocks say which parts of it are what. What can't be read is a [`ReadError`] that
//! names the file, the place and what to do.

mod accent;
mod assemble;
mod date_line;
mod error;
mod field_names;
#[cfg(feature = "files")]
mod files;
mod folder;
mod labels;
mod layout;
mod origin;
mod published;
#[cfg(feature = "records")]
mod records;
mod settings;
mod text;

pub use accent::Accent;
pub use assemble::{assemble, assemble_by, content_order, key_from_file_name};
pub use error::ReadError;
pub use field_names::FieldNames;
#[cfg(feature = "tables")]
pub use files::RecordSurvey;
#[cfg(feature = "warc")]
pub use files::read_warc;
#[cfg(feature = "files")]
pub use files::{Format, ReadOptions, is_machinery, read_file, read_file_with};
pub use folder::read_folder;
#[cfg(feature = "records")]
pub use records::read_records;
pub use settings::{
    BASE_URL, DocumentEdit, PAGE_SIZE, PAGE_SIZES, Settings, apply, is_base_url, settings_from_toml,
};
pub use text::{document_from_body, read_text};
