//! All pages for search engines (sitemaps.org, protocol 0.9).

use std::fmt::Write as _;

use crate::addresses::addresses;
use crate::feed::escape;
use crate::site::Site;

/// The map; `link` leads to a path from outside.
pub(crate) fn render(site: &Site, link: &dyn Fn(&str) -> String) -> String {
    let day = site.dossier().meta.as_of;
    let mut out =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    for (path, _) in addresses(site).iter().filter(|(_, gives)| gives.is_listed()) {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "<url><loc>{}</loc><lastmod>{day}</lastmod></url>", escape(&link(path)));
    }
    out.push_str("</urlset>\n");
    out
}
