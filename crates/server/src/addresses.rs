//! The addresses of a site, each with what it gives: one list for the site of files, for the answers that are kept, and for
//! the map of the site.

use document::Block;

use crate::frames::ON;
use crate::ledger;
use crate::links::{TRACES, encoded};
use crate::site::{FRONT, Site, has_frames, path_of};

/// What an address gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gives {
    /// A page of the dossier.
    Page,
    /// The page of a figure.
    Figure,
    /// The page of a map at one of its moments, by a path of its own.
    Moment,
    /// A file, or a page that is reached from others alone.
    File,
    /// What is asked for by a query, by the script, or from the page of somebody else.
    Asked,
    /// What programs read elsewhere: feeds, and the map of the site.
    Feed,
    /// A recording to subscribe to.
    Podcast,
    /// A file to take away that is made outside of this crate.
    Copy,
}

impl Gives {
    /// Whether it names the host that was asked: a site that was told its own address names that.
    pub(crate) fn names_host(self, site: &Site) -> bool {
        site.address().is_none() && matches!(self, Self::Figure | Self::Moment | Self::Feed | Self::Podcast)
    }

    /// Whether search engines should find it.
    pub(crate) fn is_listed(self) -> bool {
        matches!(self, Self::Page | Self::Figure | Self::Podcast)
    }

    /// Whether it becomes a file of a site of files; copies do so without being asked for.
    pub(crate) fn is_file(self) -> bool {
        !matches!(self, Self::Asked | Self::Copy)
    }

    /// Whether the answer is the same for every request, and asked for often enough to be kept.
    pub(crate) fn is_kept(self) -> bool {
        // Served pages lead to moments by a query.
        self != Self::Moment
    }
}

/// Path and query of an address, and what it gives.
pub(crate) type Address = (String, Gives);

/// Every address that can be known beforehand: pages in the order of the dossier, then figures. Some stand there twice.
pub(crate) fn addresses(site: &Site) -> Vec<Address> {
    let mut all = pages(site);
    all.extend(of_figures(site));
    let dossier = site.dossier();
    let mut add = |path: &str, gives: Gives| all.push((path.to_owned(), gives));
    for path in ["/favicon.svg", "/dossier.json", "/search", "/search.js", "/events.ics"] {
        add(path, Gives::File);
    }
    add(&site.assets().style, Gives::File);
    add(&site.assets().script, Gives::File);
    add("/feed.xml", Gives::Feed);
    // In a site of files the map would lead nowhere.
    if site.address().is_some() || !site.is_fixed() {
        add("/sitemap.xml", Gives::Feed);
    }
    if let Some(panel) = &dossier.panel {
        add("/panel.ics", Gives::File);
        if panel.audio.is_some() {
            add("/podcast.xml", Gives::Podcast);
        }
    }
    for file in site.files() {
        add(&format!("/{}", encoded(&file.name)), Gives::Copy);
    }
    for group in ledger::groups(dossier) {
        add(&format!("{TRACES}/{}", encoded(&group)), Gives::File);
    }
    for file in ledger::files(dossier) {
        add(&ledger::path_of(&file), Gives::File);
    }
    all
}

/// Pages with the moments that they can show, and the tables on them.
fn pages(site: &Site) -> Vec<Address> {
    let mut all = Vec::new();
    for page in &site.dossier().pages {
        let path = path_of(&page.id);
        all.push((path.clone(), Gives::Page));
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                // No moment can be chosen on the front page.
                Block::Figure(id) if page.id != FRONT => {
                    all.extend(moments(site, id).into_iter().map(|key| (format!("{path}?{ON}={key}"), Gives::Asked)));
                }
                Block::Table(view) => all.push((format!("/table/{}.csv", view.id), Gives::File)),
                Block::Text(_) | Block::Figure(_) | Block::FigureLink(_) | Block::PageLink { .. } => {}
            }
        }
    }
    all
}

/// Figures in all their forms and moments.
fn of_figures(site: &Site) -> Vec<Address> {
    let dossier = site.dossier();
    // What others show of the site names its address: without one, files of it would be of no use.
    let abroad = if site.address().is_some() { Gives::File } else { Gives::Asked };
    // One picture stands for each page where it is shared.
    let shared: Vec<&str> = dossier.pages.iter().filter_map(|page| page.figures().next()).collect();
    let mut all = Vec::new();
    for figure in &dossier.figures {
        let path = format!("/fig/{}", figure.id);
        all.push((path.clone(), Gives::Figure));
        for end in [".svg", ".png", ".csv", ".json", ".metadata.json", ".points.js"] {
            all.push((format!("{path}{end}"), Gives::File));
        }
        let share = if shared.contains(&figure.id.as_str()) { abroad } else { Gives::Asked };
        all.push((format!("{path}.share.png"), share));
        all.push((format!("{path}.part"), Gives::Asked));
        all.push((format!("/embed/{}", figure.id), abroad));
        for key in moments(site, &figure.id) {
            all.push((format!("{path}/{key}"), Gives::Moment));
            let ends = [".svg", ".part", ".points.js"];
            all.extend(ends.map(|end| (format!("{path}{end}?{ON}={key}"), Gives::Asked)));
        }
    }
    all
}

/// The keys of a figure's moments, where one of them can be chosen.
fn moments(site: &Site, id: &str) -> Vec<String> {
    let figure = site.dossier().figure(id).filter(|figure| has_frames(figure));
    figure.map(|figure| figure.frames().iter().map(|frame| frame.key.clone()).collect()).unwrap_or_default()
}
