//! Names of sheets: unique without regard to case, at most 31 characters, none of those that spreadsheets refuse.

use std::collections::BTreeSet;

use ::words::text;

use crate::slug::slug;

/// Most characters of a sheet's name.
const MOST: usize = 31;

/// The name that spreadsheets keep for themselves.
const KEPT: &str = "history";

/// The name of the first sheet, in the language in force.
pub(super) fn contents() -> String {
    let held = |c: &char| !c.is_control() && !"[]:*?/\\'".contains(*c);
    let name: String = text!("Contents").chars().filter(held).take(MOST).collect();
    if name.trim().is_empty() { "Contents".to_owned() } else { name }
}

/// A name from an id; `taken` holds the names given so far, in lower case.
pub(super) fn sheet_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let slug = slug(id, '-');
    let mut count = 1_u32;
    loop {
        let ending = if count == 1 { String::new() } else { format!("-{count}") };
        let room = MOST.saturating_sub(ending.len());
        let stem: String = slug.chars().take(room).collect();
        let name = format!("{}{ending}", stem.trim_end_matches('-'));
        if name != KEPT && taken.insert(name.clone()) {
            return name;
        }
        count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let mut taken = BTreeSet::from(["contents".to_owned()]);
        let mut name = |id: &str| sheet_name(id, &mut taken);
        assert_eq!(name("a-very-long-name-of-a-figure-monthly"), "a-very-long-name-of-a-figure-mo");
        assert_eq!(name("a-very-long-name-of-a-figure-months"), "a-very-long-name-of-a-figure-2");
        assert_eq!(name("Contents"), "contents-2");
        assert_eq!(name("history"), "history-2");
    }

    proptest! {
        #[test]
        fn names_are_legal_whatever_the_ids(ids in proptest::collection::vec(".{0,60}", 1..40)) {
            let mut taken = BTreeSet::from(["contents".to_owned()]);
            let names: Vec<String> = ids.iter().map(|id| sheet_name(id, &mut taken)).collect();
            let apart: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(apart.len(), names.len());
            for name in &names {
                prop_assert!(!name.is_empty() && name.len() <= MOST, "{}", name);
                prop_assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", name);
                prop_assert!(name != KEPT && name != "contents");
            }
        }
    }
}
