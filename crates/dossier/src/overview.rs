//! What the dossier is about, and its findings in one sentence each.

use ::words::{mark, text};
use case::Case;
use case::tables::{Flow, ProductKind};
use case::trace::Traced;
use case::value::economy::Economy;
use case::value::id::ProductId;
use case::value::quantity::Tonnes;
use trade::dependence::{DependenceYear, dependence};
use trade::flows::Flows;
use trade::mirror::{Mirror, MirrorPair, Reason, Remainder, mirrors};
use trade::partners::{PartnerYear, main_buyer, partner_years};
use trade::products::{ProductShare, ProductYear, product_years};
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
        id: frame.map_or_else(String::new, |frame| frame.source_id.to_string()),
        title: frame.map_or_else(|| text!("{name}: a dossier"), |frame| frame.title.clone()),
        question: frame.map(|frame| frame.question.clone()),
        summary: frame.map(|frame| frame.summary.clone()),
        economy: case.economy().to_string(),
        economy_name: name,
        gateways: case.gateways().iter().map(|gate| case.economy_name(*gate)).collect(),
        as_of: case.as_of(),
        language: case.language().to_owned(),
        text_language: case.text_language().to_owned(),
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
        title: text!("Dossier"),
        question: case.frame().map_or_else(
            || {
                text!(
                    "What does {economy} sell, to whom, and what stands in the way?",
                    economy = case.economy_name(case.economy())
                )
            },
            |frame| frame.question.clone(),
        ),
        under: None,
        sections: vec![Section {
            id: "pictures".to_owned(),
            title: text!("Key pictures"),
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
            &text!(
                "As of {day}, the case reports no year of trade for {economy}: nothing can be said about dependence yet.",
                day = day(case.as_of()),
                economy = case.economy_name(case.economy())
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
    let mut words = text!("{buyer} took {{}} of {seller}'s exports of {{}} in {year}.", year = year.year);
    let mut ids: Vec<&str> = vec![shares.first()?, &total_id];
    let preferred = year.vintages.first()?;
    let mut caveat = None;
    if shares.len() > 1 {
        let others: Vec<String> = year
            .vintages
            .iter()
            .skip(1)
            .map(|vintage| text!("{{}} by the {vintage}", vintage = case.vintage_name(&vintage.vintage)))
            .collect();
        words = text!(
            "{buyer} took {{}} of {seller}'s exports of {{}} in {year} by the {vintage}, {others}.",
            year = year.year,
            vintage = case.vintage_name(&preferred.vintage),
            others = others.join(", ")
        );
        ids.extend(shares.iter().skip(1).map(String::as_str));
        let remarks: Vec<String> = year
            .vintages
            .iter()
            .map(|v| format!("{}: {}", capital(case.vintage_name(&v.vintage)), case.vintage_description(&v.vintage)))
            .collect();
        caveat = Some(say(&remarks.join(" "), &[]));
    }
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
        sentence: say(&text!("{seller} exported goods for {{}} in {year}.", year = total.year), &[&id]),
        caveat: Some(say(
            &text!("No partner is reported for that year, so dependence on a buyer cannot be told."),
            &[],
        )),
        figure: Some("totals-annual".to_owned()),
        page: "trade".to_owned(),
    })
}

fn product_headline(book: &mut Book, case: &Case, facts: &Facts) -> Option<Headline> {
    let latest = facts.goods.last()?;
    let good = latest.products.first()?;
    let name = product_name(case, &good.product);
    let share = exchange::product_share_number(book, case, latest.year, good);
    let quantity = exchange::quantity_number(book, case, latest.year, good);
    let price = quantity.as_ref().and_then(|_| exchange::unit_value_number(book, case, facts, latest.year, good));
    let change = quantity.as_ref().and_then(|_| quantity_change(book, facts, latest, good, &name));
    let (good, year) = (capital(&name), latest.year);
    let words = match (&quantity, &price, &change) {
        (None, ..) => text!("{good} earned {{}} of all exports in {year}."),
        (Some(_), None, None) => text!("{good} earned {{}} of all exports in {year}: {{}}."),
        (Some(_), Some(_), None) => text!("{good} earned {{}} of all exports in {year}: {{}} at {{}}."),
        (Some(_), None, Some(_)) => text!(
            "{good} earned {{}} of all exports in {year}: {{}}, the quantity changing by {{}} on the year before."
        ),
        (Some(_), Some(_), Some(_)) => text!(
            "{good} earned {{}} of all exports in {year}: {{}} at {{}}, the quantity changing by {{}} on the year before."
        ),
    };
    let ids: Vec<String> = [Some(share), quantity, price, change].into_iter().flatten().collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(Headline {
        id: "product".to_owned(),
        sentence: say(&words, &ids),
        caveat: None,
        figure: Some(exchange::MAIN_PRODUCT.to_owned()),
        page: "trade".to_owned(),
    })
}

/// The change of a good's quantity on the year before, percent.
fn quantity_change(
    book: &mut Book,
    facts: &Facts,
    latest: &ProductYear,
    good: &ProductShare,
    name: &str,
) -> Option<String> {
    let year = facts.goods.iter().find(|year| year.year + 1 == latest.year)?;
    let before = year.products.iter().find(|before| before.product == good.product)?;
    let before = before.quantity.as_ref().filter(|before| before.value > 0.0)?;
    let change = before.with(good.quantity.as_ref()?, |old, new| (new / old - 1.0) * 100.0);
    Some(book.number(
        Meaning {
            id: format!("trade.change.quantity.{}.{}", good.product, latest.year),
            label: text!("Change of the quantity of {name} exported, {year} on the year before", year = latest.year),
            unit: "%",
            decimals: 0,
            signed: true,
            method: mark("quantity over the quantity of the year before, minus one"),
        },
        &change,
    ))
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
    let (product, seller) = (product.to_lowercase(), case.economy_name(case.economy()));
    let words = match (all, like) {
        (Some(_), Some(_)) => text!(
            "{buyer} recorded {{}} of {product} from {seller} in {year}: {{}} against the seller's exports to all destinations ({{}}), {{}} against its exports to this buyer alone ({{}})."
        ),
        (None, _) => text!(
            "{buyer} recorded {{}} of {product} from {seller} in {year}: {{}} against its exports to this buyer alone ({{}})."
        ),
        (Some(_), None) => text!(
            "{buyer} recorded {{}} of {product} from {seller} in {year}: {{}} against the seller's exports to all destinations ({{}})."
        ),
    };
    let mut ids = vec![bought];
    for pair in [all, like].into_iter().flatten() {
        ids.extend([integrity::gap_number(book, case, pair), integrity::side_number(book, case, pair, true)]);
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let caveat = like.map(|pair| remainder_words(book, case, all.copied(), pair));
    Some(Headline {
        id: "mirror".to_owned(),
        sentence: say(&words, &ids),
        caveat,
        figure: Some(integrity::MIRROR.to_owned()),
        page: crate::mirror::PAGE.to_owned(),
    })
}

/// What is left of the gaps to all and to this buyer, in words: both ends, because a destination follows the invoice.
fn remainder_words(book: &mut Book, case: &Case, all: Option<&MirrorPair>, like: &MirrorPair) -> Sentence {
    match &like.remainder {
        Remainder::Told { left, left_of_all, .. } => {
            let none = |left: &Traced<Tonnes>| left.value.get().abs() < f64::EPSILON;
            let ends = text!(
                "A destination follows the invoice: the gap is {{}} if all that was invoiced to others came to this buyer, {{}} if none of it did."
            );
            let timing = match (none(left_of_all), none(left)) {
                (true, true) => text!("Goods under way for up to a month would close either."),
                (true, false) => {
                    text!("Goods under way for up to a month would close the first and leave {{}} of the second.")
                }
                (false, true) => {
                    text!("Goods under way for up to a month would leave {{}} of the first and close the second.")
                }
                (false, false) => {
                    text!("Goods under way for up to a month would leave {{}} of the first and {{}} of the second.")
                }
            };
            let ends_of = [all.unwrap_or(like), like];
            let mut ids: Vec<Option<String>> =
                ends_of.iter().map(|pair| Some(integrity::gap_tonnes_number(book, pair))).collect();
            if !none(left_of_all) {
                ids.push(integrity::left_of_all_number(book, case, like));
            }
            if !none(left) {
                ids.push(integrity::left_number(book, case, like));
            }
            let ids: Vec<&str> = ids.iter().flatten().map(String::as_str).collect();
            say(&format!("{ends} {timing}"), &ids)
        }
        Remainder::CannotBeTold(Reason::NoDestination) => say(
            &text!(
                "What is left after timing cannot be told: the seller's figure counts all destinations, its part for this buyer is not reported."
            ),
            &[],
        ),
        Remainder::CannotBeTold(Reason::NoMonths) => say(
            &text!(
                "What is left after timing cannot be told: the seller's months around the period are not all reported."
            ),
            &[],
        ),
    }
}
