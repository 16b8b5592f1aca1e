//! `dossier serve` from outside: what it answers, to whom, and that a change is there at the next load.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::scene::Scene;

/// A server that ends with this value.
struct Serving {
    process: Child,
    port: u16,
}

impl Serving {
    fn start(scene: &Scene) -> Self {
        let mut command = scene.command(&["serve", "articles", "--app", "app", "--port", "0"]);
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut messages = BufReader::new(process.stderr.take().unwrap()).lines();
        let ready = messages.find_map(|line| {
            let line = line.unwrap();
            line.strip_prefix("http://127.0.0.1:")?.split('/').next()?.parse().ok()
        });
        // What it says later must not fill the pipe.
        thread::spawn(move || messages.for_each(drop));
        Self { process, port: ready.unwrap() }
    }

    fn ask(&self, request: &str, host: &str) -> String {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(connection, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path}"), &format!("127.0.0.1:{}", self.port))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_change_is_there_at_the_next_load_and_the_former_pack_with_it() {
    let scene = Scene::new(&[("articles/one.txt", "The harbour reopens\n\nShips may land.\n")]);
    let serving = Serving::start(&scene);
    let page = serving.get("/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Content-Type: text/html") && page.contains("The harbour reopens"), "{page}");
    let pack = page.split("name=\"dossier-pack\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(serving.get(&format!("/{pack}")).starts_with("HTTP/1.1 200"));
    let edition = |answer: String| answer.rsplit("\r\n\r\n").next().unwrap().to_owned();
    let before = edition(serving.get("/dossier-edition"));
    assert!(page.contains(&format!("src=\"live-{before}.js\"")), "{page}");
    assert!(serving.get(&format!("/live-{before}.js")).contains(&before));
    // A site that was kept under this address, by another server, is let go.
    assert!(serving.get("/service-worker.js").contains("registration.unregister()"));
    assert!(!page.contains("rel=\"manifest\""), "{page}");

    fs::write(scene.path("articles/two.txt"), "A bridge is closed\n\nIt will stay so.\n").unwrap();
    let started = Instant::now();
    while !serving.get("/index.html?again").contains("A bridge is closed") {
        assert!(started.elapsed() < Duration::from_secs(30), "the change never came");
        thread::sleep(Duration::from_millis(50));
    }
    assert_ne!(edition(serving.get("/dossier-edition")), before);
    assert!(serving.get(&format!("/{pack}")).starts_with("HTTP/1.1 200"));
}

#[test]
fn only_pages_of_this_machine_are_answered_and_only_with_the_site() {
    let scene = Scene::new(&[("articles/one.txt", "The harbour reopens\n\nShips may land.\n")]);
    let serving = Serving::start(&scene);
    assert!(serving.ask("GET /", "evil.example").starts_with("HTTP/1.1 403"));
    assert!(serving.ask("POST /", &format!("localhost:{}", serving.port)).starts_with("HTTP/1.1 405"));
    for path in ["/../articles/one.txt", "/articles/one.txt", "//etc/passwd"] {
        assert!(serving.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
}
