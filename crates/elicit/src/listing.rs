//! All answers of a closed panel as CSV.

use ledger::{Given, Results};

/// The columns.
const HEADER: [&str; 9] = ["question", "text", "unit", "member", "given_at", "counts", "level", "value", "comment"];

/// Every answer with its time, one row for each value. A probability has no level and a value from 0 to 1.
pub(crate) fn csv(results: &Results) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    let latest = results.latest();
    for answer in &results.answers {
        let question = results.questions.iter().find(|question| question.id == answer.question);
        let member = results.members.iter().find(|member| member.id == answer.member);
        let (Some(question), Some(member)) = (question, member) else { continue };
        let counts = latest.get(&(question.id, member.id)).is_some_and(|last| last.id == answer.id);
        let values: Vec<(String, f64)> = match &answer.given {
            Given::Probability(share) => vec![(String::new(), *share)],
            Given::Quantiles(values) => {
                question.levels.iter().map(f64::to_string).zip(values.iter().copied()).collect()
            }
        };
        for (level, value) in values {
            writer.write_record([
                question.name.as_str(),
                &harmless(&question.text),
                &harmless(&question.unit),
                &harmless(&member.name),
                &answer.given_at.to_string(),
                if counts { "yes" } else { "no" },
                &level,
                &value.to_string(),
                &harmless(&answer.comment),
            ])?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A text that a spreadsheet takes as text: what begins like a formula gets a quote before it.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@x"), "'@x");
        assert_eq!(harmless("a=b"), "a=b");
        assert_eq!(harmless(""), "");
    }
}
