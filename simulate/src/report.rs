//! What came of all calls.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use klartext::appointment::lookup::Unsignalled;

use crate::caller::{Call, KINDS, Kind};
use crate::play::Played;

/// Counts of one kind of call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls made.
    pub calls: usize,
    /// Calls whose appointment exists, stands, and is named by what an entitled caller knows, in a table that is right.
    pub counted: usize,
    /// Of those, found within two questions.
    pub within_two: usize,
    /// Of those, found at all.
    pub found: usize,
    /// Entitled calls about an appointment that exists and stands, whatever the caller knows and the table holds.
    pub existing: usize,
    /// Of those, found within two questions.
    pub existing_within_two: usize,
    /// Calls to tables that hold wall time marked as UTC in the caller's lines.
    pub mismarked: usize,
    /// Of those, found within two questions.
    pub mismarked_within_two: usize,
    /// Something was found that is not meant.
    pub wrong: usize,
    /// Calls of people who have another appointment of theirs in mind in every detail.
    pub misnaming: usize,
    /// Of those, in which that one was found.
    pub misnamed: usize,
    /// Callers not entitled whose answers hang on what is none of their business.
    pub leaks: usize,
    /// Entitled callers whose answers hang on other people's appointments.
    pub crossed: usize,
    /// Ended without an appointment.
    pub given_up: usize,
    /// How many calls had so many questions.
    pub questions: BTreeMap<usize, usize>,
}

impl Tally {
    /// One more call.
    pub fn add(&mut self, call: &Call, played: &Played) {
        let right = played.found.is_some() && !played.wrong && !played.misnamed;
        let within = right && played.questions() <= 2;
        let existing = call.entitled && !call.target.is_empty();
        self.calls += 1;
        self.existing += usize::from(existing);
        self.existing_within_two += usize::from(existing && within);
        self.mismarked += usize::from(existing && call.mismarked);
        self.mismarked_within_two += usize::from(existing && call.mismarked && within);
        if counts(call) {
            self.counted += 1;
            self.within_two += usize::from(within);
            self.found += usize::from(right);
        }
        self.wrong += usize::from(played.wrong);
        self.misnaming += usize::from(!call.misnamed.is_empty());
        self.misnamed += usize::from(played.misnamed);
        self.given_up += usize::from(played.found.is_none());
        if played.leak.is_some() {
            // Whoever may find by name and moment has to be asked more where a namesake comes at that time.
            if !call.entitled {
                self.leaks += 1;
            } else if call.caller.unsignalled != Unsignalled::NameAndMoment {
                self.crossed += 1;
            }
        }
        *self.questions.entry(played.questions()).or_default() += 1;
    }

    /// Both together.
    pub fn join(&mut self, other: &Self) {
        let Self {
            calls,
            counted,
            within_two,
            found,
            existing,
            existing_within_two,
            mismarked,
            mismarked_within_two,
            wrong,
            misnaming,
            misnamed,
            leaks,
            crossed,
            given_up,
            questions,
        } = other;
        self.calls += calls;
        self.counted += counted;
        self.within_two += within_two;
        self.found += found;
        self.existing += existing;
        self.existing_within_two += existing_within_two;
        self.mismarked += mismarked;
        self.mismarked_within_two += mismarked_within_two;
        self.wrong += wrong;
        self.misnaming += misnaming;
        self.misnamed += misnamed;
        self.leaks += leaks;
        self.crossed += crossed;
        self.given_up += given_up;
        for (count, calls) in questions {
            *self.questions.entry(*count).or_default() += calls;
        }
    }

    fn median(&self) -> usize {
        let mut seen = 0;
        for (count, calls) in &self.questions {
            seen += calls;
            if seen * 2 >= self.calls {
                return *count;
            }
        }
        0
    }
}

/// Whether the call is one that the share is of.
pub fn counts(call: &Call) -> bool {
    call.entitled && !call.target.is_empty() && call.knows_enough && !call.mismarked
}

/// In hundredths of a percent, rounded down: 95 % is only what is.
pub fn share(part: usize, of: usize) -> usize {
    part.saturating_mul(10_000).checked_div(of).unwrap_or(10_000)
}

fn percent(part: usize, of: usize) -> String {
    if of == 0 {
        return "-".to_owned();
    }
    let share = share(part, of);
    format!("{}.{:02} %", share / 100, share % 100)
}

/// What is printed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By kind of call.
    pub tallies: BTreeMap<Kind, Tally>,
    /// Calls that went wrong, with what is wrong.
    pub failures: Vec<(u64, String)>,
    /// Calls of those that count that were not found within two questions.
    pub missed: Vec<u64>,
    /// Houses whose table had a line of another tenant, and lookups that refused it: all of them have to.
    pub tenants: (usize, usize),
}

impl Report {
    /// All kinds together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in self.tallies.values() {
            total.join(tally);
        }
        total
    }

    /// Whether the bars are reached.
    pub fn holds(&self) -> bool {
        let total = self.total();
        total.wrong == 0
            && total.leaks == 0
            && total.crossed == 0
            && share(total.within_two, total.counted) >= 9_500
            && self.tenants.0 == self.tenants.1
    }

    /// As text, with the command that prints it again.
    pub fn text(&self, command: &str) -> String {
        let total = self.total();
        let mut out = format!("{command}\n\n");
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        line(format!("calls                                       {:>8}", total.calls));
        line(format!("wrong appointment found                     {:>8}   bar 0", total.wrong));
        line(format!(
            "another own one that the caller has in mind {:>8}   found; of {} who have another one in mind in every detail (3)",
            total.misnamed, total.misnaming
        ));
        line(format!("told to somebody who is not entitled        {:>8}   bar 0", total.leaks));
        line(format!("answers that hang on other people's         {:>8}   bar 0", total.crossed));
        line(format!(
            "found within two questions                  {:>8}   bar 95 %; {} of {} entitled callers who know enough (1)",
            percent(total.within_two, total.counted),
            total.within_two,
            total.counted
        ));
        line(format!(
            "found at all, of those                      {:>8}",
            percent(total.found, total.counted)
        ));
        line(format!(
            "within two, of all entitled callers         {:>8}   {} of {}, whatever they know and the table holds",
            percent(total.existing_within_two, total.existing),
            total.existing_within_two,
            total.existing
        ));
        line(format!(
            "within two, where wall time is marked UTC   {:>8}   of {} (2)",
            percent(total.mismarked_within_two, total.mismarked),
            total.mismarked
        ));
        line(format!(
            "tables with another tenant's line           {:>8}   {} refused, bar all",
            self.tenants.0, self.tenants.1
        ));
        line(format!(
            "\n{:<16}{:>8}{:>9}{:>12}{:>10}{:>8}{:>9}{:>7}{:>7}{:>9}",
            "kind",
            "calls",
            "counted",
            "within two",
            "found",
            "median",
            "no find",
            "wrong",
            "told",
            "crossed"
        ));
        let names = KINDS.iter().map(|(_, kind)| *kind);
        let rows = names.filter_map(|k| self.tallies.get(&k).map(|t| (format!("{k:?}"), t.clone())));
        for (name, t) in rows.chain([("all".to_owned(), total)]) {
            line(format!(
                "{name:<16}{:>8}{:>9}{:>12}{:>10}{:>8}{:>9}{:>7}{:>7}{:>9}",
                t.calls,
                t.counted,
                percent(t.within_two, t.counted),
                percent(t.found, t.counted),
                t.median(),
                percent(t.given_up, t.calls),
                t.wrong,
                t.leaks,
                t.crossed
            ));
        }
        line(
            "\n(1) The appointment exists and stands, the policy lets the caller have it, and what the caller rightly remembers \
             of day,\n    time, service and staff fits one open appointment under the name; without the number on file signalled, \
             the day has\n    to be among it. Without those whose lines in the table are wrong (2).\n(2) What fits only if wall time \
             was stored as UTC is a finding and no match, so a caller who names the time is not served.\n(3) \
             Something of what the caller remembers is wrong, and all of it is true of another open appointment under the same \
             name: whoever\n    reads it back hears yes. Found, it does not count as wrong; anything else that is found does."
                .to_owned(),
        );
        if !self.failures.is_empty() {
            let _ = writeln!(out, "\nfirst failures (replay with --call K)");
            for (call, why) in self.failures.iter().take(10) {
                let _ = writeln!(out, "  --call {call}: {why}");
            }
        }
        out
    }
}
