use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::ReadError;

/// What a library makes of a file. Those that read mails and PDFs panic on some; the file is then refused. (Where a panic
/// ends the program, as in WebAssembly, it still does.)
pub(crate) fn caught<T>(path: &str, work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let problem = "is not as its format has it, and not understood; save it again, or its text as .txt";
        Err(ReadError::Malformed { origin: path.to_owned(), problem: problem.into() })
    })
}
