//! Storing and reading answers.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Row, params};

use crate::answer::{Answer, AnswerId, Given, NewAnswer, Results, Turnout};
use crate::error::LedgerError;
use crate::invitations::{member, member_of};
use crate::numbers;
use crate::open::Ledger;
use crate::panel::{MemberId, PanelId, QuestionId};
use crate::panels::{find, open_panel, question_in, questions, use_up};
use crate::stored::maybe;

const ANSWERS: &str = "SELECT answers.id, member, question, quantiles, probability, comment, given_at \
                       FROM answers JOIN submissions ON submissions.id = answers.submission";

impl Ledger {
    /// Stores what a member answers in one form, whole or not at all; the form's single-use number is used up in the
    /// same transaction. What was answered before is kept; the latest counts.
    ///
    /// # Errors
    /// When the number was used before, the member's link does not hold, the panel is closed, or an answer does not fit
    /// its question; or when the file cannot be written.
    pub fn submit(
        &mut self,
        of: MemberId,
        nonce: &str,
        answers: &[NewAnswer],
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        let write = self.write()?;
        use_up(&write, nonce, now)?;
        let member = member(&write, of)?;
        member.admit(now)?;
        open_panel(&write, member.panel, now)?;
        if answers.is_empty() {
            return Err(LedgerError::NoAnswers);
        }
        let mut seen = BTreeSet::new();
        for answer in answers {
            let asked = question_in(&write, member.panel, answer.question)?
                .ok_or(LedgerError::ForeignQuestion(answer.question))?;
            if let Some(fault) = answer.faults(&asked).into_iter().next() {
                return Err(LedgerError::BadAnswer { question: answer.question, fault });
            }
            if !seen.insert(answer.question) {
                return Err(LedgerError::Twice(answer.question));
            }
        }
        write.execute(
            "INSERT INTO submissions (member, nonce, given_at) VALUES (?1, ?2, ?3)",
            params![of.0, nonce, now.to_string()],
        )?;
        let submission = write.last_insert_rowid();
        for answer in answers {
            let (quantiles, probability) = match &answer.given {
                Given::Quantiles(values) => (Some(numbers::to_json(values)), None),
                Given::Probability(value) => (None, Some(*value)),
            };
            write.execute(
                "INSERT INTO answers (submission, question, quantiles, probability, comment) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![submission, answer.question.0, quantiles, probability, answer.comment],
            )?;
        }
        write.commit()?;
        Ok(())
    }

    /// Every answer that a member gave, in the order in which they were given: the member's own, at any time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn revisions(&self, of: MemberId) -> Result<Vec<Answer>, LedgerError> {
        let mut query = self.connection.prepare(&format!("{ANSWERS} WHERE member = ?1 ORDER BY answers.id"))?;
        query.query_and_then([of.0], answer_of)?.collect()
    }

    /// Who of a panel has answered how often and when, without what was said.
    ///
    /// # Errors
    /// When the panel is unknown or the file cannot be read.
    pub fn turnout(&self, panel: PanelId) -> Result<Vec<Turnout>, LedgerError> {
        find(&self.connection, panel)?;
        let mut query = self.connection.prepare(
            "SELECT members.*, count(DISTINCT submissions.id) AS sent, \
             count(DISTINCT answers.question) AS answered, \
             (SELECT given_at FROM submissions WHERE member = members.id ORDER BY id DESC LIMIT 1) AS last \
             FROM members LEFT JOIN submissions ON submissions.member = members.id \
             LEFT JOIN answers ON answers.submission = submissions.id \
             WHERE panel = ?1 GROUP BY members.id ORDER BY members.id",
        )?;
        let turnout = |row: &Row<'_>| -> Result<Turnout, LedgerError> {
            Ok(Turnout {
                member: member_of(row)?,
                submissions: row.get::<_, i64>("sent")?.unsigned_abs(),
                answered: row.get::<_, i64>("answered")?.unsigned_abs(),
                last: maybe(row, "last", "a time")?,
            })
        };
        query.query_and_then([panel.0], turnout)?.collect()
    }

    /// All that a closed panel said.
    ///
    /// # Errors
    /// When the panel is unknown or still open, or the file cannot be read.
    pub fn results(&self, panel: PanelId, now: Timestamp) -> Result<Results, LedgerError> {
        // One view of the file: what a closing panel was told at the last moment is in it or not.
        let view = self.connection.unchecked_transaction()?;
        let found = find(&view, panel)?;
        if found.closed_by(now).is_none() {
            return Err(LedgerError::StillOpen(panel));
        }
        let answers = view
            .prepare(&format!(
                "{ANSWERS} JOIN members ON members.id = submissions.member WHERE panel = ?1 ORDER BY answers.id"
            ))?
            .query_and_then([panel.0], answer_of)?
            .collect::<Result<_, _>>()?;
        Ok(Results { panel: found, questions: questions(&view, panel)?, members: self.members(panel)?, answers })
    }
}

fn answer_of(row: &Row<'_>) -> Result<Answer, LedgerError> {
    let quantiles: Option<String> = row.get("quantiles")?;
    let given = match quantiles {
        Some(text) => Given::Quantiles(numbers::from_json(&text)?),
        None => Given::Probability(row.get("probability")?),
    };
    Ok(Answer {
        id: AnswerId(row.get("id")?),
        member: MemberId(row.get("member")?),
        question: QuestionId(row.get("question")?),
        given,
        comment: row.get("comment")?,
        given_at: crate::stored::column(row, "given_at", "a time")?,
    })
}
