//! Which three files belong together, by their names. Files are not touched here.

/// Which names to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The file is a list of the three names: read it and ask [`listed`].
    List,
    /// The first name of each sort that exists.
    Three {
        /// Names of the core file.
        core: Vec<String>,
        /// Names of the time file.
        time: Vec<String>,
        /// Names of the stoch file.
        stoch: Vec<String>,
    },
}

/// A list that does not hold three names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("found {0} names in the list, expected three: core, time and stoch file")]
pub struct NamesError(pub usize);

const CORE: [&str; 3] = ["cor", "core", "mps"];
const TIME: [&str; 2] = ["tim", "time"];
const STOCH: [&str; 2] = ["sto", "stoch"];

/// The names to look for when one is given: a list (`.smps`), one of the three files, or what their names have in
/// common. The name that was given comes first among its sort; endings are tried in small and in capital letters,
/// first as the one that was given.
pub fn lookup(name: &str) -> Lookup {
    let (stem, ending) = split(name);
    let small = ending.to_ascii_lowercase();
    if small == "smps" {
        return Lookup::List;
    }
    let known = CORE.contains(&small.as_str()) || TIME.contains(&small.as_str()) || STOCH.contains(&small.as_str());
    let stem = if known { stem } else { name };
    let capitals = known && ending.chars().all(|letter| letter.is_ascii_uppercase());
    let names = |endings: &[&str]| {
        if known && endings.contains(&small.as_str()) {
            return vec![name.to_owned()];
        }
        let lower = endings.iter().map(|ending| format!("{stem}.{ending}"));
        let upper = endings.iter().map(|ending| format!("{stem}.{}", ending.to_ascii_uppercase()));
        if capitals { upper.chain(lower).collect() } else { lower.chain(upper).collect() }
    };
    Lookup::Three { core: names(&CORE), time: names(&TIME), stoch: names(&STOCH) }
}

/// The names of core, time and stoch file in a list, which stands in the file `list`: one name a line, or three words
/// in one line; lines that begin with `*` or `#` are left out. They are told apart by their endings, or else by their
/// order, and stand beside the list unless they begin with `/`.
///
/// # Errors
/// When there are not three names.
pub fn listed(text: &str, list: &str) -> Result<[String; 3], NamesError> {
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['*', '#'])).collect();
    let names: Vec<&str> = match lines.as_slice() {
        [one] => one.split_whitespace().collect(),
        many => many.to_vec(),
    };
    let [first, second, third] = names.as_slice() else { return Err(NamesError(names.len())) };
    let mut three = [*first, *second, *third];
    let sort = |name: &str| {
        let ending = split(name).1.to_ascii_lowercase();
        [&CORE[..], &TIME, &STOCH].iter().position(|endings| endings.contains(&ending.as_str()))
    };
    let mut sorts = three.map(sort);
    sorts.sort_unstable();
    if sorts == [Some(0), Some(1), Some(2)] {
        three.sort_by_key(|name| sort(name));
    }
    let folder = list.rfind(['/', '\\']).and_then(|end| list.get(..=end)).unwrap_or_default();
    Ok(three.map(|name| if name.starts_with('/') { name.to_owned() } else { format!("{folder}{name}") }))
}

// What stands before and behind the last dot of a file's name.
fn split(name: &str) -> (&str, &str) {
    let file = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    match name.rsplit_once('.') {
        Some((stem, ending)) if stem.len() > file => (stem, ending),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three(name: &str) -> [Vec<String>; 3] {
        match lookup(name) {
            Lookup::Three { core, time, stoch } => [core, time, stoch],
            Lookup::List => panic!("a list"),
        }
    }

    #[test]
    fn one_name_leads_to_three() {
        let [core, time, stoch] = three("a.b/lands.tim");
        assert_eq!(core[..3], ["a.b/lands.cor", "a.b/lands.core", "a.b/lands.mps"]);
        assert_eq!(time, ["a.b/lands.tim"]);
        assert_eq!(stoch, ["a.b/lands.sto", "a.b/lands.stoch", "a.b/lands.STO", "a.b/lands.STOCH"]);
        assert_eq!(three("a.b/lands")[1][0], "a.b/lands.tim");
        assert_eq!(three("lands.v2")[2][0], "lands.v2.sto");
        assert_eq!(three("LANDS.COR")[2][0], "LANDS.STO");
        assert_eq!(three(".cor")[0][0], ".cor.cor");
        assert_eq!(lookup("LandS.SMPS"), Lookup::List);
    }

    #[test]
    fn a_list_holds_three_names_in_any_order() {
        let names = ["d/x.cor", "d/y.tim", "d/z 1.sto"].map(str::to_owned);
        assert_eq!(listed("* the files\nz 1.sto\nx.cor\n\ny.tim\n", "d/list.smps"), Ok(names));
        assert_eq!(listed("a b c", "list.smps"), Ok(["a", "b", "c"].map(str::to_owned)));
        assert_eq!(listed("a.cor\n/b.tim\nc.sto", "d/l.smps").unwrap()[1], "/b.tim");
        assert_eq!(listed("a\nb\n", "list.smps"), Err(NamesError(2)));
    }
}
