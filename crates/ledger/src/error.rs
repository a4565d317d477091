//! What can go wrong.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::answer::AnswerFault;
use crate::outcome::OutcomeId;
use crate::panel::{MemberId, PanelId, QuestionId};
use crate::period::Period;

/// Why the ledger did not do what it was asked to. Nothing is written when one is returned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The file cannot be opened or made.
    #[error("the ledger `{}` cannot be opened: is the folder there, and may it be written to?", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the library of the file said.
        source: rusqlite::Error,
    },
    /// The file was written by a later version of the program.
    #[error("the ledger `{}` has version `{found}`, this program knows `{known}`: use a later version of the program", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The file was written by an earlier version of the program, and may not be written to now.
    #[error("the ledger `{}` has version `{found}`, this program reads `{known}`: open it once for writing, which brings it up to date", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version that this program reads.
        known: i64,
    },
    /// The library of the file failed: a full disk, a damaged file, another program that holds it.
    #[error("the ledger could not be read or written")]
    Database(#[from] rusqlite::Error),
    /// A value in the file is not what this program writes.
    #[error("the ledger holds `{value}` where {expected} should stand")]
    Damaged {
        /// What stands there.
        value: String,
        /// What should.
        expected: &'static str,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random numbers for a link")]
    Random(getrandom::Error),
    /// There is no such panel.
    #[error("there is no panel `{0}`")]
    UnknownPanel(PanelId),
    /// There is no such member.
    #[error("there is no member `{0}`")]
    UnknownMember(MemberId),
    /// The panel takes no more answers, questions or members.
    #[error("panel `{panel}` is closed since {since}")]
    Closed {
        /// The panel.
        panel: PanelId,
        /// When it closed.
        since: Timestamp,
    },
    /// What members said is not shown while others may still answer.
    #[error("panel `{0}` is still open: what was answered is shown when it is closed")]
    StillOpen(PanelId),
    /// The link of the member has run out.
    #[error("the link of member `{0}` has expired: a new one can be made")]
    Expired(MemberId),
    /// The link of the member was taken back.
    #[error("the link of member `{0}` was revoked: a new one can be made")]
    Revoked(MemberId),
    /// The form was sent before.
    #[error("this form was sent before: nothing was stored a second time")]
    UsedNonce,
    /// A title, text, name or unit that has to be there is empty.
    #[error("{0} is empty")]
    EmptyText(&'static str),
    /// Two members of one panel have the same name.
    #[error("the panel has a member `{0}` already: give another name")]
    NameTaken(String),
    /// A question that cannot be asked.
    #[error("question `{question}`: {why}")]
    BadQuestion {
        /// Its name.
        question: String,
        /// What is wrong.
        why: String,
    },
    /// The question belongs to another panel, or to none.
    #[error("question `{0}` is not a question of this panel")]
    ForeignQuestion(QuestionId),
    /// One submission answers a question twice.
    #[error("question `{0}` is answered twice in one submission")]
    Twice(QuestionId),
    /// A submission without an answer.
    #[error("there is no answer in this submission")]
    NoAnswers,
    /// An answer that does not fit its question.
    #[error("question `{question}`: {fault}")]
    BadAnswer {
        /// The question.
        question: QuestionId,
        /// What is wrong.
        fault: AnswerFault,
    },
    /// A forecast that is none.
    #[error("forecast of `{target}` for {period}: {why}")]
    BadForecast {
        /// The series.
        target: String,
        /// The period.
        period: Period,
        /// What is wrong.
        why: String,
    },
    /// A forecast after the event.
    #[error("`{target}` for {period} is recorded as known on {known_on}: a forecast after that is none")]
    OutcomeKnown {
        /// The series.
        target: String,
        /// The period.
        period: Period,
        /// When its first outcome was known.
        known_on: Date,
    },
    /// An outcome that is none.
    #[error("outcome of `{target}` for {period}: {why}")]
    BadOutcome {
        /// The series.
        target: String,
        /// The period.
        period: Period,
        /// What is wrong.
        why: String,
    },
    /// The outcome is recorded already, and the new one does not say that it corrects it.
    #[error("`{target}` for {period} has outcome `{latest}`: a correction names it as the one it replaces")]
    OutcomeStands {
        /// The series.
        target: String,
        /// The period.
        period: Period,
        /// The outcome that counts.
        latest: OutcomeId,
    },
}
