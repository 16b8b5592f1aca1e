/// Why a file could not be read: what was wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes are no UTF-8.
    #[error("{origin}: byte {byte} is not UTF-8 text; convert the file to UTF-8, or remove it")]
    NotUtf8 {
        /// The file or record.
        origin: String,
        /// The first byte that is wrong, from 0.
        byte: usize,
    },
    /// The bytes are no text in any encoding.
    #[error(
        "{origin}: byte {byte} is of no text in any encoding; remove the file, or name it for what it is"
    )]
    NotText {
        /// The file.
        origin: String,
        /// The first byte that no text has, from 0.
        byte: usize,
    },
    /// The ending of a file's name is that of no format.
    #[error("{origin}: its format is not read; give files that end in {known}")]
    UnknownFormat {
        /// The file.
        origin: String,
        /// The endings that are known.
        known: String,
    },
    /// A file is not what the ending of its name says, or broken, or holds what is not understood.
    #[error("{origin}: {problem}")]
    Malformed {
        /// The file, with the line's number where there is one.
        origin: String,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// A field that a person named is not there; what it would say is guessed.
    #[error("{origin}: {problem}")]
    MissingField {
        /// The file.
        origin: String,
        /// Which one, and the nearest right name.
        problem: String,
    },
    /// A field holds a date that is none, or may be two.
    #[error("{origin}: {problem}")]
    UnreadDate {
        /// The file or record, which is read all the same.
        origin: String,
        /// What the field says and what to write.
        problem: String,
    },
    /// A mail does not say in which encoding it is, or not the right one; it is read in the one that it looks like.
    #[error("{origin}: {problem}")]
    GuessedEncoding {
        /// The mail, which is read all the same.
        origin: String,
        /// What it says, what was guessed and what to do.
        problem: String,
    },
    /// Something is left out for a reason that is nobody's fault.
    #[error("{origin}: passed over; {problem}")]
    PassedOver {
        /// The file or record.
        origin: String,
        /// Why, and what to do to have it read where that can be done.
        problem: String,
    },
    /// There is nothing but white space.
    #[error("{origin}: the file is empty; remove it, or give it a text")]
    Empty {
        /// The file or record.
        origin: String,
    },
    /// A folder of articles has none.
    #[error("{origin}: holds no .txt file; put the articles there")]
    NoArticles {
        /// The folder.
        origin: String,
    },
    /// Offsets are 32 bits wide.
    #[error("{origin}: the text is larger than 4 GiB; split it")]
    TooLarge {
        /// The file or record.
        origin: String,
    },
    /// A line of records is not what it should be.
    #[error("{origin}: {problem}")]
    Record {
        /// The file with the line's number.
        origin: String,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// corpus.toml says something that is not understood.
    #[error("{origin}: {problem}")]
    Config {
        /// The file with the line's number where there is one.
        origin: String,
        /// What is wrong with it and what to do.
        problem: String,
    },
}

impl ReadError {
    /// Whether nothing is wrong with an article: it is only to be told, and not counted with what could not be read.
    pub fn is_notice(&self) -> bool {
        matches!(
            self,
            Self::PassedOver { .. }
                | Self::MissingField { .. }
                | Self::UnreadDate { .. }
                | Self::GuessedEncoding { .. }
        )
    }
}
