//! What the tests of the real program share: a fresh folder, the program, its answers.

// Each test file uses a part of it.
#![allow(dead_code)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// A cache that cannot be made: no test sees what another run kept.
const NO_CACHE: &str = "/dev/null/no-cache";

/// The program, in an environment of its own.
pub(crate) fn landlocked(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landlocked"));
    command
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .env("LC_ALL", "C.UTF-8")
        .env("XDG_CACHE_HOME", NO_CACHE);
    command
}

/// Runs it to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    landlocked(arguments).output().expect("the program starts")
}

/// Standard output as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Standard error as text.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Adds lines to a file of a folder.
pub(crate) fn append(folder: &Path, file: &str, lines: &str) {
    let path = folder.join(file);
    let mut content = std::fs::read_to_string(&path).expect("the file is there");
    content.push_str(lines);
    std::fs::write(path, content).expect("written");
}

/// The real server on a free port; stopped when dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    /// Starts `serve` with more arguments and waits until it prints its address.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_in(arguments, Path::new(NO_CACHE))
    }

    /// As [`Server::start`], with a cache.
    pub(crate) fn start_in(arguments: &[&str], cache: &Path) -> Self {
        let mut all = vec!["serve", "--bind", "127.0.0.1:0"];
        all.extend(arguments);
        let mut child = landlocked(&all)
            .env("XDG_CACHE_HOME", cache)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("an address");
        Self { child, address: line.trim().to_owned() }
    }

    /// The body at a path, and the status.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        let mut response = agent.get(format!("{}{path}", self.address)).call().expect("an answer");
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(64 << 20).read_to_string().expect("text");
        (status, body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have stopped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A small invented country that can be balanced: one mine, two gates, two buyers, two expansions.
pub(crate) fn two_gates(folder: &Path) {
    assert!(run(&["new", text(folder), "--economy", "KGZ"]).status.success());
    let rows: Vec<(&str, &str)> = include_str!("two_gates.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|l| l.split_once(' '))
        .collect();
    let files: std::collections::BTreeSet<&str> = rows.iter().map(|(file, _)| *file).collect();
    // The example rows would be in the way, but for those of goods.
    for file in files.iter().filter(|file| **file != "products.csv") {
        let path = folder.join(file);
        let content = std::fs::read_to_string(&path).expect("the file is there");
        let mut head: Vec<&str> = content.lines().take_while(|line| line.starts_with('#') || line.is_empty()).collect();
        head.extend(content.lines().find(|line| !line.starts_with('#') && !line.is_empty()));
        std::fs::write(&path, head.join("\n") + "\n").expect("written");
    }
    for file in ["calendar.csv", "costs.csv", "events.csv"] {
        let path = folder.join(file);
        let content = std::fs::read_to_string(&path).expect("the file is there");
        let kept: Vec<&str> = content.lines().filter(|line| !line.starts_with("example_")).collect();
        std::fs::write(&path, kept.join("\n") + "\n").expect("written");
    }
    for (file, row) in rows {
        append(folder, file, &format!("{row}\n"));
    }
    let settings = std::fs::read_to_string(folder.join("case.toml")).expect("settings");
    let settings = settings.replace("gateways = []", "gateways = [\"KAZ\", \"UZB\"]");
    let settings = settings
        .replace("[names]", "[balance]\nneighbour = \"KAZ\"\nfrom = \"2022-01\"\nperiods = 4\nmonths = 3\n\n[names]");
    std::fs::write(folder.join("case.toml"), settings).expect("written");
}
