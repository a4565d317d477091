//! `landlocked serve`: the dossier as web pages.

use std::sync::Arc;

use balance::study::{Desk, Study};
use case::Case;
use dossier::prospects::kept::{add_judgements, add_record};
use outlook::record::standings;
use server::Site;
use tokio::net::TcpListener;

use crate::arguments::Serve;
use crate::failure::Failure;
use crate::keep;
use crate::open;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Serve, screen: &Screen) -> Result<(), Failure> {
    let case = open::case(&options.case, screen)?;
    let study = keep::study(&case);
    let mut dossier = dossier::assemble_with(&case, study.as_ref());
    if let Some(folder) = &options.data {
        let ledger = super::score::ledger(folder)?;
        add_record(&mut dossier, &standings(&super::score::judged(&ledger)?));
        if options.show_panels {
            add_judgements(&mut dossier, &super::panel::closed(&ledger)?);
        }
    }
    let title = dossier.meta.title.clone();
    let as_of = dossier.meta.as_of;
    let mut site = Site::new(dossier)?;
    if let Some(study) = study {
        site = site.with_desk(desk(case, study));
    }
    let panels = match &options.data {
        Some(folder) => {
            let desk = elicit::Desk::new(super::score::ledger(folder)?, crate::stopwatch::now)?;
            Some(elicit::router(desk.with_faults(screen::message)))
        }
        None => None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Server)?;
    runtime.block_on(async {
        let listen = |cause| Failure::Listen { address: options.bind, cause };
        let listener = TcpListener::bind(options.bind).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        screen::print(&format!("http://{address}\n"))?;
        screen::message(&format!("{title}, as of {as_of}. Ctrl-C stops."));
        server::serve(listener, site, panels).await.map_err(Failure::Server)
    })
}

/// Answers for plans that were not computed beforehand. The programme is built at the first question.
fn desk(case: Case, study: Study) -> server::Desk {
    let desk = Desk::open(case.clone(), &study, keep::cuts(&balance::study::key(&case, &study.wanted)));
    Arc::new(move |weight, limit| {
        let point = desk.ask(weight, limit)?;
        Ok(dossier::balance::exact(&case, &study, &point, limit))
    })
}
