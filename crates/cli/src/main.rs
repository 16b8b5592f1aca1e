//! The command `dossier`.
fn main() {}
