//! Serving the site on this machine.

use std::{net::TcpListener, thread, time::Duration};

use anyhow::{Context, Result, bail};

use crate::{
    build::trunk,
    run::program,
    tools::{FOR_THE_APP, ensure, on_path, say},
};

/// Builds the site, serves it, and opens the browser if there is one.
pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    let (mut port, mut opens) = (8080_u16, true);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--no-open" => opens = false,
            "--port" => {
                let number = words.next().context("--port wants a number")?;
                port = number
                    .parse()
                    .with_context(|| format!("“{number}” is no port; give a number up to 65535"))?;
            }
            other => bail!("there is no option {other}; there are --port N and --no-open"),
        }
    }
    if TcpListener::bind(("127.0.0.1", port)).is_err() {
        bail!("port {port} of 127.0.0.1 is taken; try --port {}", port.wrapping_add(1).max(1024));
    }
    ensure(FOR_THE_APP)?;
    let address = format!("http://127.0.0.1:{port}/");
    say(&format!("building; then the site is on {address} (Ctrl+C ends it)"));
    if opens {
        open_when_ready(address, port);
    }
    trunk(&[
        "serve",
        "--release",
        "--offline",
        "--features",
        "split",
        "--no-autoreload",
        "--address",
        "127.0.0.1",
        "--port",
        &port.to_string(),
    ])
}

/// Waits for the server in the background, then asks the desktop to show the page. A machine without one is no error.
fn open_when_ready(address: String, port: u16) {
    const OPENERS: [&str; 3] = ["xdg-open", "open", "wslview"];
    let Some(opener) = OPENERS.into_iter().find(|opener| on_path(opener)) else { return };
    thread::spawn(move || {
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::sleep(Duration::from_millis(300));
        }
        let _ = program(opener).arg(address).spawn();
    });
}
