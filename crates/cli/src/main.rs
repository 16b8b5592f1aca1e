//! The command `dossier`.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};
use dossier_cli::{build, check, extract, page, report::Report};

const EXIT_CODES: &str = "\
Messages go to standard error, data to standard output.
Exit codes: 0 done (articles that can't be read are named, and left out), 1 failed, 2 wrong arguments.";

/// Turns a folder of articles into a website that filters by word, entity and date in the reader's browser.
#[derive(Parser)]
#[command(name = "dossier", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Arguments {
    /// Say nothing but warnings and errors
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a static site that any web host can serve
    #[command(after_help = "Example:\n  dossier build articles/ --out site --title 'My archive'")]
    Build {
        /// Articles: files of any format that is read (docs/cli.md), or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// The folder to write; a former site of Dossier is replaced, anything else is left alone
        #[arg(long, value_name = "FOLDER", required_unless_present = "single_file")]
        out: Option<PathBuf>,
        /// One HTML file with everything in it, which opens from a disk or a mail
        #[arg(long, value_name = "FILE")]
        single_file: Option<PathBuf>,
        /// The site's name [default: from corpus.toml, else the folder's name]
        #[arg(long)]
        title: Option<String>,
        /// One sentence about the site
        #[arg(long)]
        description: Option<String>,
        /// Fail if any article can't be read
        #[arg(long)]
        strict: bool,
        /// Keep articles that are the same as another
        #[arg(long)]
        keep_duplicates: bool,
        /// The app's files, where they are not inside this binary
        #[arg(long, value_name = "FOLDER")]
        app: Option<PathBuf>,
    },
    /// Print what to look at: unread files, undated articles, odd names, duplicates
    #[command(after_help = "Example:\n  dossier check articles/ --json | jq .undated")]
    Check {
        /// Articles: files of any format that is read (docs/cli.md), or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Print one object of JSON
        #[arg(long)]
        json: bool,
    },
    /// Print what is found in the articles: names, dates and quotations
    #[command(after_help = "Example:\n  dossier extract articles/ --format jsonl > found.jsonl")]
    Extract {
        /// Articles: files of any format that is read (docs/cli.md), or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Jsonl)]
        format: Format,
        /// Fail if any article can't be read
        #[arg(long)]
        strict: bool,
    },
    /// Finish the page of a site that has its corpus inside the app
    #[command(hide = true)]
    Page {
        #[arg(long)]
        html: PathBuf,
        #[arg(long)]
        corpus: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line of JSON for each article
    Jsonl,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let report = Report::new(arguments.quiet);
    let done = match arguments.command {
        Command::Build { paths, out, single_file, title, description, strict, keep_duplicates, app } => {
            build::run(
                &build::Options { paths, out, single_file, title, description, strict, keep_duplicates, app },
                &report,
            )
        }
        Command::Check { paths, json } => check::run(&paths, json, &report),
        Command::Extract { paths, format: Format::Jsonl, strict } => extract::run(&paths, strict, &report),
        Command::Page { html, corpus } => page::finish_file(&html, &corpus, &report),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report.error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
