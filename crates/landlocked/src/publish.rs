//! From a case to a site: its pages, the files to take away, and what can be asked of it.

use std::sync::Arc;

use ::words::text;
use balance::study::{Desk, Study};
use case::Case;
use case::bundle::Bundle;
use case::cell::Cell as _;
use case::value::date::Month;
use dossier::Dossier;
use dossier::prospects::{Asked, answer};
use outlook::effects::Settings;
use outlook::measured::Measured;
use server::{File, Maker, Site};
use trade::flows::Flows;

use crate::failure::Failure;
use crate::{keep, visible};

/// A case with its dossier, ready to be published.
pub(crate) struct Edition {
    pub(crate) bundle: Bundle,
    pub(crate) case: Case,
    pub(crate) study: Option<Study>,
    pub(crate) dossier: Dossier,
}

/// A site of an edition. With `asks` it also answers what was not computed beforehand.
pub(crate) fn site(edition: Edition, asks: bool) -> Result<Site, Failure> {
    let Edition { bundle, case, study, dossier } = edition;
    let dossier = Arc::new(dossier);
    let files = files(&bundle, &case, &dossier);
    let mut site = Site::new(dossier)?.with_files(files).built_on(env!("LANDLOCKED_BUILT"));
    if asks {
        site = site.with_effects(effects(case.clone()));
        if let Some(study) = study {
            site = site.with_desk(plans(case, study));
        }
    }
    Ok(site)
}

/// The files to take away. They are made when they are asked for.
fn files(bundle: &Bundle, case: &Case, dossier: &Arc<Dossier>) -> Vec<File> {
    let make = |work: fn(&Dossier) -> Result<Vec<u8>, String>| -> Maker {
        let dossier = Arc::clone(dossier);
        Arc::new(move || work(&dossier))
    };
    let mut all = Vec::new();
    #[cfg(feature = "pdf")]
    all.extend([
        File::new(
            "brief.pdf",
            "application/pdf",
            text!("Brief (PDF)"),
            make(|dossier| paper(dossier, brief::Kind::Minister)),
        )
        .first(),
        File::new(
            "dossier.pdf",
            "application/pdf",
            text!("Whole dossier (PDF)"),
            make(|dossier| paper(dossier, brief::Kind::Full)),
        ),
    ]);
    all.push(
        File::new(
            "dossier.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel",
            make(|dossier| export::xlsx(dossier).map_err(|why| why.to_string())),
        )
        .first(),
    );
    let geo = case.clone();
    let network: Maker = Arc::new(move || Ok(network(&geo).into_bytes()));
    all.push(File::new("network.geojson", "application/geo+json", text!("Network (GeoJSON)"), network));
    for (name, bytes) in package(bundle, case, dossier) {
        let (title, kind) = if name == "datapackage.json" {
            (text!("Data package"), "application/json")
        } else {
            (String::new(), "text/csv; charset=utf-8")
        };
        all.push(File::new(name, kind, title, Arc::new(move || Ok(bytes.clone()))));
    }
    all
}

#[cfg(feature = "pdf")]
fn paper(dossier: &Dossier, kind: brief::Kind) -> Result<Vec<u8>, String> {
    brief::pdf(dossier, kind).map(|made| made.bytes).map_err(|why| why.to_string())
}

/// The network as `GeoJSON`.
fn network(case: &Case) -> String {
    corridor::geojson::of_case(case, &dossier::corridors::answer::map_properties(case)).to_text()
}

/// The case's own tables, as of the day of the view, as a Frictionless Data Package.
pub(crate) fn package(bundle: &Bundle, case: &Case, dossier: &Dossier) -> Vec<(String, Vec<u8>)> {
    export::datapackage(&visible::tables(bundle, case, dossier), &export::PackageMeta::of(dossier))
}

/// Answers for plans that were not computed beforehand. The programme is built at the first question.
fn plans(case: Case, study: Study) -> server::Desk {
    let desk = Desk::open(case.clone(), &study, keep::study::cuts(&balance::study::key(&case, &study.wanted)));
    Arc::new(move |weight, limit| {
        let point = desk.ask(weight, limit)?;
        Ok(dossier::balance::exact(&case, &study, &point, limit))
    })
}

/// Answers for effects whose model is fitted to other months than those of the case's question.
fn effects(case: Case) -> server::EffectDesk {
    Arc::new(move |slug, month| {
        let month =
            Month::parse(month).map_err(|_| text!("\u{201c}{month}\u{201d} is no month: write it as 2015-01."))?;
        let asked = case.effects().iter().find(|question| document::address::slug(question.id.as_str()) == slug);
        let mut question = asked.cloned().ok_or_else(|| text!("There is no such question."))?;
        // What lies outside of the series is none of its settings: there are as many answers as it has months.
        let series = Measured::of(&case, &Flows::of(&case), &question.measure);
        let holds = |series: Measured| (series.first..series.end()).contains(&series.grain.step_of(month.first_day()));
        if !series.is_some_and(holds) {
            return Err(text!("\u{201c}{month}\u{201d} is no month of this series."));
        }
        question.from = Some(month);
        let found =
            answer(&case, &Asked::Effects(vec![question], Settings::default())).map_err(|why| why.to_string())?;
        Ok(found.dossier)
    })
}
