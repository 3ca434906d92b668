//! `klartext hours`

use std::fmt::Write as _;
use std::io::{self, Write as _};

use klartext::Context;
use klartext::appointment::{Booking, HoursAnswer, HoursRequest, HoursResponse, HoursStatus};

use crate::args::{Format, HoursArgs};
use crate::diagnostic::Diagnostic;
use crate::jsonl::{answer_lines, failed, print_json, request, write_json};
use crate::{Exit, Halt, paint};

pub(crate) fn run(args: &HoursArgs) -> Result<Exit, Halt> {
    let (context, booking) = (args.context()?, args.booking()?);
    if args.jsonl {
        return stream(&context, &booking);
    }
    let (text, (name, wished)) = (args.text(), args.wished());
    let response =
        args.request().answer(&context, &booking).map_err(|e| Diagnostic::of(&e, name, &wished))?;
    match args.format {
        Format::Json => {
            print_json(&response)?;
        }
        Format::Human => anstream::stdout().lock().write_all(human(&text, &response).as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn stream(context: &Context, booking: &Booking) -> Result<Exit, Halt> {
    let all = answer_lines(io::stdin().lock(), &mut io::stdout().lock(), |line, out| {
        let request: HoursRequest = request(line)?;
        let id = request.id.clone();
        write_json(&request.answer(context, booking).map_err(|e| failed(id, &e))?, out);
        Ok(())
    })?;
    Ok(if all { Exit::Fine } else { Exit::Failed })
}

/// The answer for people.
fn human(text: &str, response: &HoursResponse) -> String {
    let mut out = String::new();
    one(&mut out, text, &response.answer, response.bookings.is_some());
    for (at, booking) in response.bookings.iter().flatten().enumerate() {
        let _ = write!(out, "{}. ", at.saturating_add(1));
        one(&mut out, "", booking, false);
    }
    out
}

fn one(out: &mut String, text: &str, answer: &HoursAnswer, several: bool) {
    let style = match answer.status {
        HoursStatus::Bookable => paint::GREEN,
        HoursStatus::Adjusted | HoursStatus::Proposed | HoursStatus::Ask => paint::YELLOW,
        HoursStatus::NotBookable | HoursStatus::Invalid => paint::RED,
        HoursStatus::None => paint::DIM,
    };
    paint::styled(out, style, answer.status.as_str());
    if let Some(requested) = &answer.requested {
        let _ = write!(out, "  {requested}");
    }
    out.push('\n');
    for (name, moment) in [("start", &answer.start), ("end", &answer.end), ("instead", &answer.alternative)] {
        if let Some(moment) = moment {
            let _ = writeln!(
                out,
                "  {name:<8}  {}{}{:#} = {}",
                paint::BOLD,
                moment.local,
                paint::BOLD,
                moment.utc
            );
        }
    }
    if !answer.choices.is_empty() {
        let choices: Vec<&str> = answer.choices.iter().map(|m| m.local.as_str()).collect();
        let _ = writeln!(out, "  {:<8}  {}", "choices", choices.join(", "));
    }
    if let Some(say) = answer.say.as_ref().filter(|s| !s.is_empty()) {
        let _ = writeln!(out, "  „{say}“");
    }
    for finding in &answer.findings {
        // A repetition was said in the text as a whole, its occurrences were not.
        let place = (!several && !text.is_empty()).then_some(("TEXT", text));
        paint::finding(out, finding, place);
    }
}
