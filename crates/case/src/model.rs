//! The case in memory: the folder with rows of every date, and the view of it as of one day.

use std::collections::{BTreeMap, BTreeSet};

use crate::entry::{Entry, RowRef};
use crate::provenance::Provenance;
use crate::settings::{Balance, EffectQuestion, ForecastQuestion, Panel, Questions, Scenario, Settings, Vintage};
use crate::tables::{
    Assumption, Buyer, Capacity, Cost, Decision, Event, Judgement, Link, Market, Observation, Place, Product,
    Production, Rest, Series, Source, TradeFlow,
};
use crate::value::date::Date;
use crate::value::economy::{Economy, Partner};
use crate::value::id::SourceId;

/// All rows of a case, table by table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    /// sources.csv
    pub sources: Vec<Entry<Source>>,
    /// places.csv
    pub places: Vec<Entry<Place>>,
    /// links.csv
    pub links: Vec<Entry<Link>>,
    /// capacities.csv
    pub capacities: Vec<Entry<Capacity>>,
    /// calendar.csv
    pub calendar: Vec<Entry<Rest>>,
    /// costs.csv
    pub costs: Vec<Entry<Cost>>,
    /// products.csv
    pub products: Vec<Entry<Product>>,
    /// production.csv
    pub production: Vec<Entry<Production>>,
    /// markets.csv
    pub markets: Vec<Entry<Market>>,
    /// buyers.csv
    pub buyers: Vec<Entry<Buyer>>,
    /// decisions.csv
    pub decisions: Vec<Entry<Decision>>,
    /// assumptions.csv
    pub assumptions: Vec<Entry<Assumption>>,
    /// series.csv
    pub series: Vec<Entry<Series>>,
    /// observations.csv
    pub observations: Vec<Entry<Observation>>,
    /// trade.csv
    pub trade: Vec<Entry<TradeFlow>>,
    /// events.csv
    pub events: Vec<Entry<Event>>,
    /// judgements/
    pub judgements: Vec<Entry<Judgement>>,
}

/// Calls a macro with the name of every table of facts in [`Tables`] (all but sources), so that no list of them is kept
/// elsewhere.
#[macro_export]
macro_rules! for_each_fact_table {
    ($action:ident) => {
        $action!(places);
        $action!(links);
        $action!(capacities);
        $action!(calendar);
        $action!(costs);
        $action!(products);
        $action!(production);
        $action!(markets);
        $action!(buyers);
        $action!(decisions);
        $action!(assumptions);
        $action!(series);
        $action!(observations);
        $action!(trade);
        $action!(events);
        $action!(judgements);
    };
}

impl Tables {
    /// Where every row of facts stands and what it rests on.
    pub fn provenance(&self) -> Vec<(&RowRef, &Provenance, Date)> {
        let mut all = Vec::new();
        macro_rules! collect {
            ($table:ident) => {
                all.extend(self.$table.iter().map(|e| (&e.at, &e.provenance, e.known_on)));
            };
        }
        for_each_fact_table!(collect);
        all
    }

    /// How many rows each table of facts has, by file name.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("places.csv", self.places.len()),
            ("links.csv", self.links.len()),
            ("capacities.csv", self.capacities.len()),
            ("calendar.csv", self.calendar.len()),
            ("costs.csv", self.costs.len()),
            ("products.csv", self.products.len()),
            ("production.csv", self.production.len()),
            ("markets.csv", self.markets.len()),
            ("buyers.csv", self.buyers.len()),
            ("decisions.csv", self.decisions.len()),
            ("assumptions.csv", self.assumptions.len()),
            ("series.csv", self.series.len()),
            ("observations.csv", self.observations.len()),
            ("trade.csv", self.trade.len()),
            ("events.csv", self.events.len()),
            ("judgements/", self.judgements.len()),
        ]
    }

    /// The rows that could be known on a day.
    fn known_by(&self, day: Date) -> Self {
        let mut view = self.clone();
        macro_rules! keep {
            ($table:ident) => {
                view.$table.retain(|entry| entry.known_on <= day);
            };
        }
        for_each_fact_table!(keep);
        view
    }
}

/// A folder that passed every check: rows of every date. Analyses never see it; they see a [`Case`].
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFolder {
    pub(crate) settings: Settings,
    pub(crate) panel: Option<Panel>,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) questions: Option<Questions>,
    pub(crate) tables: Tables,
    pub(crate) hash: String,
}

impl CaseFolder {
    /// What the case is about.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The day the case is seen from unless a reader asks for another.
    pub fn default_as_of(&self) -> Date {
        self.settings.as_of
    }

    /// The case as it would have read on a day: nothing that became known later is in it.
    pub fn as_of(&self, day: Date) -> Case {
        let mut tables = self.tables.known_by(day);
        let mut panel = self.panel.clone().filter(|panel| panel.known_on <= day);
        if let Some(panel) = &mut panel {
            // The page may be public before the panel is held, and long before there is a recording.
            let heard = panel.recorded_on().is_some_and(|on| on <= day);
            panel.audio = panel.audio.take().filter(|_| heard);
        }
        let scenarios: Vec<Scenario> = self.scenarios.iter().filter(|s| s.known_on <= day).cloned().collect();
        let (mut effects, mut forecasts) = match &self.questions {
            Some(questions) => (questions.effect.clone(), questions.forecast.clone()),
            None => (Vec::new(), Vec::new()),
        };
        effects.retain(|question| question.known_on <= day);
        forecasts.retain(|question| question.known_on <= day);
        for forecast in &mut forecasts {
            forecast.without.retain(|id| effects.iter().any(|effect| effect.id == *id));
        }
        let framed = self.settings.known_on <= day;

        // Sources of later rows would tell by their titles what was learnt later.
        let mut cited: BTreeSet<SourceId> =
            tables.provenance().into_iter().map(|(_, provenance, _)| provenance.source_id.clone()).collect();
        if framed {
            cited.insert(self.settings.source_id.clone());
        }
        if let Some(panel) = &panel {
            cited.insert(panel.source_id.clone());
            cited.extend(panel.person.iter().map(|person| person.source_id.clone()));
        }
        tables.sources.retain(|source| cited.contains(&source.source_id));

        let settings = self.settings.clone();
        Case {
            economy: settings.economy,
            gateways: settings.gateways.clone(),
            language: settings.language.clone(),
            text_language: settings.language.clone(),
            names: settings.names.clone(),
            groups: settings.groups.clone(),
            vintages: settings.vintages.clone(),
            frame: framed.then_some(settings),
            panel,
            scenarios,
            effects,
            forecasts,
            tables,
            as_of: day,
            hash: self.hash.clone(),
        }
    }
}

/// A case as of one day: immutable, checked, and without anything that was learnt later.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    economy: Economy,
    gateways: Vec<Economy>,
    language: String,
    text_language: String,
    names: BTreeMap<String, String>,
    groups: BTreeMap<String, String>,
    vintages: BTreeMap<String, Vintage>,
    /// Only once it was public.
    frame: Option<Settings>,
    panel: Option<Panel>,
    scenarios: Vec<Scenario>,
    effects: Vec<EffectQuestion>,
    forecasts: Vec<ForecastQuestion>,
    tables: Tables,
    as_of: Date,
    hash: String,
}

impl Case {
    /// The economy the case is about.
    pub fn economy(&self) -> Economy {
        self.economy
    }

    /// The economies its goods must cross.
    pub fn gateways(&self) -> &[Economy] {
        &self.gateways
    }

    /// Title, question and summary, once they were public.
    pub fn frame(&self) -> Option<&Settings> {
        self.frame.as_ref()
    }

    /// The choice between income and risk, once the question was public.
    pub fn balance(&self) -> Option<&Balance> {
        self.frame.as_ref()?.balance.as_ref()
    }

    /// Language in which the case is told, BCP 47: that of its texts, unless another was asked for.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Language of the texts of the case, BCP 47.
    pub fn text_language(&self) -> &str {
        &self.text_language
    }

    /// The same case told in another language: its facts stay as they are written.
    #[must_use]
    pub fn in_language(mut self, tag: &str) -> Self {
        tag.clone_into(&mut self.language);
        self
    }

    /// The panel, once its page was public.
    pub fn panel(&self) -> Option<&Panel> {
        self.panel.as_ref()
    }

    /// The what-if questions written by the day of the view.
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// What is asked about the effects of events, as far as it was written by the day of the view.
    pub fn effects(&self) -> &[EffectQuestion] {
        &self.effects
    }

    /// What is asked about months to come, as far as it was written by the day of the view.
    pub fn forecasts(&self) -> &[ForecastQuestion] {
        &self.forecasts
    }

    /// The rows.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The day of the view.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// SHA-256 of the folder.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The short name of an economy: the case's own, else that of ISO 3166-1.
    pub fn economy_name(&self, economy: Economy) -> String {
        self.names.get(economy.as_str()).cloned().unwrap_or_else(|| economy.iso_name().to_owned())
    }

    /// The name of a partner.
    pub fn partner_name(&self, partner: Partner) -> String {
        match partner {
            Partner::Economy(economy) => self.economy_name(economy),
            Partner::World => "All partners".to_owned(),
            Partner::Group(_) => {
                self.groups.get(partner.as_str()).cloned().unwrap_or_else(|| partner.as_str().to_owned())
            }
        }
    }

    /// The short name of a vintage.
    pub fn vintage_name<'a>(&'a self, vintage: &'a str) -> &'a str {
        self.vintages.get(vintage).map_or(vintage, |vintage| vintage.name.as_str())
    }

    /// What a vintage is, and what to keep in mind.
    pub fn vintage_description(&self, vintage: &str) -> &str {
        self.vintages.get(vintage).map_or("", |vintage| vintage.description.as_str())
    }

    /// The name of a subject: place, link or economy.
    pub fn subject_name(&self, id: &str) -> String {
        if let Some(place) = self.tables.places.iter().find(|p| p.place_id.as_str() == id) {
            return place.name.clone();
        }
        if let Some(link) = self.tables.links.iter().find(|l| l.link_id.as_str() == id) {
            return link.name.clone();
        }
        match <Economy as crate::cell::Cell>::parse(id) {
            Ok(economy) => self.economy_name(economy),
            Err(_) => id.to_owned(),
        }
    }

    /// The sources by id.
    pub fn sources(&self) -> BTreeMap<&SourceId, &Entry<Source>> {
        self.tables.sources.iter().map(|source| (&source.source_id, source)).collect()
    }
}
