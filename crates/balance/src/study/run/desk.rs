//! A desk that answers single questions exactly: a thread that holds the programme of a case and its cuts.

use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};

use case::Case;
use corridor::goods::Goods;
use corridor::network::Network;

use super::{NEARLY_ONE, Parts, limits};
use crate::ask::Ask;
use crate::country::{Country, Wanted};
use crate::lshaped::{Go, LShaped, Settings};
use crate::risk::Risk;
use crate::study::frontier::{in_million, point};
use crate::study::{Point, Study};

/// A question and the way back.
struct Question {
    lambda: f64,
    limit: Option<f64>,
    reply: Sender<Result<Point, String>>,
}

/// Answers questions about a case, one after another.
#[derive(Debug)]
pub struct Desk {
    questions: Mutex<Sender<Question>>,
}

impl Desk {
    /// Opens a desk for a study. The programme is built at the first question.
    pub fn open(case: Case, study: &Study, cuts: Option<Vec<u8>>) -> Self {
        let (sender, receiver) = channel::<Question>();
        let (wanted, alpha) = (study.wanted.clone(), study.alpha);
        std::thread::spawn(move || {
            let network = Network::of(&case);
            let goods = Goods::of(&network);
            let mut waiting = receiver.recv().ok();
            // One programme at a time: the free one, or that of the limit asked for last.
            while let Some(first) = waiting.take() {
                let limit = first.limit;
                let wanted = Wanted { realised_share: limit.or(wanted.realised_share), ..wanted.clone() };
                let built = Country::of(&network, &goods, &wanted).map_err(|error| error.to_string());
                let country = match built {
                    Ok(country) => country,
                    Err(why) => {
                        let _ = first.reply.send(Err(why));
                        waiting = receiver.recv().ok();
                        continue;
                    }
                };
                let mut method = match LShaped::new(&country.programme, Settings::default()) {
                    Ok(method) => method,
                    Err(error) => {
                        let _ = first.reply.send(Err(error.to_string()));
                        waiting = receiver.recv().ok();
                        continue;
                    }
                };
                if let (None, Some(cuts)) = (limit, &cuts) {
                    let _ = method.resume(cuts);
                }
                let mut question = Some(first);
                while let Some(asked) = question.take() {
                    let answer = answer(&country, &mut method, asked.lambda, alpha);
                    let _ = asked.reply.send(answer);
                    match receiver.recv() {
                        Ok(next) if same(next.limit, limit) => question = Some(next),
                        Ok(next) => waiting = Some(next),
                        Err(_) => return,
                    }
                }
            }
        });
        Self { questions: Mutex::new(sender) }
    }

    /// The best plan for a weight of risk and, if wanted, a limit on the share that goes by the neighbour.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub fn ask(&self, lambda: f64, limit: Option<f64>) -> Result<Point, String> {
        let share = |value: f64| (0.0..=1.0).contains(&value);
        if !share(lambda) || limit.is_some_and(|limit| !share(limit)) {
            return Err("a weight and a limit lie between 0 and 1".to_owned());
        }
        let (reply, answer) = channel();
        let sent = match self.questions.lock() {
            Ok(questions) => questions.send(Question { lambda, limit, reply }).is_ok(),
            Err(_) => false,
        };
        let closed = || "the desk is closed".to_owned();
        if sent { answer.recv().map_err(|_| closed())? } else { Err(closed()) }
    }
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    }
}

fn answer(country: &Country, method: &mut LShaped<'_>, lambda: f64, alpha: f64) -> Result<Point, String> {
    let parts = Parts { gap: 1e-5, alpha, ..Parts::default() };
    let risk = Risk { lambda: lambda.min(NEARLY_ONE), alpha };
    let ask = Ask { risk, ..limits(country, &parts) };
    let found = method.solve(&ask, &mut |_| Go::On).map_err(|error| error.to_string())?;
    let told = method.tell(&found.x).map_err(|error| error.to_string())?;
    let mut point = point(country, lambda, alpha, &found.x, &told, None, method.probabilities());
    point.bracket = Some(in_million(found.bracket));
    point.rounds = found.rounds;
    Ok(point)
}
