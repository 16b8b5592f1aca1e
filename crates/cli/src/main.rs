//! The command `dossier`.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::{ArgGroup, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use dossier_cli::{build, cache, check, extract, link, merge, page, report::Report, serve, single::Reads};
use dossier_read::{FieldNames, ReadOptions};

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
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        target: Target,
        /// Write a part of a corpus in place of a site, for `dossier merge`
        #[arg(long, value_name = "FILE", group = "made", conflicts_with_all = ["out", "single_file", "own_articles", "title", "description", "base_url", "accent", "page_size", "keep_duplicates", "app", "json"])]
        part: Option<PathBuf>,
        /// With --part: the folder that holds the articles of all parts
        #[arg(long, value_name = "FOLDER", requires = "part")]
        root: Option<PathBuf>,
    },
    /// Make a site of parts, the same as one build of everything would
    #[command(
        after_help = "Example:\n  dossier build articles/a --root articles --part a.part\n  dossier build articles/b --root articles --part b.part\n  dossier merge a.part b.part --settings articles/corpus.toml --out site"
    )]
    Merge {
        /// Parts, which `dossier build --part` wrote; their order makes no difference
        #[arg(required = true)]
        parts: Vec<PathBuf>,
        /// The corpus.toml of all the articles together
        #[arg(long, value_name = "FILE")]
        settings: Option<PathBuf>,
        #[command(flatten)]
        wanted: Wanted,
        #[command(flatten)]
        target: Target,
    },
    /// Serve the site on this machine, and make it anew when an article changes
    #[command(after_help = "Example:\n  dossier serve articles/ --port 8081")]
    Serve {
        #[command(flatten)]
        source: Source,
        /// The port of 127.0.0.1; 0 for any that is free
        #[arg(long, default_value_t = 8080)]
        port: u16,
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
        #[command(flatten)]
        reading: Reading,
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
        #[command(flatten)]
        reading: Reading,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Jsonl)]
        format: Format,
        /// Fail if any article can't be read
        #[arg(long)]
        strict: bool,
    },
    /// Print the link of a view
    #[command(
        after_help = "Example:\n  dossier link --q '\"harbour strike\"~5' --person jane-holloway --from 2026-01 --base https://example.org/"
    )]
    Link(#[command(flatten)] Box<link::Options>),
    /// Print completions for a shell
    #[command(
        after_help = "Example:\n  dossier completions bash > ~/.local/share/bash-completion/completions/dossier"
    )]
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  dossier man --out ~/.local/share/man/man1")]
    Man {
        /// Write the pages of all commands to this folder
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Finish the page of a site that has its corpus inside the app
    #[command(hide = true)]
    Page {
        #[arg(long)]
        html: PathBuf,
        #[arg(long)]
        corpus: PathBuf,
        /// For a site that changes while it is served
        #[arg(long)]
        not_kept: bool,
    },
}

/// What is made of a corpus.
#[derive(Args)]
#[command(group(ArgGroup::new("made").required(true).multiple(true)))]
struct Target {
    /// The folder to write; a former site of Dossier is replaced, anything else is left alone
    #[arg(long, value_name = "FOLDER", group = "made")]
    out: Option<PathBuf>,
    /// One HTML file with everything in it, which opens from a disk or a mail
    #[arg(long, value_name = "FILE", group = "made")]
    single_file: Option<PathBuf>,
    /// With --single-file: its readers can open articles of their own in it, as on a site; that is 3.3 MB more
    #[arg(long, requires = "single_file")]
    own_articles: bool,
    /// The app's files, where they are not inside this binary
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
    /// Print one object of JSON when it is done
    #[arg(long)]
    json: bool,
}

impl Target {
    fn options(self, source: build::Source) -> build::Options {
        let Self { out, single_file, own_articles, app, json } = self;
        let reads = if own_articles { Reads::ReadersFiles } else { Reads::ItsArticles };
        build::Options { source, out, single_file, reads, app, json }
    }
}

/// What a site is made of.
#[derive(Args)]
struct Source {
    /// Articles: files of any format that is read (docs/cli.md), or folders of them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    wanted: Wanted,
    /// Fail if any article can't be read
    #[arg(long)]
    strict: bool,
    /// Find everything again, and keep nothing of it for the next build
    #[arg(long)]
    no_cache: bool,
    /// Where what is found is kept for the next build [default: the user's folder of caches]
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
}

/// What a site is to be like.
#[derive(Args)]
struct Wanted {
    /// The site's name [default: from corpus.toml, else the folder's name]
    #[arg(long)]
    title: Option<String>,
    /// One sentence about the site
    #[arg(long)]
    description: Option<String>,
    /// The address that the site will have, for search engines and previews [default: from corpus.toml]
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// The colour of links and buttons, such as '#1f4e8c'; one for the dark is made of it [default: from corpus.toml]
    #[arg(long, value_name = "COLOUR", value_parser = dossier_read::Accent::parse)]
    accent: Option<dossier_read::Accent>,
    /// How many results the page shows before 'Show more', from 10 to 200 [default: from corpus.toml, else 30]
    #[arg(long, value_name = "NUMBER", value_parser = page_size)]
    page_size: Option<u16>,
    /// Keep articles that are the same as another
    #[arg(long)]
    keep_duplicates: bool,
}

/// What is wanted of files.
#[derive(Args)]
struct Reading {
    /// The column of a table, or field of a record, that says the title, text, date, source, author, url or id [default:
    /// corpus.toml, else by usual names]
    #[arg(long = "field", value_name = "WHAT=COLUMN", value_parser = field)]
    fields: Vec<(String, String)>,
    /// Take drafts as well: articles with `draft: true` or `published: false` in their front matter
    #[arg(long)]
    drafts: bool,
}

impl Reading {
    fn options(&self) -> ReadOptions {
        let mut fields = FieldNames::default();
        // What is wrong with one was said when it was parsed.
        self.fields.iter().for_each(|(what, column)| fields.add(what, column).unwrap_or_default());
        ReadOptions { fields, drafts: self.drafts }
    }
}

fn field(text: &str) -> Result<(String, String), String> {
    let (what, column) = text.split_once('=').ok_or("write it as title=headline")?;
    FieldNames::default().add(what, column)?;
    Ok((what.to_owned(), column.to_owned()))
}

impl From<Source> for build::Source {
    fn from(given: Source) -> Self {
        let Source { paths, reading, wanted, strict, no_cache, cache } = given;
        let cache = match cache {
            _ if no_cache => cache::Place::Nowhere,
            Some(folder) => cache::Place::Folder(folder),
            None => cache::Place::OfUser,
        };
        Self { options: reading.options(), strict, cache, ..wanted.of(paths) }
    }
}

impl Wanted {
    fn of(self, paths: Vec<PathBuf>) -> build::Source {
        let Self { title, description, base_url, accent, page_size, keep_duplicates } = self;
        build::Source {
            paths,
            title,
            description,
            base_url,
            accent,
            page_size,
            keep_duplicates,
            ..build::Source::default()
        }
    }
}

fn base_url(text: &str) -> Result<String, &'static str> {
    if dossier_read::is_base_url(text) { Ok(text.to_owned()) } else { Err(dossier_read::BASE_URL) }
}

fn page_size(text: &str) -> Result<u16, &'static str> {
    let size = text.parse().ok().filter(|size| dossier_read::PAGE_SIZES.contains(size));
    size.ok_or(dossier_read::PAGE_SIZE)
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line of JSON for each article
    Jsonl,
}

/// Prints all at once, so that a closed standard output is no error.
fn print(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<()> {
    let mut text = Vec::new();
    render(&mut text)?;
    match io::stdout().lock().write_all(&text) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output cannot be written"),
    }
}

fn manual(folder: &Path) -> Result<()> {
    let write = || {
        fs::create_dir_all(folder)?;
        clap_mangen::generate_to(Arguments::command(), folder)
    };
    write().with_context(|| format!("{}: the manual can't be written", folder.display()))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let report = Report::new(arguments.quiet);
    let done = match arguments.command {
        Command::Build { source, part: Some(part), root, .. } => {
            let Source { paths, reading, strict, .. } = source;
            let options = reading.options();
            merge::make_part(&merge::PartOptions { paths, root, options, part, strict }, &report)
        }
        Command::Build { source, target, .. } => build::run(&target.options(source.into()), &report),
        Command::Merge { parts, settings, wanted, target } => {
            let source = build::Source { parts: Some(build::Parted { settings }), ..wanted.of(parts) };
            build::run(&target.options(source), &report)
        }
        Command::Serve { source, port, app } => {
            serve::run(&serve::Options { source: source.into(), app, port }, &report)
        }
        Command::Link(options) => link::run(&options),
        Command::Completions { shell } => print(|out| {
            clap_complete::generate(shell, &mut Arguments::command(), "dossier", out);
            Ok(())
        }),
        Command::Man { out: None } => print(|out| clap_mangen::Man::new(Arguments::command()).render(out)),
        Command::Man { out: Some(folder) } => manual(&folder),
        Command::Check { paths, reading, json } => check::run(&paths, &reading.options(), json, &report),
        Command::Extract { paths, reading, format: Format::Jsonl, strict } => {
            extract::run(&paths, &reading.options(), strict, &report)
        }
        Command::Page { html, corpus, not_kept } => page::finish_file(&html, &corpus, !not_kept, &report),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report.error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
