//! A folder of its own for each test, with an app and whatever files the test puts there, and the command run in it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// The places that the command fills in, as the app's page has them.
pub(crate) const PAGE: &str = r#"<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>Dossier</title>
<meta name="description" content=""><meta name="generator" content="Dossier"><meta name="dossier-pack" content="">
<script type="module">start();</script></head>
<body><main id="without-app"><h1 id="without-app-title"></h1><ul id="without-app-articles"></ul></main></body></html>"#;

pub(crate) struct Scene(TempDir);

impl Scene {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let scene = Self(TempDir::new().unwrap());
        scene.write("app/index.html", PAGE);
        scene.write("app/app.js", "start = () => {};");
        scene.write("app/snippets/a.js", "export {};");
        files.iter().for_each(|(name, text)| scene.write(name, text));
        scene
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The command, to be run in the scene's folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
        command.current_dir(self.0.path()).env("XDG_CACHE_HOME", self.path("caches")).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// `dossier build` with the scene's app into `site`.
    pub(crate) fn build(&self, arguments: &[&str]) -> Run {
        self.run(&[&["build", "--app", "app", "--out", "site"], arguments].concat())
    }

    /// The files below a folder.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), "", &mut files);
        files
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// What a run of the command said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) messages: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            messages: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.messages);
        self
    }

    #[track_caller]
    pub(crate) fn failed(self, why: &str) -> Self {
        assert_eq!(self.code, Some(1), "{}", self.messages);
        self.says(why)
    }

    #[track_caller]
    pub(crate) fn says(self, what: &str) -> Self {
        assert!(self.messages.contains(what), "{what:?} is not in:\n{}", self.messages);
        self
    }
}
