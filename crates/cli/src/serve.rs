//! `dossier serve`: a site in memory, on this machine alone, made anew when an article changes.
//!
//! Three parties: `tiny_http` answers from what [`Served`] holds, `notify` tells of changes, and a thread that waits until
//! they rest builds again, and the page loads itself again (`live`). A build that fails leaves the former site there. Only the names of this machine are answered to,
//! so that no page of another host can read the articles by having its own name lead here (DNS rebinding).

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, channel},
    },
    thread,
    time::Duration,
};

use anyhow::{Context, Result, anyhow};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::{
    app::{self, Files, PAGE},
    build::{Source, site_files},
    inputs::count,
    live, look,
    report::Report,
};

/// How long nothing must have changed before the site is made anew: editors and copies write in several goes.
const REST: Duration = Duration::from_millis(300);

/// How many requests are answered at the same time.
const ANSWERING: usize = 4;

/// What `dossier serve` is asked to do.
#[derive(Debug)]
pub struct Options {
    /// What the site is made of.
    pub source: Source,
    /// The app's files, where they are not inside the binary.
    pub app: Option<PathBuf>,
    /// The port on the loopback; 0 for any that is free.
    pub port: u16,
}

/// The site as it is and as it was, for a page that was loaded a moment before the change still asks for its own files.
#[derive(Default)]
struct Served {
    now: Arc<Files>,
    before: Arc<Files>,
}

/// Serves until it is ended from outside.
///
/// # Errors
/// Where the port is taken, the first build fails, or changes can't be watched.
pub fn run(options: &Options, report: &Report) -> Result<()> {
    let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let server = Server::http(socket).map_err(|why| {
        anyhow!("port {} of 127.0.0.1 can't be had: {why}; give another --port", options.port)
    })?;
    let port = server.server_addr().to_ip().map_or(options.port, |address| address.port());
    let app = app::files(options.app.as_deref())?;
    // Watched before it is read: no change is missed.
    let (changes, _watcher) = watch(&options.source.paths)?;
    let (files, articles) = build(&options.source, &app, report)?;
    let served = Arc::new(Mutex::new(Served { now: Arc::new(files), before: Arc::default() }));
    report.say(&format!(
        "http://127.0.0.1:{port}/: {}; the page is loaded again when an article changes; Ctrl+C ends it",
        count(articles, "article")
    ));
    let server = Arc::new(server);
    for _ in 0..ANSWERING {
        let (server, served) = (Arc::clone(&server), Arc::clone(&served));
        thread::spawn(move || {
            for request in server.incoming_requests() {
                // A browser that goes away in the middle of an answer is no concern.
                let _ = answer(request, port, &served);
            }
        });
    }
    while changes.recv().is_ok() {
        while changes.recv_timeout(REST).is_ok() {}
        match build(&options.source, &app, report) {
            Ok((files, articles)) => {
                let mut served = served.lock().map_err(|_| anyhow!("a thread that answers failed"))?;
                served.before = std::mem::replace(&mut served.now, Arc::new(files));
                report.say(&format!("made anew: {}", count(articles, "article")));
            }
            Err(why) => report.warn(&format!("the former site stays, for {why:#}")),
        }
    }
    Ok(())
}

fn build(source: &Source, app: &Files, report: &Report) -> Result<(Files, usize)> {
    let mut sourced = source.corpus(None, report)?;
    let mut app = app.clone();
    look::dress(&mut app, sourced.accent, sourced.page_size)?;
    let mut files = site_files(app, &mut sourced, false, report)?;
    live::add(&mut files);
    Ok((files, sourced.corpus.documents.len()))
}

/// Tells of every change in the folders and of the files that are given. An editor may replace a file by another of its
/// name, so it is the file's folder that is watched.
fn watch(paths: &[PathBuf]) -> Result<(Receiver<()>, RecommendedWatcher)> {
    let (tell, changes) = channel();
    let mut real = Vec::new();
    for path in paths {
        real.push(path.canonicalize().with_context(|| format!("{}: cannot be opened", path.display()))?);
    }
    let watched = real.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // After an error changes may have been missed.
        let is_change = event.map_or(true, |event| {
            let is_ours = |path: &PathBuf| watched.iter().any(|watched| path.starts_with(watched));
            !event.kind.is_access() && (event.need_rescan() || event.paths.iter().any(is_ours))
        });
        if is_change {
            let _ = tell.send(());
        }
    })?;
    for path in &real {
        let (folder, mode) = if path.is_dir() {
            (path.as_path(), RecursiveMode::Recursive)
        } else {
            (path.parent().unwrap_or(Path::new("/")), RecursiveMode::NonRecursive)
        };
        watcher.watch(folder, mode).with_context(|| format!("{} can't be watched", folder.display()))?;
    }
    Ok((changes, watcher))
}

fn answer(request: Request, port: u16, served: &Mutex<Served>) -> Result<()> {
    if !is_for_us(&request, port) {
        return Ok(request.respond(Response::from_string("wrong host").with_status_code(403))?);
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Ok(request.respond(Response::empty(405))?);
    }
    let name = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let name = if name.is_empty() { PAGE } else { name }.to_owned();
    let (now, before) = match served.lock() {
        Ok(served) => (Arc::clone(&served.now), Arc::clone(&served.before)),
        Err(_) => return Ok(request.respond(Response::empty(500))?),
    };
    let Some(bytes) = now.get(&name).or_else(|| before.get(&name)) else {
        return Ok(request.respond(Response::from_string("not found").with_status_code(404))?);
    };
    let mut response = Response::from_data(bytes.as_slice());
    for (key, value) in [
        ("Content-Type", kind_of(&name)),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        response.add_header(Header::from_bytes(key, value).map_err(|()| anyhow!("{key} is no header"))?);
    }
    Ok(request.respond(response)?)
}

fn is_for_us(request: &Request, port: u16) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    host.is_some_and(|host| {
        ["127.0.0.1", "localhost"].iter().any(|name| host.value.as_str() == format!("{name}:{port}"))
    })
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    }
}
