//! Programs of others that read a PDF. A test without them says so and ends.

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

static FILES: AtomicUsize = AtomicUsize::new(0);

/// What a program says of a file, `FILE` among its arguments; `None` when the program is not installed.
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
pub(crate) fn run(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<String> {
    let name = format!("brief-{}-{}.pdf", std::process::id(), FILES.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    fs::write(&path, bytes).expect("a file in the folder for such");
    let arguments = arguments.iter().map(|one| if *one == "FILE" { path.as_os_str() } else { one.as_ref() });
    let output = Command::new(program).args(arguments).output();
    fs::remove_file(&path).expect("the file");
    match output {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            eprintln!("left out: `{program}` did not run ({error})");
            None
        }
    }
}
