//! Where an address of the site leads: templates write paths from the root of the site, and this is the one place that
//! turns them into what stands in a page.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What may stand in a path as it is. `&` and `'` may elsewhere, but pages write them as `&#39;`, whose sign begins a fragment.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b':');

/// A path, or a part of one, as an address writes it: files of a case may have any name.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}

/// What stands before a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Root {
    /// Pages are served, below this path: nothing, or `/case`.
    Served(String),
    /// Pages are files: links are relative to the page at this path, and name files.
    Files(String),
}

/// Where files of traces stand: those of one kind of number share a page.
pub(crate) const TRACES: &str = "/traces";

impl Root {
    /// What leads to a path of the site, which begins with a slash.
    pub(crate) fn href(&self, path: &str) -> String {
        match self {
            // The front page of a case below a path stands at that path, without a slash.
            Self::Served(base) if path == "/" && !base.is_empty() => base.clone(),
            Self::Served(base) => format!("{base}{path}"),
            Self::Files(page) => {
                let (path, fragment) = path.split_once('#').map_or((path, None), |(path, at)| (path, Some(at)));
                let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
                let (file, fragment) = match path.strip_prefix("/trace/") {
                    // A page for each of some thousand numbers would be most of the site.
                    Some(id) => (file_of(&format!("{TRACES}/{}", group(id))), Some(id)),
                    None => (file_of(&with_frame(path, query)), fragment),
                };
                let up = "../".repeat(file_of(page).matches('/').count());
                let fragment = fragment.map(|at| format!("#{at}")).unwrap_or_default();
                format!("{up}{file}{fragment}")
            }
        }
    }

    /// A page of HTML whose addresses are those of this root. Templates escape quotes everywhere, so that `="/` begins an
    /// address and nothing else. What is no address of the site stands in single quotes, and stays as it is.
    pub(crate) fn rewrite(&self, html: &str) -> String {
        const MARK: &str = "=\"/";
        if *self == Self::Served(String::new()) {
            return html.to_owned();
        }
        let mut out = String::with_capacity(html.len() + html.len().div_ceil(8));
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(MARK) {
            out.push_str(before);
            out.push_str("=\"");
            let (address, behind) = after.split_once('"').unwrap_or((after, ""));
            // `//host` would leave the site: no template writes one.
            out.push_str(&self.href(&format!("/{address}")));
            out.push('"');
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

/// The kind of a number: the first two parts of its id.
pub(crate) fn group(id: &str) -> String {
    id.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// The frame of a map has a folder of its own; no other choice can be made in a file.
fn with_frame(path: &str, query: Option<&str>) -> String {
    let key = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("on=")));
    let is_page = path.starts_with("/fig/") && !path.contains('.');
    match key.filter(|key| is_page && !key.is_empty()) {
        Some(key) => format!("{path}/{key}"),
        None => path.to_owned(),
    }
}

/// The name on a disk of the file of a path.
pub(crate) fn name_of(path: &str) -> String {
    percent_decode_str(&file_of(path)).decode_utf8_lossy().into_owned()
}

/// What leads to the file of a path: `trade/index.html` for `/trade`, itself for one that ends like a file.
pub(crate) fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let about_names = ["traces/", "rows/"].iter().any(|folder| path.starts_with(folder));
    let is_file = ENDS.iter().any(|end| last.ends_with(end)) && !about_names;
    match path {
        "" => "index.html".to_owned(),
        _ if is_file => path.to_owned(),
        _ => format!("{path}/index.html"),
    }
}

/// How files end. Ids of numbers and names of the case's files have dots in them, too.
const ENDS: [&str; 12] =
    [".css", ".js", ".svg", ".png", ".csv", ".json", ".xml", ".ics", ".pdf", ".xlsx", ".geojson", ".txt"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn served_pages_stand_below_their_base() {
        let root = Root::Served("/case".to_owned());
        assert_eq!(root.href("/trade#a"), "/case/trade#a");
        assert_eq!(root.rewrite("<a href=\"/\">x</a> = \"/y"), "<a href=\"/case\">x</a> = \"/y");
    }

    #[test]
    fn any_name_can_stand_in_an_address() {
        for name in ["judgements/my file.csv", "a&b'c.csv", "50%25 #1?.csv", "\"<>.csv", "\u{e9}\u{8a9e}.csv"] {
            let path = format!("/rows/{}", encoded(name));
            assert!(path.parse::<axum::http::Uri>().is_ok_and(|uri| uri.path() == path), "{path}");
            assert_eq!(name_of(&path), format!("rows/{name}/index.html"));
            let linked = Root::Files("/trade".to_owned()).rewrite(&format!("<a href=\"{path}#3\">"));
            assert_eq!(linked, format!("<a href=\"..{path}/index.html#3\">"));
        }
        assert_eq!(encoded("judgements/q_1-a.csv:3"), "judgements/q_1-a.csv:3");
    }

    #[test]
    fn files_are_named_from_where_the_page_stands() {
        for (page, path, wanted) in [
            ("/", "/", "index.html"),
            ("/", "/trade#a", "trade/index.html#a"),
            ("/trade", "/", "../index.html"),
            ("/events/x-1", "/fig/map.svg", "../../fig/map.svg"),
            ("/fig/map", "/fig/map?on=2020-03", "../../fig/map/2020-03/index.html"),
            ("/fig/map/2020-03", "/fig/map", "../../../fig/map/index.html"),
            ("/trade", "/trace/trade.share.A.2022", "../traces/trade.share/index.html#trade.share.A.2022"),
            ("/trade", "/fig/x?from=2019-01&to=2020-01#table", "../fig/x/index.html#table"),
            ("/search", "/search.js", "../search.js"),
            ("/traces/trade.share", "/rows/a/b.csv#12", "../../rows/a/b.csv/index.html#12"),
        ] {
            assert_eq!(Root::Files(page.to_owned()).href(path), wanted, "{page} to {path}");
        }
    }
}
