//! A dossier on paper: findings, figures and tables as lines of text.

use std::fmt::Write;

use ::words::{tell, text};
use dossier::{Block, Dossier};
use figure::text::{self, TextStyle, wrap};

use crate::screen::Screen;

/// Events listed; the page and the JSON hold all.
const EVENTS: usize = 15;
/// Sources listed; the page and the JSON hold all.
const SOURCES: usize = 12;
/// Rows of a table that are printed before the rest is only counted.
const ROWS: usize = 24;

/// The whole dossier.
pub(crate) fn whole(dossier: &Dossier, screen: &Screen) -> String {
    Paper::new(dossier, screen).write()
}

/// Its pages alone, without head, findings and panel: the answer to one question.
pub(crate) fn pages(dossier: &Dossier, screen: &Screen) -> String {
    let mut paper = Paper::new(dossier, screen);
    paper.pages();
    paper.out
}

/// The report while it is being written.
struct Paper<'a> {
    dossier: &'a Dossier,
    columns: usize,
    style: TextStyle,
    out: String,
}

impl<'a> Paper<'a> {
    fn new(dossier: &'a Dossier, screen: &Screen) -> Self {
        Self { dossier, columns: screen.columns, style: screen.style, out: String::new() }
    }

    fn write(mut self) -> String {
        self.head();
        self.opening();
        self.findings();
        self.pages();
        self.panel();
        self.out
    }

    fn pages(&mut self) {
        let mut figures_seen = Vec::new();
        let dossier = self.dossier;
        for page in &dossier.pages {
            // The front page repeats figures of the others; a page under another is reached by a command of its own.
            if page.id == "dossier" || page.sections.is_empty() || page.under.is_some() {
                continue;
            }
            if page.id == dossier::method::PAGE {
                self.title(&page.title, '=');
                let names: Vec<&str> = page.sections.iter().map(|section| section.title.as_str()).collect();
                self.line(&text!("{sections}; told on the page of `landlocked serve`.", sections = names.join("; ")));
                continue;
            }
            self.title(&page.title, '=');
            for section in &page.sections {
                self.title(&section.title, '-');
                for block in &section.blocks {
                    self.block(block, &mut figures_seen);
                }
            }
            match page.id.as_str() {
                "events" => self.events(&page.title),
                "data" => self.sources(&page.title),
                _ => {}
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.indented(0, text);
    }

    fn indented(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.columns.saturating_sub(indent)) {
            let _ = writeln!(self.out, "{}{line}", " ".repeat(indent));
        }
    }

    fn bold(&mut self, text: &str) {
        for line in wrap(text, self.columns) {
            if self.style.colour {
                let _ = writeln!(self.out, "\u{1b}[1m{line}\u{1b}[0m");
            } else {
                let _ = writeln!(self.out, "{line}");
            }
        }
    }

    fn title(&mut self, text: &str, rule: char) {
        self.out.push('\n');
        self.bold(text);
        let length = text::width(text).min(self.columns);
        let _ = writeln!(self.out, "{}", rule.to_string().repeat(length));
    }

    fn head(&mut self) {
        let meta = &self.dossier.meta;
        self.bold(&meta.title);
        if let Some(question) = &meta.question {
            self.line(question);
        }
        self.line(&text!(
            "As of {day}: {rows} rows; sources cited: {sources}; rows that are assumptions or not yet checked: {unsourced}.",
            day = meta.as_of,
            rows = meta.rows,
            sources = meta.sources,
            unsourced = meta.unsourced
        ));
    }

    fn opening(&mut self) {
        let dossier = self.dossier;
        if dossier.opening.is_empty() {
            return;
        }
        self.title(&text!("In short"), '=');
        for sentence in &dossier.opening {
            self.line(&dossier.plain(sentence));
        }
        if let Some(next) = &dossier.next {
            let what = dossier.plain(&next.text);
            self.line(&text!("The next date to watch: {day}: {what}", day = next.when));
        }
    }

    fn findings(&mut self) {
        self.title(&text!("What the records say"), '=');
        let dossier = self.dossier;
        for (index, headline) in dossier.headlines.iter().enumerate() {
            self.bold(&format!("{}. {}", index + 1, dossier.plain(&headline.sentence)));
            if let Some(caveat) = &headline.caveat {
                self.indented(3, &dossier.plain(caveat));
            }
        }
    }

    fn block(&mut self, block: &Block, seen: &mut Vec<String>) {
        match block {
            Block::Text(sentence) => self.line(&self.dossier.plain(sentence)),
            Block::Figure(id) => {
                let Some(figure) = self.dossier.figure(id) else { return };
                if seen.contains(id) {
                    return;
                }
                seen.push(id.clone());
                self.out.push_str(text::render(figure, self.columns, self.style).trim_end());
                self.out.push('\n');
                let mut table = figure.table.clone();
                let rows = table.rows.len();
                if rows > ROWS {
                    // The latest rows say most.
                    table.rows.drain(..rows - ROWS);
                }
                self.out.push('\n');
                self.out.push_str(text::table(&table, self.columns, self.style).trim_end());
                self.out.push('\n');
                if rows > ROWS {
                    self.line(&text!(
                        "The last {shown} of {rows} rows; `landlocked report --json` holds all.",
                        shown = ROWS
                    ));
                }
                self.out.push('\n');
            }
            Block::FigureLink(id) => {
                if let Some(figure) = self.dossier.figure(id) {
                    let spark = match &figure.chart {
                        figure::Chart::Lines(lines) => lines
                            .series
                            .first()
                            .map(|series| series.points.iter().map(|(_, value)| *value).collect::<Vec<_>>())
                            .unwrap_or_default(),
                        _ => Vec::new(),
                    };
                    let tail = spark.len().saturating_sub(24);
                    let spark = text::sparkline(spark.get(tail..).unwrap_or(&[]));
                    let title = figure.title.clone();
                    self.line(&title);
                    if self.style.unicode {
                        self.indented(2, &spark);
                    }
                }
            }
            Block::PageLink { id, .. } => {
                self.line(&text!("More: `landlocked effect`, or the page /{id}."));
            }
            Block::Table(view) => {
                let title = view.title.clone();
                self.bold(&title);
                let mut table = view.table.clone();
                let rows = table.rows.len();
                table.rows.truncate(ROWS);
                self.out.push_str(text::table(&table, self.columns, self.style).trim_end());
                self.out.push('\n');
                if rows > ROWS {
                    self.line(&text!(
                        "The first {shown} of {rows} rows; `landlocked report --json` holds all.",
                        shown = ROWS
                    ));
                }
                for note in &view.notes {
                    self.line(note);
                }
            }
        }
    }

    fn events(&mut self, page: &str) {
        let events = &self.dossier.events;
        if events.is_empty() {
            return;
        }
        self.title(&text!("Latest events"), '-');
        for event in events.iter().rev().take(EVENTS) {
            self.line(&format!("{} [{}] {}", event.when, tell(&event.kind), event.title));
            if let Some(effect) = &event.effect {
                self.indented(4, effect);
            }
        }
        if events.len() > EVENTS {
            self.line(&text!(
                "{count} earlier events: `landlocked report --json`, or the page {page}.",
                count = events.len() - EVENTS
            ));
        }
    }

    fn sources(&mut self, page: &str) {
        let sources = &self.dossier.sources;
        if sources.is_empty() {
            return;
        }
        self.title(&text!("Sources ({count})", count = sources.len()), '-');
        for source in sources.iter().take(SOURCES) {
            self.line(&text!("{rows:>5} rows  {source}", rows = source.rows, source = source.citation()));
        }
        if sources.len() > SOURCES {
            self.line(&text!(
                "and {count} more: `landlocked report --json`, or the page {page}.",
                count = sources.len() - SOURCES
            ));
        }
    }

    fn panel(&mut self) {
        let Some(panel) = &self.dossier.panel else { return };
        self.title(&text!("Panel"), '=');
        self.bold(&panel.title);
        self.line(&format!(
            "{}, {}{}",
            panel.host,
            panel.held,
            panel.hashtag.as_ref().map(|tag| format!(", {tag}")).unwrap_or_default()
        ));
        self.line(&panel.question);
        for person in &panel.people {
            self.line(&format!("{} ({}): {}", person.name, tell(&person.role), person.title));
        }
        self.line(&text!("What its page claims, and how many rows of evidence the case has:"));
        for claim in &panel.claims {
            self.line(&format!("{:>2}. {} [{}]", claim.number, claim.text, claim.evidence.len()));
        }
    }
}
