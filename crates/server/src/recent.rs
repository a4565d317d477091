//! What was asked for last, within a budget: what nobody has asked for longest goes first.

use std::collections::BTreeMap;

/// Values by key, each with what it takes of the budget.
#[derive(Debug)]
pub(crate) struct Recent<K, V> {
    budget: usize,
    spent: usize,
    /// Rises with every question.
    now: u64,
    known: BTreeMap<K, One<V>>,
    /// When each was asked for last.
    order: BTreeMap<u64, K>,
}

#[derive(Debug)]
struct One<V> {
    value: V,
    takes: usize,
    asked: u64,
}

impl<K: Ord + Clone, V: Clone> Recent<K, V> {
    pub(crate) fn within(budget: usize) -> Self {
        Self { budget, spent: 0, now: 0, known: BTreeMap::new(), order: BTreeMap::new() }
    }

    pub(crate) fn get(&mut self, key: &K) -> Option<V> {
        let one = self.known.get_mut(key)?;
        self.now += 1;
        self.order.remove(&one.asked);
        self.order.insert(self.now, key.clone());
        one.asked = self.now;
        Some(one.value.clone())
    }

    /// Keeps a value. One that takes more than the whole budget is not kept.
    pub(crate) fn put(&mut self, key: K, value: V, takes: usize) {
        self.forget(&key);
        if takes > self.budget {
            return;
        }
        self.now += 1;
        self.spent += takes;
        self.order.insert(self.now, key.clone());
        self.known.insert(key, One { value, takes, asked: self.now });
        while self.spent > self.budget
            && let Some((_, oldest)) = self.order.pop_first()
        {
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, key: &K) {
        if let Some(one) = self.known.remove(key) {
            self.order.remove(&one.asked);
            self.spent -= one.takes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asked_for_longest_goes_first() {
        let mut recent = Recent::within(3);
        for name in ["a", "b", "c"] {
            recent.put(name, name.len(), 1);
        }
        assert_eq!(recent.get(&"a"), Some(1));
        recent.put("d", 1, 1);
        let known = ["a", "b", "c", "d"].map(|name| recent.get(&name).is_some());
        assert_eq!(known, [true, false, true, true]);
    }

    #[test]
    fn the_budget_holds() {
        let mut recent = Recent::within(10);
        recent.put("a", 1, 6);
        recent.put("a", 2, 4);
        recent.put("b", 3, 6);
        assert_eq!((recent.get(&"a"), recent.get(&"b")), (Some(2), Some(3)));
        recent.put("c", 4, 11);
        assert_eq!((recent.get(&"a"), recent.get(&"c")), (Some(2), None));
        recent.put("d", 5, 10);
        assert_eq!((recent.get(&"a"), recent.get(&"b"), recent.get(&"d")), (None, None, Some(5)));
        assert_eq!((recent.spent, recent.known.len(), recent.order.len()), (10, 1, 1));
    }
}
