//! A case as a programme, by hand: a mine, a gate of a hundred trucks of 100 t a day, a buyer at 50 USD a tonne.
//!
//! February and March 2021 have 28 and 31 days: 280 and 310 kt. Mining costs 10 USD a tonne, carriage nothing, and no record
//! says anything of prices or closures, so that all futures are alike.
#![allow(clippy::unwrap_used, clippy::float_cmp, missing_docs)]

mod limits;
mod plans;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use balance::country::{Country, CountryError, Wanted};
use case::Case;
use case::bundle::Bundle;
use case::cell::Cell;
use case::value::economy::Economy;
use corridor::goods::Goods;
use corridor::network::Network;

/// Rows that replace or join those of the template.
pub(crate) struct Folder(BTreeMap<String, String>);

impl Folder {
    pub(crate) fn new() -> Self {
        let mut files = case::template::template(Economy::parse("KGZ").unwrap());
        let settings = files.get_mut("case.toml").unwrap();
        *settings = settings.replace("gateways = []", "gateways = [\"KAZ\", \"CHN\"]").replace(
            "[names]",
            "[balance]\nneighbour = \"KAZ\"\nfrom = \"2021-02\"\nperiods = 2\nmonths = 1\n\n[names]",
        );
        let mut folder = Self(files);
        for file in ["buyers.csv", "decisions.csv", "assumptions.csv"] {
            folder.empty(file);
        }
        folder.add("places.csv", "mine,Mine,mine,KGZ,,");
        folder.add("places.csv", "beyond,Beyond,crossing,KAZ,,");
        folder.add("links.csv", "haul,Haul,mine,example_gate,road,existing,,100,,,,,");
        folder.add("links.csv", "over,Over the border,example_gate,beyond,road,existing,,1,,,,,");
        folder.add("production.csv", "mine_design,mine,total,design_capacity,2019,12,,Mt/year");
        folder.add("capacities.csv", "load,haul,payload,,open,100,,t/truck,2020-01-01,,");
        folder.add("buyers.csv", "near,Near buyers,KAZ,total,KAZ,,,,,,,,,,");
        folder.add("assumptions.csv", "mining,mining_cost,,total,10,5,20,USD/t");
        folder.add("assumptions.csv", "life,project_life,,,1,1,2,year");
        folder
    }

    fn empty(&mut self, file: &str) {
        let text = self.0.get_mut(file).unwrap();
        let header: Vec<&str> = text.lines().take_while(|line| !line.contains("example")).collect();
        *text = format!("{}\n", header.join("\n"));
    }

    pub(crate) fn add(&mut self, file: &str, row: &str) {
        let text = self.0.get_mut(file).unwrap();
        let _ = writeln!(text, "{row},example_source,low,assumed,2020-01-01,");
    }

    pub(crate) fn case(&self) -> Case {
        let loaded = case::load::load(&Bundle::from_files("hand", self.0.clone()));
        let faults: Vec<String> = loaded.diagnostics.iter().map(|fault| format!("{fault:?}")).collect();
        let folder = loaded.folder.unwrap_or_else(|| panic!("{}", faults.join("\n")));
        folder.as_of(folder.default_as_of())
    }
}

pub(crate) fn country(case: &Case, wanted: &Wanted) -> Result<Country, CountryError> {
    let network = Network::of(case);
    let goods = Goods::of(&network);
    Country::of(&network, &goods, wanted)
}

pub(crate) fn few() -> Wanted {
    Wanted { futures: 4, ..Wanted::default() }
}

/// What is sold without any decision: 590 kt at 50 less 10 USD.
pub(crate) const BARE: f64 = 590.0 * 40.0;
