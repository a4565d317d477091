//! Every page of the dossier as data.

mod blocks;
mod order;

use ::words::{tell, text};
use document::{ClaimView, Dossier, EventView, PanelView};
use serde::Serialize;

use crate::cite::Citer;
use crate::footnote::{Footnotes, Note};
use crate::press::{self, Pages};
use crate::shared::{self, Head};
use crate::words::{Run, Scribe, Words};
use crate::{BriefError, Made};

use blocks::{Chapter, Writer};

/// Sources cited for a sentence at most.
const CITES: usize = 3;

/// What the template reads.
#[derive(Serialize)]
struct Book {
    head: Head,
    titles: Titles,
    /// Before and after the number of a page.
    page: [Words; 2],
    summary: Option<Words>,
    gateways: Words,
    next: Option<Item>,
    opening: Vec<Item>,
    findings: Vec<Item>,
    chapters: Vec<Chapter>,
    panel: Option<Panel>,
    events: Vec<Event>,
    terms: Vec<Term>,
    sources: Vec<Source>,
    basis: Vec<Words>,
    check: Words,
    stamp: Words,
}

/// What stands over the parts of the paper.
#[derive(Serialize)]
struct Titles {
    contents: Words,
    findings: Words,
    next: Words,
    panel: Words,
    people: Words,
    said: Words,
    events: Words,
    terms: Words,
    sources: Words,
}

/// A sentence with its footnotes, and what to keep in mind.
#[derive(Serialize)]
struct Item {
    words: Words,
    notes: Vec<Note>,
    caveat: Option<Words>,
}

#[derive(Serialize)]
struct Panel {
    title: Words,
    facts: Vec<Words>,
    question: Words,
    about: Words,
    people: Vec<Person>,
    claims: Vec<Claim>,
    source: Option<usize>,
}

#[derive(Serialize)]
struct Person {
    name: Words,
    role: Words,
    title: Words,
    bio: Words,
    source: Option<usize>,
}

#[derive(Serialize)]
struct Claim {
    number: u32,
    words: Words,
    evidence: Option<Words>,
}

#[derive(Serialize)]
struct Event {
    when: Words,
    title: Words,
    summary: Words,
    facts: Vec<Words>,
    cited: Option<Words>,
    source: Option<usize>,
}

#[derive(Serialize)]
struct Term {
    name: Words,
    text: Words,
}

#[derive(Serialize)]
struct Source {
    cited: shared::Cited,
    facts: Words,
}

/// Sets the full paper.
pub(crate) fn set(dossier: &Dossier) -> Result<Made, BriefError> {
    let (pages, scribe) = lay(dossier)?;
    let bytes = pages.pdf(shared::ident(dossier, "full"), shared::creator(&dossier.meta))?;
    Ok(Made { bytes, remarks: scribe.remarks() })
}

/// Its pages, and what could not be printed on them.
pub(crate) fn lay(dossier: &Dossier) -> Result<(Pages, Scribe), BriefError> {
    let meta = &dossier.meta;
    let mut scribe = Scribe::new(&shared::language(&meta.language));
    let citer = Citer::new(dossier);
    let mut notes = Footnotes::new(dossier, CITES);

    let mut item = |sentence: &document::Sentence, caveat: Option<&document::Sentence>, scribe: &mut Scribe| {
        let cited = citer.cite(sentence, scribe);
        let caveat = caveat.map(|caveat| citer.cite(caveat, scribe).words);
        Item { words: cited.words, notes: notes.of(&cited.sources, scribe), caveat }
    };
    let opening = dossier.opening.iter().map(|one| item(one, None, &mut scribe)).collect();
    let next = dossier.next.as_ref().map(|next| {
        let mut item = item(&next.text, None, &mut scribe);
        let mut when = scribe.words(&format!("{}: ", next.when));
        when.append(&mut item.words);
        Item { words: when, ..item }
    });
    let findings = dossier.headlines.iter().map(|one| item(&one.sentence, one.caveat.as_ref(), &mut scribe)).collect();
    let (chapters, pictures) = Writer::new(dossier, &citer, &mut notes, &mut scribe).chapters();

    let gateways = scribe.words(&meta.gateways.join(", "));
    let book = Book {
        head: shared::head(meta, &mut scribe),
        titles: titles(&mut scribe),
        page: page(&mut scribe),
        summary: meta.summary.as_ref().map(|text| scribe.words(text)),
        gateways: if gateways.is_empty() { gateways } else { scribe.around(&text!("Gateways: {{}}."), gateways) },
        opening,
        next,
        findings,
        chapters,
        panel: dossier.panel.as_ref().map(|panel| told(panel, &citer, &mut scribe)),
        events: dossier.events.iter().map(|event| happened(event, dossier, &citer, &mut scribe)).collect(),
        terms: dossier
            .terms
            .iter()
            .map(|term| Term { name: scribe.words(&term.name), text: scribe.words(&term.text) })
            .collect(),
        sources: sources(dossier, &mut scribe),
        basis: shared::basis(meta, &mut scribe),
        check: shared::check(None, &mut scribe),
        stamp: shared::stamp(meta, &mut scribe),
    };
    let pages = press::set("full.typ", &book, &pictures.iter().collect::<Vec<_>>())?;
    Ok((pages, scribe))
}

fn titles(scribe: &mut Scribe) -> Titles {
    Titles {
        contents: scribe.words(&text!("Contents")),
        findings: scribe.words(&text!("Findings")),
        next: scribe.words(&text!("What to watch next")),
        panel: scribe.words(&text!("Panel")),
        people: scribe.words(&text!("People")),
        said: scribe.words(&text!("What was said")),
        events: scribe.words(&text!("Events")),
        terms: scribe.words(&text!("Words")),
        sources: scribe.words(&text!("Sources")),
    }
}

/// What stands before and after the number of a page; the typesetter knows the number.
fn page(scribe: &mut Scribe) -> [Words; 2] {
    let page = text!("(page {{}})");
    let (before, after) = page.split_once("{}").unwrap_or((&page, ""));
    [scribe.words(before), scribe.words(after)]
}

fn told(panel: &PanelView, citer: &Citer<'_>, scribe: &mut Scribe) -> Panel {
    let hour = panel.starts_at.as_ref().map(|hour| format!("{hour}, {}", panel.timezone));
    let held = [Some(panel.held.clone()), hour, Some(tell(&panel.mode).into_owned())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    let facts = [Some(panel.host.clone()), Some(held.join(", ")), panel.hashtag.clone(), shared::address(&panel.url)];
    Panel {
        title: scribe.words(&panel.title),
        facts: facts.into_iter().flatten().filter(|fact| !fact.is_empty()).map(|fact| scribe.words(&fact)).collect(),
        question: scribe.words(&panel.question),
        about: scribe.words(&panel.r#abstract),
        people: panel
            .people
            .iter()
            .map(|person| Person {
                name: scribe.words(&person.name),
                role: scribe.words(&tell(&person.role)),
                title: scribe.words(&person.title),
                bio: scribe.words(&person.bio),
                source: number(citer, &person.source_id),
            })
            .collect(),
        claims: panel.claims.iter().map(|claim| claimed(claim, scribe)).collect(),
        source: number(citer, &panel.source_id),
    }
}

fn claimed(claim: &ClaimView, scribe: &mut Scribe) -> Claim {
    Claim { number: claim.number, words: scribe.words(&claim.text), evidence: evidence(claim, scribe) }
}

fn evidence(claim: &ClaimView, scribe: &mut Scribe) -> Option<Words> {
    let titles = claim.evidence.iter().map(|evidence| scribe.words(&evidence.title));
    let titles = titles.reduce(|mut all, title| {
        all.push(Run::plain("; ".to_owned()));
        all.extend(title);
        all
    })?;
    Some(scribe.around(&text!("Evidence: {{}}"), titles))
}

fn happened(event: &EventView, dossier: &Dossier, citer: &Citer<'_>, scribe: &mut Scribe) -> Event {
    let place = citer.place(&event.source_id);
    let source = place.and_then(|place| dossier.sources.get(place));
    let facts = [event.effect.as_ref().map(|effect| text!("Effect: {effect}.")), event.note.clone()];
    Event {
        when: scribe.words(&event.when),
        title: scribe.words(&event.title),
        summary: scribe.words(&event.summary),
        facts: facts.into_iter().flatten().map(|fact| scribe.words(&fact)).collect(),
        cited: source.map(|source| scribe.words(&source.citation())),
        source: place.map(|place| place + 1),
    }
}

fn sources(dossier: &Dossier, scribe: &mut Scribe) -> Vec<Source> {
    let list = dossier.sources.iter().enumerate();
    list.map(|(place, source)| {
        let rows = if source.rows == 1 { text!("1 row") } else { text!("{rows} rows", rows = source.rows) };
        let after = source.after_as_of.then(|| text!("published after the day of the view"));
        let facts =
            [Some(rows), Some(tell(&source.origin).into_owned()), source.licence.clone(), after, source.note.clone()];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.trim().is_empty()).collect();
        Source { cited: shared::cited(source, place + 1, scribe), facts: scribe.words(&facts.join("; ")) }
    })
    .collect()
}

/// The number of a source in the list at the end.
fn number(citer: &Citer<'_>, source_id: &str) -> Option<usize> {
    citer.place(source_id).map(|place| place + 1)
}
