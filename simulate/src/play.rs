//! One call from the first words to the end, and what is to be thought of it.

use klartext::appointment::Appointment;
use klartext::appointment::lookup::{Index, Lookup, Outcome, State, answer, answer_in, lookup, lookup_in};

use crate::caller::Call;
use crate::noise::Noise;
use crate::random::Random;
use crate::reply::reply;
use crate::world::Salon;

/// Longer than any limit of tries.
const MOST_TURNS: usize = 12;

/// What the caller said, and what came of it. The first turn has no reply: there, the clues speak.
#[derive(Debug)]
pub struct Turn {
    /// As it was heard.
    pub reply: Option<String>,
    /// The answer to it.
    pub lookup: Lookup,
}

/// A call that was made.
#[derive(Debug)]
pub struct Played {
    /// Turn by turn.
    pub turns: Vec<Turn>,
    /// The lines that were found, in order; none where nothing was.
    pub found: Option<Vec<usize>>,
    /// What it says of appointments that are none of the caller's business.
    pub leak: Option<String>,
    /// Something was found, and it is not what the caller means.
    pub wrong: bool,
    /// What was found is not meant, and is what the caller, who is entitled to it, has in mind in every detail.
    pub misnamed: bool,
}

impl Played {
    /// How many questions were asked before the end.
    pub fn questions(&self) -> usize {
        self.turns.iter().filter(|t| t.lookup.question.is_some()).count()
    }
}

/// Where appointments are looked up.
enum Table<'a, 'b> {
    List(&'a [Appointment]),
    Indexed(&'b Index<'a>),
}

impl Table<'_, '_> {
    fn first(&self, call: &Call, salon: &Salon) -> Option<Lookup> {
        let (clues, caller, context) = (&call.clues, &call.caller, &salon.context);
        match self {
            Self::List(list) => lookup(clues, list, caller, context).ok(),
            Self::Indexed(index) => lookup_in(clues, index, caller, context).ok(),
        }
    }

    fn next(&self, state: &State, said: &str, call: &Call, salon: &Salon) -> Option<Lookup> {
        match self {
            Self::List(list) => answer(state, said, list, &call.caller, &salon.context).ok(),
            Self::Indexed(index) => answer_in(state, said, index, &call.caller, &salon.context).ok(),
        }
    }
}

/// The line of the table that an id means.
fn line(id: &str) -> Option<usize> {
    id.strip_prefix('a')?.parse().ok()
}

fn turns(table: &Table<'_, '_>, call: &Call, salon: &Salon, noise: Noise, random: &Random) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut said: Option<String> = None;
    let mut lookup = table.first(call, salon);
    while let Some(answer) = lookup.take() {
        let found = matches!(answer.outcome, Outcome::Found { .. });
        if let Some(question) = answer.question.as_ref().filter(|_| !found && turns.len() < MOST_TURNS) {
            // A stream of its own for each turn: the same question hears the same reply, whatever else there is.
            let turn = u64::try_from(turns.len()).unwrap_or(0);
            let random = &mut Random::new(random.clone().bits(), turn);
            let offered: Vec<Vec<usize>> =
                question.options.iter().map(|o| o.ids.iter().filter_map(|id| line(id)).collect()).collect();
            let next = reply(call, salon, question, &offered, random, noise);
            lookup = table.next(&answer.state, &next, call, salon);
            turns.push(Turn { reply: said.replace(next), lookup: answer });
        } else {
            turns.push(Turn { reply: said.take(), lookup: answer });
        }
    }
    turns
}

/// What a caller or the host's next step can tell two answers apart by.
fn differs(a: &Lookup, b: &Lookup) -> Option<String> {
    let text = |l: &Lookup| l.question.as_ref().map(|q| (q.about, q.text.clone(), q.options.clone()));
    if a.outcome != b.outcome {
        Some(format!("outcome {:?} against {:?}", a.outcome, b.outcome))
    } else if text(a) != text(b) {
        Some(format!("question {:?} against {:?}", text(a).map(|t| t.1), text(b).map(|t| t.1)))
    } else if a.evidence != b.evidence {
        Some("evidence".to_owned())
    } else if a.say != b.say {
        Some(format!("say {:?} against {:?}", a.say, b.say))
    } else if a.state.offered != b.state.offered || a.state.picked != b.state.picked {
        Some("state".to_owned())
    } else {
        None
    }
}

/// Makes the call. `random` is where the caller's replies come from.
pub fn play(salon: &Salon, index: &Index<'_>, call: &Call, noise: Noise, random: &Random) -> Played {
    let made = turns(&Table::Indexed(index), call, salon, noise, random);
    let found = made.last().and_then(|turn| match &turn.lookup.outcome {
        Outcome::Found { appointments } => {
            Some(appointments.iter().filter_map(|id| line(id)).collect::<Vec<_>>())
        }
        _ => None,
    });
    let misnamed = call.entitled
        && found
            .as_ref()
            .is_some_and(|found| matches!(found.as_slice(), [one] if call.misnamed.contains(one)));
    let wrong = !misnamed
        && found.as_ref().is_some_and(|found| {
            let mut meant = call.target.clone();
            let mut found = found.clone();
            meant.sort_unstable();
            found.sort_unstable();
            meant != found || !call.entitled
        });
    let leak = call.others.as_ref().and_then(|own| {
        let table: Vec<Appointment> = salon
            .table
            .iter()
            .zip(&salon.bookings)
            .filter(|(_, b)| own.contains(&b.person))
            .map(|(row, _)| row.clone())
            .collect();
        let other = turns(&Table::List(&table), call, salon, noise, random);
        let first = made.iter().zip(&other).find_map(|(a, b)| differs(&a.lookup, &b.lookup));
        first.or_else(|| (made.len() != other.len()).then(|| "another number of turns".to_owned()))
    });
    Played { turns: made, found, leak, wrong, misnamed }
}
