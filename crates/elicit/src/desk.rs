//! What stands behind the pages: the ledger, a clock, limits, and what was computed before.

use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::words::Language;
use jiff::Timestamp;
use ledger::panel::{MemberId, PanelId};
use ledger::{Ledger, LedgerError};
use minijinja::Environment;

use crate::belief::Laws;
use crate::closed::{Classical, Shelf};
use crate::rate::{Buckets, Rate};
use crate::refusal::Refusal;
use crate::seal::Sealer;
use crate::templates::templates;
use crate::weigh::classical;

/// What a desk allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Requests with one link.
    pub per_link: Rate,
    /// Requests from one address (for IPv6, from one network of 64 bits). Generous, because a whole panel may sit behind
    /// one.
    pub per_address: Rate,
    /// The most links, and the most addresses, whose requests are counted at a time.
    pub counted: usize,
    /// The longest form, in bytes.
    pub body: usize,
    /// The longest that an answer may take.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_link: Rate { burst: 60, per_second: 1.0 },
            per_address: Rate { burst: 1_500, per_second: 25.0 },
            counted: 10_000,
            body: 64 * 1024,
            patience: Duration::from_secs(30),
        }
    }
}

/// A desk could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The ledger failed.
    #[error("the ledger gave no key for forms")]
    Ledger(#[from] LedgerError),
    /// A template is broken: a fault of the program.
    #[error("a page could not be made")]
    Template(#[from] minijinja::Error),
}

/// Whose link it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Member(MemberId),
    Chair(PanelId),
}

/// A ledger with what its pages need.
pub struct Desk {
    ledger: Mutex<Ledger>,
    clock: Box<dyn Fn() -> Timestamp + Send + Sync>,
    faults: Box<dyn Fn(&str) + Send + Sync>,
    pub(crate) classical: Classical,
    pub(crate) sealer: Sealer,
    pub(crate) templates: Environment<'static>,
    pub(crate) laws: Laws,
    pub(crate) shelf: Shelf,
    pub(crate) limits: Limits,
    pub(crate) language: Language,
    pub(crate) base: String,
    links: Buckets<Holder>,
    addresses: Buckets<IpAddr>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk over a ledger that may be written to. `now` tells the time: nothing here reads a clock.
    ///
    /// # Errors
    /// When the ledger cannot give the key that seals forms, or a template is broken.
    pub fn new(mut ledger: Ledger, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Result<Self, DeskError> {
        let sealer = Sealer::new(ledger.secret()?);
        let limits = Limits::default();
        Ok(Self {
            ledger: Mutex::new(ledger),
            clock: Box::new(now),
            faults: Box::new(|_| {}),
            classical: Arc::new(classical),
            sealer,
            templates: templates()?,
            laws: Laws::default(),
            shelf: Shelf::default(),
            limits,
            language: Language::ENGLISH,
            base: String::new(),
            links: Buckets::new(limits.per_link, limits.counted),
            addresses: Buckets::new(limits.per_address, limits.counted),
        })
    }

    /// A desk that weighs the members of closed panels with seed questions in another way than [`classical`].
    #[must_use]
    pub fn with_classical(mut self, classical: Classical) -> Self {
        self.classical = classical;
        self
    }

    /// A desk that tells its faults (a full disk, a damaged file) in one line each; pages do not show them.
    #[must_use]
    pub fn with_faults(mut self, hear: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.faults = Box::new(hear);
        self
    }

    /// A desk whose pages speak another language than English. What a panel is asked stays as it was written.
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// A desk whose pages stand below a path of the server, written without a slash at its end.
    #[must_use]
    pub fn below(mut self, base: &str) -> Self {
        base.clone_into(&mut self.base);
        self.templates.add_global("base", base.to_owned());
        self
    }

    /// A desk with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.links = Buckets::new(limits.per_link, limits.counted);
        self.addresses = Buckets::new(limits.per_address, limits.counted);
        self.limits = limits;
        self
    }

    /// The address of a member's page.
    pub(crate) fn of_member(&self, token: &str) -> String {
        format!("{}/elicit/{token}", self.base)
    }

    /// The address of a chair's page.
    pub(crate) fn of_chair(&self, token: &str) -> String {
        format!("{}/elicit/chair/{token}", self.base)
    }

    /// Tells a fault to whoever runs the program.
    pub(crate) fn tell(&self, fault: &str) {
        (self.faults)(fault);
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The ledger, for a short while: nothing is computed while it is held. A transaction that was cut off by a panic was
    /// rolled back.
    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request of an address.
    pub(crate) fn admit_address(&self, address: Option<IpAddr>) -> Result<(), Refusal> {
        let Some(address) = address else { return Ok(()) };
        self.addresses.take(network(address), self.now()).map_err(Refusal::TooMany)
    }

    /// Counts a request with a member's link.
    pub(crate) fn admit_member(&self, member: MemberId) -> Result<(), Refusal> {
        self.links.take(Holder::Member(member), self.now()).map_err(Refusal::TooMany)
    }

    /// Counts a request with a chair's link.
    pub(crate) fn admit_chair(&self, panel: PanelId) -> Result<(), Refusal> {
        self.links.take(Holder::Chair(panel), self.now()).map_err(Refusal::TooMany)
    }
}

/// The part of an address that one household has: whoever has 64 bits of addresses counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

/// A desk that several requests share.
pub(crate) type Shared = Arc<Desk>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_count_as_one() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
