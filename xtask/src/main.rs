//! `cargo xtask`: everything that is done to this project, with the outside tools it needs installed and pinned.

mod bench;
mod build;
mod fuzz;
#[cfg(test)]
mod licences;
mod lighthouse;
#[cfg(test)]
mod messages;
mod order;
mod paths;
mod run;
mod serve;
mod split;
mod test;
mod tools;
mod worker;

use std::{env, process::ExitCode};

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask serve [--port N] [--no-open]   build the site of seeds/ and serve it on 127.0.0.1
cargo xtask build                          make dist/ and print what the first view costs
cargo xtask dist                           make the command, with the app inside: <target>/release/dossier
cargo xtask test [native|wasm|e2e] [NAME]  run all tests, or some
cargo xtask bench                          run the benches
cargo xtask fuzz [TARGET] [SECONDS]        run the fuzz targets, a minute each
cargo xtask pictures                       take the README's pictures: docs/pictures
cargo xtask train FOLDER [--without SET]   make the model that finds names (docs/extraction.md)
cargo xtask places FOLDER                  make the map's gazetteer and outlines (train/src/bin/places.rs)
cargo xtask words FOLDER                   make the tagger's word lists (train/src/bin/words.rs)
cargo xtask eval [FOLDER]                  measure extraction on labelled sets (docs/extraction.md)
cargo xtask finish-page                    (called by trunk) fill in the page's list of articles and its policy";

fn main() -> ExitCode {
    match dispatch(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let (command, rest) =
        arguments.split_first().map_or(("", arguments), |(first, rest)| (first.as_str(), rest));
    match command {
        "serve" => serve::serve(rest)?,
        "build" => build::build()?,
        "dist" => build::dist()?,
        "finish-page" => build::finish_page()?,
        "test" => return test::test(rest),
        "bench" => bench::bench()?,
        "fuzz" => fuzz::fuzz(rest)?,
        "pictures" => bench::pictures()?,
        "train" => train("dossier-train", rest)?,
        "places" => train("dossier-places", rest)?,
        "words" => train("dossier-words", rest)?,
        "eval" => train("dossier-eval", rest)?,
        "" | "help" | "--help" | "-h" => println!("{HELP}"),
        other => bail!("there is no `cargo xtask {other}`\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the tagger's model of labelled sets, most of which are not part of the project, or measures on them.
fn train(program: &str, arguments: &[String]) -> Result<()> {
    let command = ["run", "--release", "--quiet", "-p", "dossier-train", "--bin", program, "--"];
    run::cargo(&command.into_iter().chain(arguments.iter().map(String::as_str)).collect::<Vec<_>>())
}
