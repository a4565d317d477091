//! The address at which readers find a site, as a user gives it: `https://dossiers.example/ways`.

use axum::http::Uri;

use crate::failure::Failure;

/// How an address is written.
const AS: &str = "write it as `https://dossiers.example` or, below a path, `https://dossiers.example/ways`";

/// An address without a slash at its end. It becomes part of links that others copy, so only plain ones are taken.
pub(crate) fn of(asked: &str) -> Result<String, Failure> {
    let unfit = |why| Failure::Address { asked: asked.to_owned(), why, help: AS.to_owned() };
    let Some(rest) = ["https://", "http://"].iter().find_map(|scheme| asked.strip_prefix(scheme)) else {
        return Err(unfit("it does not begin with `https://` or `http://`"));
    };
    if rest.contains(['?', '#']) {
        return Err(unfit("a site has no query and no fragment"));
    }
    let uri: Uri = asked.parse().map_err(|_| unfit("it has a sign that no address has"))?;
    let authority = uri.authority().map(axum::http::uri::Authority::as_str).unwrap_or_default();
    if authority.contains('@') {
        return Err(unfit("a name or password in it would be told to everybody"));
    }
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    let port = authority.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
    if uri.host().is_none_or(|host| !host.contains(|c: char| c.is_ascii_alphanumeric())) {
        return Err(unfit("it names no host"));
    }
    if port.is_some_and(|port| !is_port(port)) {
        return Err(unfit("its port is no number from 1 to 65535"));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~%".contains(c);
    let path = uri.path().trim_end_matches('/');
    if path.contains("//") || !path.chars().all(plain) || !authority.is_ascii() {
        return Err(unfit("its path has other signs than letters, digits, hyphens and slashes"));
    }
    Ok(asked.trim_end_matches('/').to_owned())
}

/// The address of pages that are served below a path. Links in pages begin with that path, so an address with a path must
/// have the same one; without a path it is that of the host.
pub(crate) fn below(asked: &str, base: &str) -> Result<String, Failure> {
    let address = of(asked)?;
    let path = address.split("://").nth(1).and_then(|rest| rest.find('/').and_then(|at| rest.get(at..)));
    match path {
        None => Ok(format!("{address}{base}")),
        Some(path) if path == base => Ok(address),
        Some(path) => Err(Failure::Address {
            asked: asked.to_owned(),
            why: "its path is not the one that pages are served below",
            help: format!("give `--base-path {path}` as well, and let the proxy hand over the whole path"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_address_is_taken_without_its_last_slash() {
        for (asked, wanted) in [
            ("https://dossiers.example", "https://dossiers.example"),
            ("https://dossiers.example/", "https://dossiers.example"),
            ("http://127.0.0.1:8750/ways//", "http://127.0.0.1:8750/ways"),
            ("https://[::1]/a/b-c", "https://[::1]/a/b-c"),
            ("https://[::1]:8750", "https://[::1]:8750"),
        ] {
            assert_eq!(of(asked).unwrap(), wanted);
        }
    }

    #[test]
    fn what_is_no_address_is_said_to_be_none() {
        for (asked, wanted) in [
            ("", "does not begin"),
            ("dossiers.example", "does not begin"),
            ("ftp://dossiers.example", "does not begin"),
            ("https://", "sign"),
            ("https://a b", "sign"),
            ("https://dossiers.example/?a=b", "query"),
            ("https://dossiers.example/#a", "fragment"),
            ("https://me:secret@dossiers.example", "password"),
            ("https://dossiers.example:0", "port"),
            ("https://dossiers.example:99999", "port"),
            ("https://dossiers.example:", "port"),
            ("https://-", "host"),
            ("https://dossiers.example/a//b", "path"),
            ("https://dossiers.example/\"x", "sign"),
            ("https://dossiers.example/{x}", "path"),
        ] {
            let failure = of(asked).unwrap_err();
            assert_eq!(failure.exit_code(), 2);
            assert!(failure.to_string().contains(wanted), "{asked}: {failure}");
        }
    }

    #[test]
    fn the_address_and_the_path_of_the_server_fit() {
        assert_eq!(below("https://dossiers.example/", "").unwrap(), "https://dossiers.example");
        assert_eq!(below("https://dossiers.example", "/ways").unwrap(), "https://dossiers.example/ways");
        assert_eq!(below("https://dossiers.example/ways/", "/ways").unwrap(), "https://dossiers.example/ways");
        for (asked, base) in [("https://dossiers.example/ways", ""), ("https://dossiers.example/a", "/ways")] {
            let failure = below(asked, base).unwrap_err();
            assert!(failure.to_string().contains("not the one"), "{failure}");
        }
    }
}
