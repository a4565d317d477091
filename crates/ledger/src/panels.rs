//! Founding panels, reading and closing them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::LedgerError;
use crate::invitations;
use crate::numbers;
use crate::open::Ledger;
use crate::panel::{Kind, MemberId, NewPanel, NewQuestion, Panel, PanelId, Question, QuestionId, Scale, Target};
use crate::set::QuestionSet;
use crate::stored::{column, maybe};
use crate::token::{LinkToken, hash};

/// A panel just founded, with the links that are shown this once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// The panel.
    pub panel: PanelId,
    /// The chair's link.
    pub chair: LinkToken,
    /// Each member with name and link, in the order of the question set.
    pub members: Vec<(MemberId, String, LinkToken)>,
}

impl Ledger {
    /// Founds a panel without questions and members; gives the chair's link, which is shown this once.
    ///
    /// # Errors
    /// When the title is empty or the file cannot be written.
    pub fn create_panel(&mut self, panel: &NewPanel, now: Timestamp) -> Result<(PanelId, LinkToken), LedgerError> {
        let write = self.write()?;
        let made = create(&write, panel, now)?;
        write.commit()?;
        Ok(made)
    }

    /// Founds a panel with its questions and members, all or nothing. Links of members run out at `expires_at`.
    ///
    /// # Errors
    /// When a question cannot be asked, two members have one name, or the file cannot be written.
    pub fn found(&mut self, set: &QuestionSet, now: Timestamp, expires_at: Timestamp) -> Result<Founded, LedgerError> {
        let write = self.write()?;
        let (panel, chair) = create(&write, &set.panel(), now)?;
        for question in &set.questions {
            insert_question(&write, panel, question)?;
        }
        let mut members = Vec::new();
        for name in &set.members {
            let (id, link) = invitations::insert(&write, panel, name, expires_at)?;
            members.push((id, name.clone(), link));
        }
        write.commit()?;
        Ok(Founded { panel, chair, members })
    }

    /// Adds a question to an open panel, after those it has. A question is never changed afterwards.
    ///
    /// # Errors
    /// When the panel is unknown or closed, or the question cannot be asked.
    pub fn add_question(
        &mut self,
        panel: PanelId,
        question: &NewQuestion,
        now: Timestamp,
    ) -> Result<QuestionId, LedgerError> {
        let write = self.write()?;
        open_panel(&write, panel, now)?;
        let id = insert_question(&write, panel, question)?;
        write.commit()?;
        Ok(id)
    }

    /// Closes a panel for good; a closed one stays as it is. Gives since when it is closed.
    ///
    /// # Errors
    /// When the panel is unknown, or the file cannot be written.
    pub fn close_panel(&mut self, panel: PanelId, now: Timestamp) -> Result<Timestamp, LedgerError> {
        let write = self.write()?;
        let since = close(&write, panel, now)?;
        write.commit()?;
        Ok(since)
    }

    /// Closes a panel by a form with a single-use number, which is used up in the same transaction.
    ///
    /// # Errors
    /// When the number was used before, the panel is unknown or closed, or the file cannot be written.
    pub fn close_panel_by_form(
        &mut self,
        panel: PanelId,
        nonce: &str,
        now: Timestamp,
    ) -> Result<Timestamp, LedgerError> {
        let write = self.write()?;
        use_up(&write, nonce, now)?;
        open_panel(&write, panel, now)?;
        let since = close(&write, panel, now)?;
        write.commit()?;
        Ok(since)
    }

    /// A panel.
    ///
    /// # Errors
    /// When it is unknown.
    pub fn panel(&self, panel: PanelId) -> Result<Panel, LedgerError> {
        find(&self.connection, panel)
    }

    /// All panels, the oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn panels(&self) -> Result<Vec<Panel>, LedgerError> {
        let mut query = self.connection.prepare("SELECT * FROM panels ORDER BY id")?;
        query.query_and_then([], panel_of)?.collect()
    }

    /// The panel whose chair has a link; `None` for any other text.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn panel_by_chair_token(&self, token: &str) -> Result<Option<Panel>, LedgerError> {
        let Some(hash) = hash(token) else { return Ok(None) };
        let mut query = self.connection.prepare("SELECT * FROM panels WHERE chair_hash = ?1")?;
        query.query_and_then(params![hash.as_slice()], panel_of)?.next().transpose()
    }

    /// The questions of a panel, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions(&self, panel: PanelId) -> Result<Vec<Question>, LedgerError> {
        questions(&self.connection, panel)
    }

    /// Whether a single-use number was used.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn nonce_is_used(&self, nonce: &str) -> Result<bool, LedgerError> {
        Ok(self
            .connection
            .query_row("SELECT EXISTS (SELECT 1 FROM nonces WHERE nonce = ?1)", [nonce], |row| row.get(0))?)
    }
}

fn create(write: &Connection, panel: &NewPanel, now: Timestamp) -> Result<(PanelId, LinkToken), LedgerError> {
    if panel.title.trim().is_empty() {
        return Err(LedgerError::EmptyText("the title of the panel"));
    }
    let link = LinkToken::random()?;
    write.execute(
        "INSERT INTO panels (title, question_set, chair_hash, created_at, closes_on) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            panel.title,
            panel.question_set,
            hash(link.as_str()).as_ref().map(<[u8; 32]>::as_slice),
            now.to_string(),
            panel.closes_on.map(|day| day.to_string()),
        ],
    )?;
    Ok((PanelId(write.last_insert_rowid()), link))
}

fn insert_question(write: &Connection, panel: PanelId, question: &NewQuestion) -> Result<QuestionId, LedgerError> {
    let bad = |why| LedgerError::BadQuestion { question: question.name.clone(), why };
    if let Some((_, why)) = question.fault() {
        return Err(bad(why));
    }
    let taken: bool = write.query_row(
        "SELECT EXISTS (SELECT 1 FROM questions WHERE panel = ?1 AND name = ?2)",
        params![panel.0, question.name],
        |row| row.get(0),
    )?;
    if taken {
        return Err(bad("the panel has a question of this name already".to_owned()));
    }
    write.execute(
        "INSERT INTO questions (panel, name, position, text, kind, unit, scale, levels, lower, upper, resolves_on, \
         realisation, target, period) VALUES (?1, ?2, \
         (SELECT coalesce(max(position), 0) + 1 FROM questions WHERE panel = ?1), \
         ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            panel.0,
            question.name,
            question.text,
            question.kind.name(),
            question.unit,
            question.scale.name(),
            numbers::to_json(&question.levels),
            question.lower,
            question.upper,
            question.resolves_on.to_string(),
            question.realisation,
            question.target.as_ref().map(|target| target.series.as_str()),
            question.target.as_ref().map(|target| target.period.to_string()),
        ],
    )?;
    Ok(QuestionId(write.last_insert_rowid()))
}

fn close(write: &Connection, panel: PanelId, now: Timestamp) -> Result<Timestamp, LedgerError> {
    if let Some(since) = find(write, panel)?.closed_at {
        return Ok(since);
    }
    write.execute("UPDATE panels SET closed_at = ?2 WHERE id = ?1", params![panel.0, now.to_string()])?;
    Ok(now)
}

/// Marks a single-use number as used; the transaction around it makes that hold or not.
pub(crate) fn use_up(write: &Connection, nonce: &str, now: Timestamp) -> Result<(), LedgerError> {
    let added = write.execute(
        "INSERT INTO nonces (nonce, used_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        params![nonce, now.to_string()],
    )?;
    if added == 0 { Err(LedgerError::UsedNonce) } else { Ok(()) }
}

pub(crate) fn find(connection: &Connection, panel: PanelId) -> Result<Panel, LedgerError> {
    let mut query = connection.prepare("SELECT * FROM panels WHERE id = ?1")?;
    query.query_and_then([panel.0], panel_of)?.next().unwrap_or(Err(LedgerError::UnknownPanel(panel)))
}

/// A panel that still takes answers.
pub(crate) fn open_panel(connection: &Connection, panel: PanelId, now: Timestamp) -> Result<Panel, LedgerError> {
    let found = find(connection, panel)?;
    match found.closed_by(now) {
        Some(since) => Err(LedgerError::Closed { panel, since }),
        None => Ok(found),
    }
}

pub(crate) fn questions(connection: &Connection, panel: PanelId) -> Result<Vec<Question>, LedgerError> {
    let mut query = connection.prepare("SELECT * FROM questions WHERE panel = ?1 ORDER BY position")?;
    query.query_and_then([panel.0], question_of)?.collect()
}

/// The question of a number, when it belongs to a panel.
pub(crate) fn question_in(
    connection: &Connection,
    panel: PanelId,
    question: QuestionId,
) -> Result<Option<Question>, LedgerError> {
    let mut query = connection.prepare("SELECT * FROM questions WHERE id = ?1 AND panel = ?2")?;
    query.query_and_then([question.0, panel.0], question_of)?.next().transpose()
}

/// The panel of a member, for an act of the chair.
pub(crate) fn panel_of_member(connection: &Connection, member: MemberId) -> Result<PanelId, LedgerError> {
    let found =
        connection.query_row("SELECT panel FROM members WHERE id = ?1", [member.0], |row| row.get(0)).optional()?;
    found.map(PanelId).ok_or(LedgerError::UnknownMember(member))
}

fn panel_of(row: &Row<'_>) -> Result<Panel, LedgerError> {
    Ok(Panel {
        id: PanelId(row.get("id")?),
        title: row.get("title")?,
        question_set: row.get("question_set")?,
        created_at: column(row, "created_at", "a time")?,
        closes_on: maybe(row, "closes_on", "a day")?,
        closed_at: maybe(row, "closed_at", "a time")?,
    })
}

fn question_of(row: &Row<'_>) -> Result<Question, LedgerError> {
    let series: Option<String> = row.get("target")?;
    let period = maybe(row, "period", "a period")?;
    Ok(Question {
        id: QuestionId(row.get("id")?),
        panel: PanelId(row.get("panel")?),
        position: row.get("position")?,
        name: row.get("name")?,
        text: row.get("text")?,
        kind: Kind::of_column(row, "kind")?,
        unit: row.get("unit")?,
        scale: Scale::of_column(row, "scale")?,
        levels: numbers::from_json(&row.get::<_, String>("levels")?)?,
        lower: row.get("lower")?,
        upper: row.get("upper")?,
        resolves_on: column(row, "resolves_on", "a day")?,
        realisation: row.get("realisation")?,
        target: series.zip(period).map(|(series, period)| Target { series, period }),
    })
}
