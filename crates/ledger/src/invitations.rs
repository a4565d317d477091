//! Members and their links.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use crate::error::LedgerError;
use crate::open::Ledger;
use crate::panel::{Member, MemberId, PanelId};
use crate::panels::{find, open_panel, panel_of_member};
use crate::stored::column;
use crate::token::{LinkToken, hash};

impl Ledger {
    /// Invites a member to an open panel; gives the link, which is shown this once.
    ///
    /// # Errors
    /// When the panel is unknown or closed, the name is empty or taken, or the file cannot be written.
    pub fn invite(
        &mut self,
        panel: PanelId,
        name: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(MemberId, LinkToken), LedgerError> {
        let write = self.write()?;
        open_panel(&write, panel, now)?;
        let invited = insert(&write, panel, name, expires_at)?;
        write.commit()?;
        Ok(invited)
    }

    /// Gives a member a new link in place of the old one, which opens nothing from then on.
    ///
    /// # Errors
    /// When the member is unknown or the file cannot be written.
    pub fn renew_link(&mut self, member: MemberId, expires_at: Timestamp) -> Result<LinkToken, LedgerError> {
        let link = LinkToken::random()?;
        let write = self.write()?;
        panel_of_member(&write, member)?;
        write.execute(
            "UPDATE members SET token_hash = ?2, expires_at = ?3, revoked = 0 WHERE id = ?1",
            params![member.0, hashed(&link), expires_at.to_string()],
        )?;
        write.commit()?;
        Ok(link)
    }

    /// Gives the chair a new link in place of the old one, which opens nothing from then on.
    ///
    /// # Errors
    /// When the panel is unknown or the file cannot be written.
    pub fn renew_chair_link(&mut self, panel: PanelId) -> Result<LinkToken, LedgerError> {
        let link = LinkToken::random()?;
        let write = self.write()?;
        find(&write, panel)?;
        write.execute("UPDATE panels SET chair_hash = ?2 WHERE id = ?1", params![panel.0, hashed(&link)])?;
        write.commit()?;
        Ok(link)
    }

    /// Takes a member's link back. What the member said stays.
    ///
    /// # Errors
    /// When the member is unknown or the file cannot be written.
    pub fn revoke(&mut self, member: MemberId) -> Result<(), LedgerError> {
        let write = self.write()?;
        panel_of_member(&write, member)?;
        write.execute("UPDATE members SET revoked = 1 WHERE id = ?1", [member.0])?;
        write.commit()?;
        Ok(())
    }

    /// The members of a panel, in the order in which they were invited.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn members(&self, panel: PanelId) -> Result<Vec<Member>, LedgerError> {
        let mut query = self.connection.prepare("SELECT * FROM members WHERE panel = ?1 ORDER BY id")?;
        query.query_and_then([panel.0], member_of)?.collect()
    }

    /// The member who has a link; `None` for any other text. Whether the link still holds is for [`Member::admit`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn member_by_token(&self, token: &str) -> Result<Option<Member>, LedgerError> {
        let Some(hash) = hash(token) else { return Ok(None) };
        let mut query = self.connection.prepare("SELECT * FROM members WHERE token_hash = ?1")?;
        query.query_and_then(params![hash.as_slice()], member_of)?.next().transpose()
    }
}

/// Adds a member to a panel.
pub(crate) fn insert(
    write: &Connection,
    panel: PanelId,
    name: &str,
    expires_at: Timestamp,
) -> Result<(MemberId, LinkToken), LedgerError> {
    if name.trim().is_empty() {
        return Err(LedgerError::EmptyText("the name of a member"));
    }
    let taken: bool = write.query_row(
        "SELECT EXISTS (SELECT 1 FROM members WHERE panel = ?1 AND name = ?2)",
        params![panel.0, name],
        |row| row.get(0),
    )?;
    if taken {
        return Err(LedgerError::NameTaken(name.to_owned()));
    }
    let link = LinkToken::random()?;
    write.execute(
        "INSERT INTO members (panel, name, token_hash, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![panel.0, name, hashed(&link), expires_at.to_string()],
    )?;
    Ok((MemberId(write.last_insert_rowid()), link))
}

/// What is kept of a link.
fn hashed(link: &LinkToken) -> Option<Vec<u8>> {
    hash(link.as_str()).map(Vec::from)
}

pub(crate) fn member_of(row: &Row<'_>) -> Result<Member, LedgerError> {
    Ok(Member {
        id: MemberId(row.get("id")?),
        panel: PanelId(row.get("panel")?),
        name: row.get("name")?,
        expires_at: column(row, "expires_at", "a time")?,
        revoked: row.get("revoked")?,
    })
}

/// A member by number.
pub(crate) fn member(connection: &Connection, member: MemberId) -> Result<Member, LedgerError> {
    let mut query = connection.prepare("SELECT * FROM members WHERE id = ?1")?;
    query.query_and_then([member.0], member_of)?.next().unwrap_or(Err(LedgerError::UnknownMember(member)))
}
