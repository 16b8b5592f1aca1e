//! A plain static server, which remembers what it was asked for.
//!
//! Each connection has a thread and carries one answer. A pool of threads would not do: browsers keep connections open
//! that they don't use, and a request waiting behind them for a free thread is a page that never loads.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use anyhow::Result;

/// What no site has; it is not remembered that it was asked for.
pub(crate) const NOTHING: &str = "nothing-is-here";

/// A folder on a free port of this machine, below a prefix, served until this is dropped.
pub(crate) struct Site {
    pub(crate) address: String,
    socket: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    prefix: String,
    /// Whether the site offers to be kept by its service worker.
    offers_keeping: bool,
    asked: Mutex<Vec<String>>,
    is_over: AtomicBool,
}

impl Site {
    /// Without its service worker, as on a first visit: what a page asks for is then seen here. offline.rs tests the other.
    pub(crate) fn serve(folder: &Path, prefix: &str) -> Result<Self> {
        Self::start(folder, prefix, false)
    }

    /// As it is, with its service worker.
    pub(crate) fn serve_kept(folder: &Path, prefix: &str) -> Result<Self> {
        Self::start(folder, prefix, true)
    }

    fn start(folder: &Path, prefix: &str, offers_keeping: bool) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let socket = listener.local_addr()?;
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            prefix: prefix.to_owned(),
            offers_keeping,
            asked: Mutex::default(),
            is_over: AtomicBool::new(false),
        });
        let server = Arc::clone(&shared);
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                if server.is_over.load(Ordering::Relaxed) {
                    return;
                }
                let server = Arc::clone(&server);
                // A browser that goes away in the middle of an answer is no concern of a test.
                thread::spawn(move || drop(server.answer(connection)));
            }
        });
        Ok(Self { address: format!("http://{socket}{prefix}"), socket, shared })
    }

    /// The paths that were asked for since the last call.
    pub(crate) fn take_asked(&self) -> Vec<String> {
        self.shared.asked.lock().map(|mut asked| std::mem::take(&mut *asked)).unwrap_or_default()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is over.
        let _ = TcpStream::connect(self.socket);
    }
}

impl Shared {
    fn answer(&self, mut connection: TcpStream) -> Result<()> {
        let mut lines = BufReader::new(connection.try_clone()?).lines();
        let Some(request) = lines.next().transpose()? else { return Ok(()) };
        // All of the request is read before it is answered: closing earlier would cut the answer off.
        while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
        let target = request.split(' ').nth(1).unwrap_or_default();
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if !path.ends_with(NOTHING)
            && let Ok(mut asked) = self.asked.lock()
        {
            asked.push(path.to_owned());
        }
        let file = path.strip_prefix(&self.prefix).map(|rest| file_of(&self.folder, rest));
        let found = file.and_then(|file| Some((fs::read(&file).ok()?, kind_of(&file))));
        let found = found.map(|(body, kind)| (self.offered(body, kind), kind));
        let (status, body, kind) = match found {
            Some((body, kind)) => ("200 OK", body, kind),
            None => ("404 Not Found", Vec::new(), "text/plain"),
        };
        let length = body.len();
        write!(
            connection,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )?;
        connection.write_all(&body)?;
        Ok(())
    }
}

impl Shared {
    /// A page starts the service worker only where it names a manifest.
    fn offered(&self, body: Vec<u8>, kind: &str) -> Vec<u8> {
        if self.offers_keeping || kind != "text/html" {
            return body;
        }
        let html = String::from_utf8_lossy(&body);
        html.replace(r#"<link rel="manifest" href="manifest.webmanifest">"#, "").into_bytes()
    }
}

fn file_of(folder: &Path, rest: &str) -> PathBuf {
    if rest.is_empty() || rest.contains("..") { folder.join("index.html") } else { folder.join(rest) }
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().unwrap_or_default().to_string_lossy().as_ref() {
        "html" => "text/html",
        "js" => "text/javascript",
        "css" => "text/css",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
