//! Whether a form comes from a page of this site.

use axum::http::{HeaderMap, HeaderName, header};

/// Set by browsers, and by nobody else's pages.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a form may come from one of our own pages. Browsers say so in `Sec-Fetch-Site`; older ones name the page's
/// origin, which is `null` here, because our pages send no referrer. Where nothing is said, the seal of the form decides.
pub(crate) fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"));
    if let Some(site) = text(SEC_FETCH_SITE) {
        return site == "same-origin" || site == "none";
    }
    let host = text(header::HOST);
    if let Some(origin) = text(header::ORIGIN).filter(|origin| *origin != "null") {
        return authority(origin).is_some() && authority(origin) == host;
    }
    match text(header::REFERER) {
        Some(page) => authority(page).is_some() && authority(page) == host,
        None => true,
    }
}

/// Host and port of an address.
fn authority(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        map.insert(header::HOST, "panel.example:8080".parse().unwrap());
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        is_ours(&map)
    }

    #[test]
    fn other_sites_are_recognised() {
        assert!(ours(&[]));
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
        assert!(ours(&[("origin", "null")]));
        assert!(ours(&[("origin", "http://panel.example:8080")]));
        assert!(!ours(&[("origin", "http://panel.example")]));
        assert!(!ours(&[("origin", "https://evil.example")]));
        assert!(!ours(&[("origin", "garbage")]));
        assert!(ours(&[("referer", "http://panel.example:8080/elicit/abc")]));
        assert!(!ours(&[("referer", "http://evil.example/?panel.example:8080")]));
        assert!(!ours(&[("referer", "http://panel.example:8080.evil.example/")]));
        assert!(!ours(&[("referer", "http://panel.example:8080@evil.example/")]));
    }
}
