//! A plain static server, which remembers what it was asked for.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

/// Serves a folder on a free port of this machine, below a prefix.
pub(crate) struct Site {
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<String>>>,
    server: Arc<Server>,
}

impl Site {
    pub(crate) fn serve(folder: &Path, prefix: &str) -> Result<Self> {
        let server = Arc::new(Server::http("127.0.0.1:0").map_err(|error| anyhow!("the server: {error}"))?);
        let port = server.server_addr().to_ip().map(|address| address.port()).unwrap_or_default();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, listener) = (Arc::clone(&asked), Arc::clone(&server));
        let (folder, prefix) = (folder.to_owned(), prefix.to_owned());
        let address = format!("http://127.0.0.1:{port}{prefix}");
        thread::spawn(move || {
            for request in listener.incoming_requests() {
                let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
                if let Ok(mut log) = log.lock() {
                    log.push(path.clone());
                }
                let file = path.strip_prefix(&prefix).map(|rest| file_of(&folder, rest));
                // Each in a thread of its own: a browser may leave one answer unread until it has another.
                thread::spawn(move || answer(request, file));
            }
        });
        Ok(Self { address, asked, server })
    }

    /// The paths that were asked for since the last call.
    pub(crate) fn take_asked(&self) -> Vec<String> {
        self.asked.lock().map(|mut asked| std::mem::take(&mut *asked)).unwrap_or_default()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn answer(request: Request, file: Option<PathBuf>) {
    let _ = match file.and_then(|file| Some((fs::read(&file).ok()?, kind_of(&file)))) {
        Some((bytes, kind)) => request.respond(Response::from_data(bytes).with_header(kind)),
        None => request.respond(Response::empty(404)),
    };
}

fn file_of(folder: &Path, rest: &str) -> PathBuf {
    if rest.is_empty() || rest.contains("..") { folder.join("index.html") } else { folder.join(rest) }
}

fn kind_of(file: &Path) -> Header {
    let kind = match file.extension().unwrap_or_default().to_string_lossy().as_ref() {
        "html" => "text/html",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    };
    Header::from_bytes("Content-Type", kind).expect("a header of plain letters")
}
