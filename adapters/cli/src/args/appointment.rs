//! `klartext hours` and `klartext confirm`.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use klartext::Context;
use klartext::appointment::{Booking, HoursRequest};

use super::time::read_hours;
use super::{ClockArgs, Format};
use crate::diagnostic::Diagnostic;
use crate::input::Source;

/// Ask whether a time can be booked by the opening hours
///
/// Prints whether it can be booked as it was said; if not, why, what to take instead, what else there is, and what to say to
/// the caller. Each of these is a result: the exit status is 0. What is free only the calendar knows.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext hours --hours salon.toml --service 60 morgen um acht
  klartext hours --hours '{\"thu\": [\"09:00-18:00\"], \"region\": \"DE-BY\"}' --at 2025-11-06T08:00
  klartext hours --hours salon.toml --booking '{\"slot_minutes\": 30, \"lead_minutes\": 120}' heute um drei
  klartext hours --hours salon.toml --repeat \"alle vier Wochen, dreimal\" --at 2025-11-06T10:00
  klartext hours --hours salon.toml --jsonl < requests.jsonl > answers.jsonl

A request of --jsonl is {\"id\", \"now\", \"zone\", \"text\" or \"at\", \"repeat\", \"minutes\", \"hours\", \"booking\"},
or {\"id\", …, \"bookings\": [{\"text\" or \"at\", \"repeat\", \"minutes\", \"service\", \"person\", \"staff\"}], \"limit\"},
one on each line; now, zone, hours and booking come from the options where it leaves them out, and
\"limit\" is 3 (0 is any number). \"booking\" is [booking] of a rule set:
{\"outside_hours\": \"ask\"|\"adjust\"|\"reject\", \"lead_minutes\", \"horizon_days\", \"service_minutes\",
\"slot_minutes\", \"slots_from\": \"opening\"|\"hour\", \"choices\", \"apart_minutes\"}. A line that cannot be read is
answered with {\"id\", \"error\"}, the others are answered all the same, and the exit status is 1.")]
pub(crate) struct HoursArgs {
    /// What was said; several words need no quotes
    #[arg(required_unless_present_any = ["jsonl", "at"], conflicts_with_all = ["jsonl", "at"])]
    text: Vec<String>,
    /// Instead of a text: wall time in the zone such as 2025-11-06T08:00, or RFC 3339
    #[arg(long, value_name = "TIME", conflicts_with = "jsonl")]
    at: Option<String>,
    /// How it repeats, as it was said: "alle vier Wochen, dreimal"
    #[arg(long, value_name = "TEXT", conflicts_with = "jsonl")]
    repeat: Option<String>,
    /// How long the service takes, in minutes
    #[arg(long, value_name = "MINUTES", conflicts_with = "jsonl")]
    service: Option<u32>,
    /// How many appointments may be booked in one call; 0 is any number
    #[arg(long, value_name = "COUNT", default_value_t = klartext::appointment::several::USUAL_LIMIT, conflicts_with = "jsonl")]
    limit: usize,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long)]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    clock: ClockArgs,
    /// Weekly opening hours: a file (TOML or JSON), or JSON such as '{"tue": ["09:00-18:00"]}'
    #[arg(long, value_name = "FILE|JSON")]
    hours: Option<String>,
    /// What may be booked: a file (TOML or JSON), or JSON such as '{"slot_minutes": 30}'
    #[arg(long, value_name = "FILE|JSON")]
    booking: Option<String>,
    /// For whom the output is
    #[arg(long, value_enum, default_value_t, conflicts_with = "jsonl")]
    pub(crate) format: Format,
}

impl HoursArgs {
    pub(crate) fn context(&self) -> Result<Context, Diagnostic> {
        let mut context = self.clock.context()?;
        context.hours = self.hours.as_deref().map(read_hours).transpose()?;
        Ok(context)
    }

    pub(crate) fn booking(&self) -> Result<Booking, Diagnostic> {
        let Some(given) = &self.booking else { return Ok(Booking::default()) };
        let source = if given.trim_start().starts_with('{') {
            Source::from_bytes("--booking", given.as_bytes().to_vec())?
        } else {
            Source::read(&PathBuf::from(given))?
        };
        if source.is_json() { source.json("rules for booking") } else { source.toml("rules for booking") }
    }

    pub(crate) fn text(&self) -> String {
        self.text.join(" ")
    }

    /// What was wished for, with the name of the option or argument that has it.
    pub(crate) fn wished(&self) -> (&'static str, String) {
        self.at.as_ref().map_or_else(|| ("TEXT", self.text()), |at| ("--at", at.clone()))
    }

    /// The request that the options make.
    pub(crate) fn request(&self) -> HoursRequest {
        HoursRequest {
            id: serde_json::Value::Null,
            now: None,
            zone: None,
            text: self.at.is_none().then(|| self.text()),
            at: self.at.clone(),
            repeat: self.repeat.clone(),
            minutes: self.service,
            bookings: None,
            limit: (self.limit > 0).then_some(self.limit),
            hours: None,
            booking: None,
        }
    }
}

/// Compare what a calendar booked with what was asked for
///
/// Prints the decision: accept, cancel a booking and why, retry, or hand to a person; nothing is called. Each is a result:
/// the exit status is 0, and 2 when a file cannot be read, the others being compared all the same.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext confirm booked.json
  klartext confirm --format json booked.json | jq .steps
  klartext confirm --jsonl < booked.jsonl > decisions.jsonl

A request is {\"id\", \"now\", \"zone\", \"request\": {\"start\", \"minutes\", \"service\", \"person\", \"phone\", \"staff\",
\"replaces\"}, \"sent\", \"first_sent\", \"response\": what the calendar answered or null, \"existing\": [appointments],
\"stale_seconds\": 30, \"attempt\": 1, \"attempts\": 2}; several appointments stand in \"requests\" instead of
\"request\". \"sent\" is when the request was sent, by default \"now\"; \"first_sent\" when the first attempt with the
same key was: a later attempt needs it, to know its own booking from an old one. A line of --jsonl that
cannot be read is answered with {\"id\", \"error\"}, the others are answered all the same, and the exit status is 1.")]
pub(crate) struct ConfirmArgs {
    /// Requests with their responses, one JSON object in each file; - is standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", value_name = "FILE.json")]
    pub(crate) files: Vec<PathBuf>,
    /// Read requests from standard input, one JSON object on each line, and answer each on a line
    #[arg(long)]
    pub(crate) jsonl: bool,
    #[command(flatten)]
    clock: ClockArgs,
    /// For whom the output is; json is one decision on each line, in the order of the files
    #[arg(long, value_enum, default_value_t, conflicts_with = "jsonl")]
    pub(crate) format: Format,
}

impl ConfirmArgs {
    pub(crate) fn context(&self) -> Result<Context, Diagnostic> {
        self.clock.context()
    }
}
