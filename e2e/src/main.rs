//! Browser tests through WebDriver.

fn main() {}
