//! `landlocked serve`: the dossier as web pages.

use server::Site;
use tokio::net::TcpListener;

use crate::arguments::Serve;
use crate::failure::Failure;
use crate::open;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Serve, screen: &Screen) -> Result<(), Failure> {
    let dossier = open::dossier(&options.case, screen)?;
    let title = dossier.meta.title.clone();
    let as_of = dossier.meta.as_of;
    let site = Site::new(dossier)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Server)?;
    runtime.block_on(async {
        let listen = |cause| Failure::Listen { address: options.bind, cause };
        let listener = TcpListener::bind(options.bind).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        screen::print(&format!("http://{address}\n"))?;
        screen::message(&format!("{title}, as of {as_of}. Ctrl-C stops."));
        server::serve(listener, site).await.map_err(Failure::Server)
    })
}
