//! What the dossier is about, and its findings in one sentence each.

use case::Case;
use case::tables::{Flow, ProductKind};
use case::value::economy::Economy;
use case::value::id::ProductId;
use trade::dependence::{DependenceYear, dependence};
use trade::flows::Flows;
use trade::mirror::{Mirror, MirrorPair, Remainder, mirrors};
use trade::partners::{PartnerYear, main_buyer, partner_years};
use trade::products::{ProductYear, product_years};
use trade::totals::{YearTotal, totals};

use crate::book::{Book, Meaning};
use crate::words::{capital, day, say};
use crate::{data, exchange, integrity};
use document::{Block, Headline, Meta, Page, Section, Sentence};

/// Id of the front page.
pub(crate) const PAGE: &str = "dossier";

/// The analyses that several pages speak of, run once.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) exports: Vec<YearTotal>,
    pub(crate) imports: Vec<YearTotal>,
    pub(crate) buyers: Vec<PartnerYear>,
    pub(crate) sellers: Vec<PartnerYear>,
    pub(crate) main_buyer: Option<Economy>,
    pub(crate) dependence: Vec<DependenceYear>,
    pub(crate) goods: Vec<ProductYear>,
    pub(crate) sections: Vec<ProductYear>,
    pub(crate) mirrors: Vec<Mirror>,
}

impl Facts {
    pub(crate) fn of(case: &Case, flows: &Flows<'_>) -> Self {
        let buyers = partner_years(case, flows, Flow::Export);
        let main_buyer = main_buyer(&buyers);
        Self {
            exports: totals(case, flows, Flow::Export),
            imports: totals(case, flows, Flow::Import),
            dependence: main_buyer.map(|buyer| dependence(case, flows, Flow::Export, buyer)).unwrap_or_default(),
            buyers,
            sellers: partner_years(case, flows, Flow::Import),
            main_buyer,
            goods: product_years(case, flows, ProductKind::Commodity),
            sections: product_years(case, flows, ProductKind::Section),
            mirrors: mirrors(case, flows),
        }
    }

    /// The good that earned most in the latest year.
    pub(crate) fn main_product(&self) -> Option<&ProductId> {
        self.goods.last()?.products.first().map(|good| &good.product)
    }
}

/// The name of a product.
pub(crate) fn product_name(case: &Case, id: &ProductId) -> String {
    case.tables()
        .products
        .iter()
        .find(|product| &product.product_id == id)
        .map_or_else(|| id.to_string(), |product| product.name.clone())
}

pub(crate) fn meta(case: &Case) -> Meta {
    let name = case.economy_name(case.economy());
    let frame = case.frame();
    let provenance = case.tables().provenance();
    let sources = data::sources(case);
    Meta {
        title: frame.map_or_else(|| format!("{name}: a dossier"), |frame| frame.title.clone()),
        question: frame.map(|frame| frame.question.clone()),
        summary: frame.map(|frame| frame.summary.clone()),
        economy: case.economy().to_string(),
        economy_name: name,
        gateways: case.gateways().iter().map(|gate| case.economy_name(*gate)).collect(),
        as_of: case.as_of(),
        language: case.language().to_owned(),
        case_hash: case.hash().to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rows: provenance.len(),
        sources: sources.len(),
        unsourced: provenance
            .iter()
            .filter(|(_, p, _)| {
                matches!(p.basis, case::provenance::Basis::Assumed | case::provenance::Basis::Unverified)
            })
            .count(),
        later_prints: sources.iter().filter(|source| source.after_as_of).map(|source| source.rows).sum(),
    }
}

/// The front page: the pictures of the three findings.
pub(crate) fn page(case: &Case) -> Page {
    Page {
        id: PAGE.to_owned(),
        title: "Dossier".to_owned(),
        question: case.frame().map_or_else(
            || format!("What does {} sell, to whom, and what stands in the way?", case.economy_name(case.economy())),
            |frame| frame.question.clone(),
        ),
        under: None,
        sections: vec![Section {
            id: "pictures".to_owned(),
            title: "Key pictures".to_owned(),
            blocks: [crate::corridors::MAP, exchange::MAIN_PRODUCT, exchange::DEPENDENCE, integrity::MIRROR]
                .into_iter()
                .map(|id| Block::Figure(id.to_owned()))
                .collect(),
        }],
    }
}

pub(crate) fn headlines(book: &mut Book, case: &Case, facts: &Facts) -> Vec<Headline> {
    let found: Vec<Headline> = [
        dependence_headline(book, case, facts).or_else(|| total_headline(book, case, facts)),
        product_headline(book, case, facts),
        mirror_headline(book, case, facts),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !found.is_empty() {
        return found;
    }
    // A case without trade rows still says what it holds.
    vec![Headline {
        id: "empty".to_owned(),
        sentence: say(
            &format!(
                "As of {}, the case reports no year of trade for {}: nothing can be said about dependence yet.",
                day(case.as_of()),
                case.economy_name(case.economy())
            ),
            &[],
        ),
        caveat: None,
        figure: None,
        page: "data".to_owned(),
    }]
}

fn dependence_headline(book: &mut Book, case: &Case, facts: &Facts) -> Option<Headline> {
    let year = facts.dependence.last()?;
    let total = facts.exports.iter().find(|total| total.year == year.year)?;
    let total_id = exchange::total_number(book, Flow::Export, total);
    let shares: Vec<String> = year
        .vintages
        .iter()
        .map(|vintage| exchange::share_number(book, case, facts.main_buyer, year.year, vintage))
        .collect();
    let (buyer, seller) = (case.economy_name(facts.main_buyer?), case.economy_name(case.economy()));
    let mut words = format!("{buyer} took {{}} of {seller}'s exports of {{}} in {}", year.year);
    let mut ids: Vec<&str> = vec![shares.first()?, &total_id];
    let preferred = year.vintages.first()?;
    let mut caveat = None;
    if shares.len() > 1 {
        let others: Vec<String> = year
            .vintages
            .iter()
            .skip(1)
            .map(|vintage| format!("{{}} by the {}", case.vintage_name(&vintage.vintage)))
            .collect();
        words = format!("{words} by the {}, {}", case.vintage_name(&preferred.vintage), others.join(", "));
        ids.extend(shares.iter().skip(1).map(String::as_str));
        let remarks: Vec<String> = year
            .vintages
            .iter()
            .map(|v| format!("{}: {}", capital(case.vintage_name(&v.vintage)), case.vintage_description(&v.vintage)))
            .collect();
        caveat = Some(say(&remarks.join(" "), &[]));
    }
    words.push('.');
    Some(Headline {
        id: "dependence".to_owned(),
        sentence: say(&words, &ids),
        caveat,
        figure: Some(exchange::DEPENDENCE.to_owned()),
        page: "trade".to_owned(),
    })
}

/// Without partners the total alone can be told.
fn total_headline(book: &mut Book, case: &Case, facts: &Facts) -> Option<Headline> {
    let total = facts.exports.last()?;
    let id = exchange::total_number(book, Flow::Export, total);
    let seller = case.economy_name(case.economy());
    Some(Headline {
        id: "total".to_owned(),
        sentence: say(&format!("{seller} exported goods for {{}} in {}.", total.year), &[&id]),
        caveat: Some(say("No partner is reported for that year, so dependence on a buyer cannot be told.", &[])),
        figure: Some("totals-annual".to_owned()),
        page: "trade".to_owned(),
    })
}

fn product_headline(book: &mut Book, case: &Case, facts: &Facts) -> Option<Headline> {
    let latest = facts.goods.last()?;
    let good = latest.products.first()?;
    let name = product_name(case, &good.product);
    let share = exchange::product_share_number(book, case, latest.year, good);
    let mut words = format!("{} earned {{}} of all exports in {}", capital(&name), latest.year);
    let mut ids = vec![share];
    if let Some(quantity) = exchange::quantity_number(book, case, latest.year, good) {
        words.push_str(": {}");
        ids.push(quantity);
        if let Some(price) = exchange::unit_value_number(book, case, latest.year, good) {
            words.push_str(" at {}");
            ids.push(price);
        }
        let before = facts
            .goods
            .iter()
            .find(|year| year.year + 1 == latest.year)
            .and_then(|year| year.products.iter().find(|before| before.product == good.product))
            .and_then(|before| before.quantity.as_ref())
            .filter(|before| before.value > 0.0);
        if let (Some(before), Some(now)) = (before, good.quantity.as_ref()) {
            let change = before.with(now, |old, new| (new / old - 1.0) * 100.0);
            ids.push(book.number(
                Meaning {
                    id: format!("trade.change.quantity.{}.{}", good.product, latest.year),
                    label: format!("Change of the quantity of {name} exported, {} on the year before", latest.year),
                    unit: "%",
                    decimals: 0,
                    signed: true,
                    method: "quantity over the quantity of the year before, minus one",
                },
                &change,
            ));
            words.push_str(", the quantity changing by {} on the year before");
        }
    }
    words.push('.');
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(Headline {
        id: "product".to_owned(),
        sentence: say(&words, &ids),
        caveat: None,
        figure: Some(exchange::MAIN_PRODUCT.to_owned()),
        page: "trade".to_owned(),
    })
}

/// The latest full year that both sides report.
pub(crate) fn mirror_headline(book: &mut Book, case: &Case, facts: &Facts) -> Option<Headline> {
    // The latest full year that both sides report, of the good with most pairs.
    let mirror = facts.mirrors.iter().max_by_key(|mirror| mirror.pairs.len())?;
    let year = mirror.pairs.iter().filter_map(|pair| pair.period.year()).max()?;
    let of_year: Vec<&MirrorPair> = mirror.pairs.iter().filter(|pair| pair.period.year() == Some(year)).collect();
    let all = of_year.iter().find(|pair| !pair.like_for_like);
    let like = of_year.iter().find(|pair| pair.like_for_like);
    let first = all.or(like)?;
    let buyer = case.economy_name(mirror.partner);
    let product = product_name(case, &mirror.product);
    let bought = integrity::side_number(book, case, first, false);
    let mut words = format!(
        "{buyer} recorded {{}} of {} from {} in {year}",
        product.to_lowercase(),
        case.economy_name(case.economy())
    );
    let mut ids = vec![bought];
    let mut parts = Vec::new();
    if let Some(pair) = all {
        parts.push("{} against the seller's exports to all destinations ({})".to_owned());
        ids.extend([integrity::gap_number(book, case, pair), integrity::side_number(book, case, pair, true)]);
    }
    if let Some(pair) = like {
        parts.push("{} against its exports to this buyer alone ({})".to_owned());
        ids.extend([integrity::gap_number(book, case, pair), integrity::side_number(book, case, pair, true)]);
    }
    words = format!("{words}: {}.", parts.join(", "));
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let caveat = like.map(|pair| remainder_words(book, case, pair));
    Some(Headline {
        id: "mirror".to_owned(),
        sentence: say(&words, &ids),
        caveat,
        figure: Some(integrity::MIRROR.to_owned()),
        page: crate::mirror::PAGE.to_owned(),
    })
}

/// What is left of a like-for-like gap, in a sentence.
fn remainder_words(book: &mut Book, case: &Case, pair: &MirrorPair) -> Sentence {
    match &pair.remainder {
        Remainder::Told { left, .. } if left.value.get().abs() < f64::EPSILON => {
            say("Goods under way for up to a month would explain the whole of the second gap.", &[])
        }
        Remainder::Told { .. } => match integrity::left_number(book, case, pair) {
            Some(id) => {
                say("Allowing for destination and for goods under way for up to a month, {} stay unexplained.", &[&id])
            }
            None => Sentence::default(),
        },
        Remainder::CannotBeTold(reason) => say(&format!("What is left after timing {}.", reason.words()), &[]),
    }
}
