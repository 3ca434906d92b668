//! Calls that were never made, to see whether the lookup of appointments does what it promises: never finds a wrong one,
//! finds the right one soon, and tells nothing to those who are not entitled.
//!
//! Nothing here knows how the lookup weighs: houses, callers and noise are made from what salons and practices see, and the
//! judgement from what the caller means. The same seed makes the same calls on every machine; each call can be
//! replayed by itself.
pub mod caller;
pub mod noise;
pub mod people;
pub mod play;
pub mod random;
pub mod reply;
pub mod report;
pub mod speech;
pub mod world;

use klartext::ErrorKind;
use klartext::appointment::lookup::{Caller, Clues, Index, Outcome, lookup};
use serde_json::{Value, json};

use caller::{Call, Kind};
use noise::Noise;
use play::{Played, play};
use random::Random;
use report::Report;
use world::Salon;

/// Calls to one house, at one moment.
const PER_HOUSE: u64 = 50;

/// What to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many calls.
    pub calls: u64,
    /// Other seeds are other houses and other calls.
    pub seed: u64,
    /// How callers are misheard.
    pub noise: Noise,
    /// The most customers of a house.
    pub customers: usize,
    /// All callers of one kind: a hundred thousand of those that are rare otherwise.
    pub only: Option<Kind>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { calls: 100_000, seed: 1, noise: Noise::First, customers: 500, only: None }
    }
}

impl Plan {
    fn house(&self, call: u64) -> Salon {
        Salon::new(self.seed, call.div_euclid(PER_HOUSE), self.customers)
    }

    fn call(&self, salon: &Salon, number: u64) -> (Call, Random) {
        let mut random = Random::new(self.seed ^ 0x0063_616c_6c73, number);
        (Call::new(salon, &mut random, self.noise, self.only), random)
    }

    fn play(&self, salon: &Salon, index: &Index<'_>, number: u64) -> (Call, Played) {
        let (call, random) = self.call(salon, number);
        let played = play(salon, index, &call, self.noise, &random);
        (call, played)
    }

    /// Makes the calls from `from` up to `to`.
    pub fn run(&self, from: u64, to: u64) -> Report {
        let mut report = Report::default();
        let mut next = from;
        while next < to {
            let salon = self.house(next);
            let index = Index::new(&salon.table, "DE");
            tenant(&salon, &mut report);
            let end = (next.div_euclid(PER_HOUSE) + 1).saturating_mul(PER_HOUSE).min(to);
            for number in next..end {
                let (call, played) = self.play(&salon, &index, number);
                report.tallies.entry(call.kind).or_default().add(&call, &played);
                let found =
                    played.found.is_some() && !played.wrong && !played.misnamed && played.questions() <= 2;
                if report::counts(&call) && !found {
                    report.missed.push(number);
                }
                if let Some(why) = failure(&call, &played) {
                    report.failures.push((number, format!("{:?}: {why}", call.kind)));
                }
            }
            next = end;
        }
        report
    }

    /// One call with all that was said, and the request that shows it.
    pub fn replay(&self, number: u64) -> String {
        let salon = self.house(number);
        let index = Index::new(&salon.table, "DE");
        let (call, played) = self.play(&salon, &index, number);
        story(&salon, &call, &played)
    }
}

/// What is wrong with a call, where something is.
pub fn failure(call: &Call, played: &Played) -> Option<String> {
    if played.wrong {
        return Some(format!("found {:?}, meant {:?}", played.found, call.target));
    }
    let asks_others =
        call.entitled && call.caller.unsignalled == klartext::appointment::lookup::Unsignalled::NameAndMoment;
    played.leak.as_ref().filter(|_| !asks_others).map(|leak| format!("told: {leak}"))
}

/// A line of another tenant in the table has to stop every lookup.
fn tenant(salon: &Salon, report: &mut Report) {
    let Some(own) = &salon.tenant else { return };
    let mut table = salon.table.clone();
    if let Some(row) = table.last_mut() {
        row.tenant = Some(format!("{own}-other"));
    }
    let caller = Caller { tenant: salon.tenant.clone(), ..Caller::default() };
    let refused = lookup(&Clues::default(), &table, &caller, &salon.context)
        .is_err_and(|e| matches!(e.kind, ErrorKind::Tenant { .. }));
    report.tenants.0 += 1;
    report.tenants.1 += usize::from(refused);
}

fn row(salon: &Salon, at: usize) -> Option<Value> {
    let record = salon.table.get(at)?;
    let start = if record.start.marked_utc {
        record.start.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    } else {
        record.start.wall(salon.context.zone).format("%Y-%m-%dT%H:%M").to_string()
    };
    Some(json!({
        "id": record.id, "customer_id": record.customer_id, "name": record.name, "phone": record.phone, "start": start,
        "service": record.service, "staff": record.staff, "call_id": record.call_id, "status": record.status,
    }))
}

fn story(salon: &Salon, call: &Call, played: &Played) -> String {
    let mut out = format!(
        "{:?} by {} {}, entitled: {}, knows enough: {}, mistakes: {}, wrong table: {}\n",
        call.kind, call.given, call.family, call.entitled, call.knows_enough, call.errors, call.mismarked
    );
    out.push_str(&format!(
        "now {}, {}, {:?}, {:?}, hours {}\nmeans {:?}: {} {:?} {:?}; believes {:?}\n",
        salon.context.local_now(),
        salon.context.zone,
        salon.unsignalled,
        salon.storage,
        salon.context.hours.is_some(),
        call.target.iter().map(|t| format!("a{t}")).collect::<Vec<_>>(),
        call.facts.wall,
        salon.trade.services.get(call.facts.service).map(|s| s.0),
        salon.trade.staff.get(call.facts.staff).map(|s| s.0),
        call.belief,
    ));
    for (i, turn) in played.turns.iter().enumerate() {
        match &turn.reply {
            None => {
                out.push_str(&format!("  clues {}\n", serde_json::to_value(&call.clues).unwrap_or_default()))
            }
            Some(reply) => out.push_str(&format!("  > {reply}\n")),
        }
        let codes: Vec<&str> = turn.lookup.findings.iter().map(klartext::Finding::code).collect();
        out.push_str(&format!("  {i} {:?} {codes:?}\n", turn.lookup.outcome));
        if let Some(question) = &turn.lookup.question {
            out.push_str(&format!("    {:?}: {}\n", question.about, question.text));
        }
        if let Some(say) = &turn.lookup.say {
            out.push_str(&format!("    {say}\n"));
        }
        if matches!(turn.lookup.outcome, Outcome::Found { .. }) {
            out.push_str(&format!(
                "    {}\n",
                serde_json::to_value(&turn.lookup.evidence).unwrap_or_default()
            ));
        }
    }
    if let Some(why) = failure(call, played) {
        out.push_str(&format!("FAILED: {why}\n"));
    }
    // The lines of the family, of namesakes, and of those who were found.
    let near = |at: usize| {
        let Some(booking) = salon.bookings.get(at) else { return false };
        let Some(person) = salon.people.get(booking.person) else { return false };
        let named = person.given == call.given && person.family == call.family;
        let meant = |t: &usize| {
            salon
                .bookings
                .get(*t)
                .and_then(|b| salon.people.get(b.person))
                .is_some_and(|p| p.circle == person.circle)
        };
        named
            || call.number.as_ref().is_some_and(|n| *n == person.number)
            || call.target.iter().chain(played.found.iter().flatten()).any(meant)
    };
    let rows: Vec<Value> =
        (0..salon.table.len()).filter(|at| near(*at)).filter_map(|at| row(salon, at)).collect();
    let request = json!({
        "now": salon.context.local_now().format("%Y-%m-%dT%H:%M:%S").to_string(),
        "zone": salon.context.zone.name(), "hours": salon.context.hours, "unsignalled": call.caller.unsignalled,
        "verified": call.caller.verified, "clues": call.clues, "appointments": rows,
    });
    out.push_str(&format!("{request}\n"));
    out
}
