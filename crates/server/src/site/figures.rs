//! A figure on its page, in others, and in pages of others.

use document::{Block, Page};
use figure::Figure;
use minijinja::context;

use super::{FRONT, Made, Site, Stand, path_of, place_of, value};
use crate::frames::{FramesView, Pictures};
use crate::view::FigureView;
use crate::wish;
use crate::wish::Said;

impl Site {
    /// The page of one figure, as asked for; what is said of a setting is the figure's own. Its words for other pages name
    /// the address of the site, else the host that was asked.
    pub(crate) fn figure_page(&self, figure: &Figure, said: &Said, host: &str) -> Made {
        let view = self.view(figure, Stand::Alone, said);
        // Without a host a path is written, which gets its base as all paths of a page do.
        let lead = Some(self.lead(host)).filter(|lead| lead.starts_with("http")).unwrap_or_default();
        let crumb =
            self.homepage(figure).map(|page| context! { href => place_of(page, figure), title => page.title.as_str() });
        // In a site of files an embed is a file, and shows what was published.
        let embed = format!("/embed/{}", figure.id);
        let embed = match (self.fixed, &self.address) {
            (false, _) => Some(format!("{lead}{embed}{}", view.query)),
            (true, Some(_)) => Some(format!("{lead}{}", self.published(&embed))),
            (true, None) => None,
        };
        let share = format!("/fig/{}.png", figure.id);
        let path = match said.get(crate::frames::ON).filter(|_| self.fixed) {
            Some(key) => format!("/fig/{}/{key}", figure.id),
            None => format!("/fig/{}", figure.id),
        };
        self.render("figure.html", "", &path, said, context! { figure => value(&view), crumb, share, embed })
    }

    /// A figure to stand in the page of somebody else.
    pub(crate) fn embed(&self, figure: &Figure, said: &Said) -> Made {
        let view = self.view(figure, Stand::Alone, said);
        self.render("embed.html", "", &format!("/embed/{}", figure.id), said, context! { figure => value(&view) })
    }

    /// What changes in a figure from frame to frame and from window to window, as it stands in its pages.
    pub(crate) fn figure_part(&self, figure: &Figure, said: &Said) -> Made {
        let view = self.view(figure, Stand::Alone, said);
        let windowed = figure.span().is_some();
        self.render("part.html", "", "/fig/part", said, context! { figure => value(&view), windowed })
    }

    /// A figure as it is shown somewhere.
    pub(super) fn view(&self, figure: &Figure, stand: Stand<'_>, said: &Said) -> FigureView {
        let alone = matches!(stand, Stand::Alone);
        let tables = wish::opens_tables(said);
        let nothing = Said::new();
        let only_frame: Said;
        // Pages show whole figures: years and series are chosen where a figure stands alone.
        let said = match stand {
            Stand::Alone => said,
            Stand::Front => &nothing,
            Stand::Page(_) => {
                only_frame = said
                    .iter()
                    .filter(|(key, _)| *key == crate::frames::ON)
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .collect();
                &only_frame
            }
        };
        let shown = wish::shown(figure, said);
        let pictures = match &shown.frame {
            _ if shown.choice.narrowed => Pictures::part(&shown.figure),
            Some(chosen) => self.pictures.framed(figure, chosen),
            None => self.pictures.plain(figure),
        };
        let mut view = FigureView::of(&shown.figure, pictures, alone);
        if let Some(chosen) = &shown.frame {
            let frames = |page: &str| FramesView::of(figure, chosen, page);
            match stand {
                Stand::Front => view.elsewhere = Some(self.home(figure)),
                Stand::Page(page) => view.frames = frames(&path_of(page)),
                Stand::Alone => view.frames = frames(&format!("/fig/{}", figure.id)),
            }
        }
        view.query = shown.query;
        view.setting = String::new();
        if let Some(month) = self.setting.as_ref().or(said.get(wish::PRE)) {
            view.setting = format!("?{}={month}", wish::PRE);
            view.query = match view.query.as_str() {
                "" => view.setting.clone(),
                query => format!("{query}&{}={month}", wish::PRE),
            };
        }
        view.open |= tables;
        view.link = if tables { wish::with_tables(&view.query) } else { view.query.clone() };
        view.notices = shown.notices;
        view.choice = shown.choice;
        view
    }

    /// The page, other than the front page, that shows a figure.
    pub(super) fn homepage(&self, figure: &Figure) -> Option<&Page> {
        let shows = |page: &&Page| {
            page.id != FRONT
                && page
                    .sections
                    .iter()
                    .flat_map(|section| &section.blocks)
                    .any(|block| matches!(block, Block::Figure(id) | Block::FigureLink(id) if *id == figure.id))
        };
        self.dossier.pages.iter().find(shows)
    }

    /// The address at which a frame of a figure can be chosen.
    pub(super) fn home(&self, figure: &Figure) -> String {
        match self.homepage(figure) {
            Some(page) => place_of(page, figure),
            None => format!("/fig/{}", figure.id),
        }
    }
}
