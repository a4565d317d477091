//! Effects under another setting than the published one: computed when asked for, and marked.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use document::{Block, Dossier, Number, Piece};
use figure::Table;

use crate::recent::Recent;

/// Answers for an effect whose model is fitted to months from the one given on (`2015-01`): its page and figures. It may
/// take a second, and says in words why there is no answer.
pub type EffectDesk = Arc<dyn Fn(&str, &str) -> Result<Dossier, String> + Send + Sync>;

/// Id of the page of an effect, after which the id of its question stands.
const PAGE: &str = "effect-of-";
/// First part of the ids of its figures.
const FIGURE: &str = "effect-";
/// So many answers are kept.
const MOST: usize = 64;

type Answer = Result<Arc<Dossier>, String>;

/// What answers.
pub(crate) struct Effects {
    desk: Option<EffectDesk>,
    known: Mutex<Recent<(String, String), Answer>>,
}

impl Default for Effects {
    fn default() -> Self {
        Self { desk: None, known: Mutex::new(Recent::within(MOST)) }
    }
}

impl fmt::Debug for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Effects").field("open", &self.is_open()).finish_non_exhaustive()
    }
}

impl Effects {
    pub(crate) fn of(desk: EffectDesk) -> Self {
        Self { desk: Some(desk), ..Self::default() }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.desk.is_some()
    }

    /// The answer for a question and a first month; its numbers lead nowhere. `None` where nobody answers.
    pub(crate) fn ask(&self, question: &str, month: &str) -> Option<Answer> {
        let desk = self.desk.as_ref()?;
        let key = (question.to_owned(), month.to_owned());
        if let Some(answer) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(answer.clone());
        }
        let answer = desk(question, month).map(|found| Arc::new(untraced(found)));
        self.known.lock().unwrap_or_else(PoisonError::into_inner).put(key, answer.clone(), 1);
        Some(answer)
    }
}

/// The question of an effect's page, as its slug.
pub(crate) fn of_page(id: &str) -> Option<&str> {
    id.strip_prefix(PAGE)
}

/// The question that a figure may belong to, as its slug: the figure's id may go on behind it.
pub(crate) fn of_figure(id: &str) -> Option<&str> {
    let rest = id.strip_prefix(FIGURE)?;
    Some(rest.trim_end_matches("-monthly").trim_end_matches("-total"))
}

/// An answer whose numbers lead nowhere: what is known of the published ones does not hold for them.
fn untraced(mut answer: Dossier) -> Dossier {
    for figure in &mut answer.figures {
        untrace(&mut figure.table);
    }
    for block in answer.pages.iter_mut().flat_map(|page| &mut page.sections).flat_map(|section| &mut section.blocks) {
        match block {
            Block::Text(sentence) => {
                for piece in &mut sentence.0 {
                    if let Piece::Number { id } = piece {
                        *piece = Piece::Text(answer.numbers.get(id).map_or_else(String::new, Number::text));
                    }
                }
            }
            Block::Table(view) => untrace(&mut view.table),
            Block::Figure(_) | Block::FigureLink(_) | Block::PageLink { .. } => {}
        }
    }
    answer
}

fn untrace(table: &mut Table) {
    table.rows.iter_mut().flatten().for_each(|cell| cell.number_id = None);
}
