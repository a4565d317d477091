//! Serves an invented panel from an empty folder, to look at its pages: `cargo run -p elicit --example look -- FOLDER`.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;

use elicit::Desk;
use jiff::{SignedDuration, Timestamp};
use ledger::{Given, Ledger, NewAnswer, QuestionSet};

const SET: &str = r#"
title = "Rain at the station next year"
closes_on = 2099-01-31

[[question]]
id = "rain"
text = "How much rain falls at the station in the whole of next year?"
unit = "mm"
lower = 0
levels = [0.05, 0.25, 0.5, 0.75, 0.95]
resolves_on = 2099-01-31

[[question]]
id = "dry"
text = "Is there a calendar month without any rain?"
kind = "probability"
resolves_on = 2099-01-31

[[question]]
id = "seed"
text = "How much rain fell in the year before last?"
unit = "mm"
lower = 0
resolves_on = 2020-01-31
realisation = 412.5

[[member]]
name = "Ada"
[[member]]
name = "Ben"
[[member]]
name = "Carla, who has a very long name"
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name an empty folder")?;
    let mut ledger = Ledger::open(Path::new(&folder))?;
    let now = Timestamp::now();
    let founded = ledger.found(&QuestionSet::parse(SET)?, now, now + SignedDuration::from_hours(24))?;
    let questions = ledger.questions(founded.panel)?;
    for ((member, ..), shift) in founded.members.iter().take(2).zip([0.0, 60.0]) {
        for round in [0.0, 5.0] {
            let values = |list: &[f64]| Given::Quantiles(list.iter().map(|value| value + shift + round).collect());
            let given =
                [values(&[220.0, 310.0, 370.0, 440.0, 600.0]), Given::Probability(0.3), values(&[300.0, 400.0, 500.0])];
            let comment = "The last three years were drier than the mean; I lean to that side.".to_owned();
            let answer = |(question, given): (&ledger::Question, Given)| NewAnswer {
                question: question.id,
                given,
                comment: comment.clone(),
            };
            let answers: Vec<NewAnswer> = questions.iter().zip(given).map(answer).collect();
            ledger.submit(*member, &ledger::token::nonce()?, &answers, now)?;
        }
    }
    let service = elicit::router(Desk::new(ledger, Timestamp::now)?);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let site = format!("http://{}", listener.local_addr()?);
        let mut out = std::io::stdout();
        writeln!(out, "{site}/elicit/chair/{}", founded.chair.as_str())?;
        for (_, _, link) in &founded.members {
            writeln!(out, "{site}/elicit/{}", link.as_str())?;
        }
        axum::serve(listener, service.into_make_service_with_connect_info::<SocketAddr>()).await?;
        Ok(())
    })
}
