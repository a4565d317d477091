//! Builds anew when a shipped case gets or loses a file, since the macro that embeds them sees only those it knew; and
//! names the build: a dossier that was kept is of use to the code that made it alone.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The crates whose code is in a dossier's digits and words.
const MAKERS: [&str; 14] = [
    "balance",
    "case",
    "corridor",
    "document",
    "dossier",
    "figure",
    "forecast",
    "judgement",
    "outlook",
    "score",
    "series",
    "solve",
    "trade",
    "words",
];

fn main() {
    println!("cargo::rerun-if-changed=../../cases");
    let mut hasher = DefaultHasher::new();
    for name in MAKERS {
        let folder = Path::new("..").join(name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        for path in files(&folder) {
            let of_tests = path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs");
            if !of_tests {
                path.hash(&mut hasher);
                said(&std::fs::read_to_string(&path).unwrap_or_default()).hash(&mut hasher);
            }
        }
    }
    // What translators said is in the words of a dossier, too.
    let catalogues = Path::new("../words/po");
    println!("cargo::rerun-if-changed={}", catalogues.display());
    for path in files(catalogues).iter().filter(|path| path.extension().is_some_and(|end| end == "po")) {
        std::fs::read(path).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rustc-env=LANDLOCKED_BUILD={:016x}", hasher.finish());
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    println!("cargo::rustc-env=LANDLOCKED_BUILT={}", today());
}

/// All files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut inner: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    inner.sort();
    inner.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// What a source says to the compiler: comments, tests and the breaking of lines change no dossier. A text that is no
/// Rust stands for itself.
fn said(source: &str) -> String {
    source.parse().map_or_else(|_| source.to_owned(), |tokens| without_asides(tokens, false).to_string())
}

/// Tokens without what stands behind `#[cfg(test)]` and without documentation, which only macros make words of.
fn without_asides(tokens: TokenStream, in_macro: bool) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        if is(&token, '#') && !in_macro {
            let inner = rest.next_if(|next| is(next, '!'));
            match rest.peek() {
                Some(TokenTree::Group(attribute)) if attribute.delimiter() == Delimiter::Bracket => {
                    let text = attribute.stream().to_string();
                    if text.starts_with("doc") {
                        rest.next();
                        continue;
                    }
                    if text.replace(' ', "") == "cfg(test)" {
                        // The item ends with its body or a semicolon.
                        let ends = |next: &TokenTree| {
                            is(next, ';')
                                || matches!(next, TokenTree::Group(body) if body.delimiter() == Delimiter::Brace)
                        };
                        rest.find(ends);
                        continue;
                    }
                }
                _ => {}
            }
            out.push(token);
            out.extend(inner);
            continue;
        }
        let of_macro = out.last().is_some_and(|last| is(last, '!'));
        out.push(match token {
            TokenTree::Group(group) => {
                let kept = without_asides(group.stream(), in_macro || of_macro);
                proc_macro2::Group::new(group.delimiter(), kept).into()
            }
            other => other,
        });
    }
    out.into_iter().collect()
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// The day of the build; a packager fixes it by `SOURCE_DATE_EPOCH`.
fn today() -> String {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let moment =
        told.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).unwrap_or_else(jiff::Timestamp::now);
    jiff::tz::TimeZone::UTC.to_datetime(moment).date().to_string()
}
