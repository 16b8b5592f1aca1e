//! A plain static server, which remembers what it was asked for.
//!
//! Each connection has a thread and carries one answer, but of a packed site. A pool of threads would not do: browsers keep connections open
//! that they don't use, and a request waiting behind them for a free thread is a page that never loads.

use std::{
    collections::HashMap,
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
use brotli::enc::BrotliEncoderParams;

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
    manner: Manner,
    asked: Mutex<Vec<String>>,
    /// What was packed so far, by path.
    packed: Mutex<HashMap<String, Vec<u8>>>,
    is_over: AtomicBool,
}

/// How a site is served.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Without its service worker.
    Plain,
    /// As it is.
    Kept,
    /// As hosts do: packed with Brotli, several answers a connection.
    Packed,
}

impl Site {
    /// Without its service worker, as on a first visit: what a page asks for is then seen here. offline.rs tests the other.
    pub(crate) fn serve(folder: &Path, prefix: &str) -> Result<Self> {
        Self::start(folder, prefix, Manner::Plain)
    }

    /// As it is, with its service worker.
    pub(crate) fn serve_kept(folder: &Path, prefix: &str) -> Result<Self> {
        Self::start(folder, prefix, Manner::Kept)
    }

    /// As a host on the web serves it: packed with Brotli.
    pub(crate) fn serve_packed(folder: &Path, prefix: &str) -> Result<Self> {
        Self::start(folder, prefix, Manner::Packed)
    }

    fn start(folder: &Path, prefix: &str, manner: Manner) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let socket = listener.local_addr()?;
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            prefix: prefix.to_owned(),
            manner,
            packed: Mutex::default(),
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
        while let Some(request) = lines.next().transpose()? {
            // All of the request is read before it is answered: closing earlier would cut the answer off.
            let mut unpacks = false;
            while let Some(line) = lines.next().transpose()?.filter(|line| !line.is_empty()) {
                let line = line.to_ascii_lowercase();
                unpacks |= line.starts_with("accept-encoding:") && line.contains("br");
            }
            let is_packed = self.manner == Manner::Packed && unpacks;
            self.answer_one(&mut connection, &request, is_packed)?;
            if self.manner != Manner::Packed {
                break;
            }
        }
        Ok(())
    }

    fn answer_one(&self, connection: &mut TcpStream, request: &str, is_packed: bool) -> Result<()> {
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
        let body = if is_packed { self.packed(path, body) } else { body };
        let how = match (self.manner, is_packed) {
            (Manner::Packed, true) => "Content-Encoding: br",
            (Manner::Packed, false) => "Connection: keep-alive",
            _ => "Connection: close",
        };
        let length = body.len();
        write!(
            connection,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{how}\r\n\r\n"
        )?;
        connection.write_all(&body)?;
        Ok(())
    }

    fn packed(&self, path: &str, body: Vec<u8>) -> Vec<u8> {
        if let Some(packed) = self.packed.lock().ok().and_then(|packed| packed.get(path).cloned()) {
            return packed;
        }
        let parameters = BrotliEncoderParams { quality: 9, ..Default::default() };
        let mut packed = Vec::new();
        if brotli::BrotliCompress(&mut &body[..], &mut packed, &parameters).is_err() {
            return Vec::new();
        }
        if let Ok(mut all) = self.packed.lock() {
            all.insert(path.to_owned(), packed.clone());
        }
        packed
    }
}

impl Shared {
    /// A page starts the service worker only where it names a manifest.
    fn offered(&self, body: Vec<u8>, kind: &str) -> Vec<u8> {
        if self.manner != Manner::Plain || kind != "text/html" {
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
