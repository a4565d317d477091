//! The catalogue lists what the code says, no more and no less; and translations keep the places of values.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use polib::catalog::Catalog;
use polib::message::{Message, MessageFlags};
use polib::metadata::CatalogMetadata;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where each message stands.
type Found = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_catalogue_lists_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("po/landlocked.pot");
    let made = template(&messages());
    if std::env::var_os("RENEW").is_some() {
        std::fs::write(&path, &made).expect("the catalogue is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(
        kept == made,
        "po/landlocked.pot is not what the code says, first at {differs:?}; renew it: RENEW=1 cargo test -p words"
    );
}

#[test]
fn every_message_has_something_to_translate() {
    for (message, places) in messages() {
        let holes = holes(&message);
        let bare = holes.iter().fold(message.clone(), |bare, hole| bare.replace(hole, ""));
        // A word, or an order of values, as in a date.
        assert!(bare.chars().any(char::is_alphabetic) || holes.len() > 1, "{message:?} of {places:?}");
    }
}

#[test]
fn translations_keep_the_places_of_values() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("po");
    let known = messages();
    for entry in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.extension().is_none_or(|end| end != "po") {
            continue;
        }
        let tag = entry.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(words::Language::tags().any(|listed| listed == tag), "{tag} is not in the list of languages");
        let catalog = polib::po_file::parse(&entry).unwrap_or_else(|fault| panic!("{}: {fault}", entry.display()));
        for message in catalog.messages().filter(|message| message.is_translated()) {
            let (id, told) = (message.msgid(), message.msgstr().expect("a text"));
            assert!(known.contains_key(id), "{tag}: the code does not say {id:?}");
            let names = |text: &str| -> BTreeSet<String> {
                holes(text).iter().map(|hole| hole.split(':').next().unwrap_or(hole).replace('}', "")).collect()
            };
            assert_eq!(names(id), names(told), "{tag}: the places of {id:?}");
        }
    }
}

/// All messages of all crates and templates.
fn messages() -> Found {
    let mut found = Found::new();
    for crate_folder in std::fs::read_dir(root().join("crates")).expect("crates") {
        let folder = crate_folder.expect("an entry").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        // The crate of words speaks of messages in its own tests.
        if !name.starts_with("words") {
            walk(&folder, &format!("crates/{name}"), &mut found);
        }
    }
    found
}

fn walk(folder: &Path, shown: &str, found: &mut Found) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let shown = format!("{shown}/{name}");
        if path.is_dir() {
            if !["tests", "node_modules", "islands", "benches"].contains(&name.as_str()) {
                walk(&path, &shown, found);
            }
        } else if path.extension().is_some_and(|end| end == "rs") && name != "tests.rs" {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let tokens: TokenStream = text.parse().unwrap_or_else(|fault| panic!("{shown}: {fault}"));
            rust(tokens, &shown, found);
        } else if path.extension().is_some_and(|end| end == "html") {
            let text = std::fs::read_to_string(&path).expect("a template");
            for message in document(&text) {
                found.entry(message).or_default().insert(shown.clone());
            }
        }
    }
}

/// `text!("..")` and `mark("..")`, outside of tests.
fn rust(tokens: TokenStream, shown: &str, found: &mut Found) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if is_cfg_test(token, tokens.get(at)) {
            // The item that it belongs to ends with a block or a semicolon.
            let ends = |token: &TokenTree| {
                matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                    || matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
            };
            at += tokens.get(at..).and_then(|rest| rest.iter().position(ends)).map_or(0, |place| place + 1);
            continue;
        }
        let said = match token {
            TokenTree::Ident(name) if name == "text" && is_punct(tokens.get(at), '!') => tokens.get(at + 1),
            TokenTree::Ident(name) if name == "mark" => tokens.get(at),
            _ => None,
        };
        if let Some(TokenTree::Group(group)) = said
            && let Some(TokenTree::Literal(literal)) = group.stream().into_iter().next()
            && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
        {
            found.entry(text.value()).or_default().insert(shown.to_owned());
        }
        if let TokenTree::Group(group) = token {
            rust(group.stream(), shown, found);
        }
    }
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_cfg_test(token: &TokenTree, next: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = next else { return false };
    is_punct(Some(token), '#') && group.stream().to_string().replace(' ', "") == "cfg(test)"
}

/// `t("..")` in a template.
fn document(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut before = ' ';
    let mut rest = text;
    while let Some((head, after)) = rest.split_once("t(\"") {
        before = head.chars().next_back().unwrap_or(before);
        let Some((message, tail)) = after.split_once('"') else { break };
        if !before.is_alphanumeric() && before != '_' {
            out.push(message.to_owned());
        }
        before = '"';
        rest = tail;
    }
    out
}

/// `{name}`, `{name:.1}`, and the holes `{{}}`, `{{2}}` as they stand in the text.
fn holes(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((inside, tail)) = after.split_once('}') else { break };
        out.push(format!("{{{inside}}}"));
        rest = tail;
    }
    out
}

/// The catalogue as a file: messages by their text, each with the files that say it.
fn template(found: &Found) -> String {
    let mut about = CatalogMetadata::new();
    "landlocked".clone_into(&mut about.project_id_version);
    "1.0".clone_into(&mut about.mime_version);
    "text/plain; charset=UTF-8".clone_into(&mut about.content_type);
    "8bit".clone_into(&mut about.content_transfer_encoding);
    let mut catalog = Catalog::new(about);
    for (message, places) in found {
        let mut flags = MessageFlags::new();
        if !holes(message).is_empty() {
            flags.add_flag("python-brace-format");
        }
        let mut entry = Message::build_singular();
        entry
            .with_msgid(message.clone())
            .with_source(places.iter().cloned().collect::<Vec<_>>().join("\n"))
            .with_flags(flags);
        catalog.append_or_update(entry.done());
    }
    let mut out = Vec::new();
    polib::po_file::write(&catalog, &mut BufWriter::new(&mut out)).expect("written to memory");
    String::from_utf8(out).expect("text")
}
