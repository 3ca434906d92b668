//! What the caller answers to a question.

use klartext::appointment::lookup::{About, Question};

use crate::caller::{Belief, Call, Kind, said_service, said_staff};
use crate::noise::Noise;
use crate::random::Random;
use crate::speech;
use crate::world::Salon;

const UNKNOWN: &[&str] = &[
    "das weiß ich nicht",
    "weiß ich leider nicht mehr",
    "keine Ahnung",
    "weiß nicht",
    "das habe ich nicht im Kopf",
];

/// The reply as it is heard. `offered` are lines of the table, option by option.
pub fn reply(
    call: &Call,
    salon: &Salon,
    question: &Question,
    offered: &[Vec<usize>],
    random: &mut Random,
    noise: Noise,
) -> String {
    if !offered.is_empty() {
        let said = choose(call, salon, question, offered, random);
        return noise.phrase(random, &said);
    }
    // Everybody knows the own name.
    if question.about != About::Name && random.chance(25) {
        return random.text(UNKNOWN);
    }
    let Belief { date, time, service, staff } = call.belief;
    let unknown = || UNKNOWN.first().map(|s| (*s).to_owned()).unwrap_or_default();
    let said = match question.about {
        About::Name => {
            let mut name = call.name(random, noise, true);
            // Asked for both at once.
            if question.text.contains("nummer")
                && let Some(number) = &call.number
            {
                let said = speech::number(random, number);
                name = format!("{name}, {}", noise.number(random, &said));
            }
            return match random.below(8) {
                0 => format!("ja, {name}"),
                1 => format!("auf {name}"),
                2 => format!("mein Name ist {name}"),
                3 if call.kind == Kind::Relative => format!("auf meine Tochter, {name}"),
                _ => name,
            };
        }
        About::Phone => {
            return match &call.number {
                Some(number) => {
                    let said = speech::number(random, number);
                    noise.number(random, &said)
                }
                None => random.text(UNKNOWN),
            };
        }
        About::Date => match date {
            Some(date) => {
                let mut said = speech::date(random, date, salon.today());
                if random.chance(250)
                    && let Some(time) = time
                {
                    said = format!("{said} {}", speech::time(random, time));
                }
                if random.chance(30) {
                    let other = date + chrono::TimeDelta::days(random.between(1, 5));
                    said = format!("am {}, nein, {said}", speech::weekday(other));
                }
                said
            }
            None => match time.filter(|_| random.chance(500)) {
                Some(time) => format!("den Tag weiß ich nicht, aber {}", speech::time(random, time)),
                None => unknown(),
            },
        },
        About::Time => match time {
            Some(time) if random.chance(60) => speech::vague_time(random, time),
            Some(time) => speech::time(random, time),
            None => unknown(),
        },
        About::Service => service.map_or_else(unknown, |s| said_service(salon, random, s)),
        About::Staff => staff.map_or_else(unknown, |s| said_staff(salon, random, s)),
        About::CallId | About::Appointment => match (date, time) {
            (Some(date), Some(time)) => {
                format!("{} {}", speech::date(random, date, salon.today()), speech::time(random, time))
            }
            (Some(date), None) => speech::date(random, date, salon.today()),
            (None, Some(time)) => format!("den {}", speech::time(random, time)),
            (None, None) => service.map_or_else(unknown, |s| said_service(salon, random, s)),
        },
    };
    noise.phrase(random, &said)
}

/// Which of those read out; the caller hears the words and knows nothing of ids.
fn choose(
    call: &Call,
    salon: &Salon,
    question: &Question,
    offered: &[Vec<usize>],
    random: &mut Random,
) -> String {
    if call.kind == Kind::Both {
        let all: Vec<usize> = offered.iter().flatten().copied().collect();
        let both = call.target.iter().all(|t| all.contains(t)) && all.len() == call.target.len();
        if both {
            return random.text(&["beide", "beide bitte", "ich meine beide", "alle beide"]);
        }
        return random.text(&["nein", "nein, den nicht"]);
    }
    let fits: Vec<usize> = (0_usize..)
        .zip(offered)
        .filter(|(i, ids)| {
            let label = question.options.get(*i).map(|o| o.label.as_str()).unwrap_or_default();
            ids.iter().any(|at| sounds_right(call, salon, label, *at))
        })
        .map(|(i, _)| i)
        .collect();
    let single = offered.len() == 1;
    let Some(at) = (!fits.is_empty()).then(|| *random.pick(&fits)) else {
        if single
            && random.chance(350)
            && let (Some(date), Some(time)) = (call.belief.date, call.belief.time)
        {
            let day = speech::date(random, date, salon.today());
            return format!("nein, {day} {}", speech::time(random, time));
        }
        return random.text(match offered.len() {
            1 => &["nein", "nein, den nicht", "nein, das ist nicht meiner", "nee, nein"],
            2 => &["keinen von beiden", "nein, keinen", "keinen davon"],
            _ => &["keinen davon", "nein, keinen", "keinen"],
        });
    };
    if single {
        return random.text(&[
            "ja",
            "ja, genau",
            "ja genau den",
            "richtig",
            "ja, den meine ich",
            "ja bitte",
            "genau",
        ]);
    }
    let two = offered.len() == 2;
    let wall = |i: usize| {
        offered
            .get(i)
            .and_then(|ids| ids.first())
            .and_then(|at| salon.table.get(*at))
            .map(|r| r.start.wall(salon.context.zone))
    };
    let mut forms = vec![random.text(match at {
        0 => &["den ersten", "der erste", "ja, den ersten"],
        1 => &["den zweiten", "der zweite", "ja, den zweiten"],
        _ => &["den dritten", "den letzten"],
    })];
    let others = || (0..offered.len()).filter(|i| *i != at);
    if let Some(own) = wall(at) {
        let other_days = others().filter_map(wall).all(|w| w.date() != own.date());
        if other_days {
            forms.push(speech::date(random, own.date(), salon.today()));
            let other_weekdays =
                others().filter_map(wall).all(|w| speech::weekday(w.date()) != speech::weekday(own.date()));
            if other_weekdays {
                forms.push(format!("den am {}", speech::weekday(own.date())));
                if two && let Some(other) = others().find_map(wall) {
                    forms.push(format!("nicht den {}, den anderen", speech::weekday(other.date())));
                }
            }
        }
        if others().filter_map(wall).all(|w| w.time() != own.time()) {
            forms.push(format!("den {}", speech::time(random, own.time())));
        }
        if two && let Some(other) = others().find_map(wall) {
            if own > other {
                forms.push("den späteren".to_owned());
            } else if own < other {
                forms.push("den früheren".to_owned());
            }
        }
    }
    let service = |i: usize| {
        offered.get(i).and_then(|ids| ids.first()).and_then(|at| salon.bookings.get(*at)).map(|b| b.service)
    };
    if let Some(own) = service(at)
        && others().filter_map(service).all(|s| s != own)
    {
        forms.push(said_service(salon, random, own));
    }
    random.pick(&forms).clone()
}

/// Whether the caller recognises what is read out: all that the label says is true of what is meant.
fn sounds_right(call: &Call, salon: &Salon, label: &str, at: usize) -> bool {
    let (Some(row), Some(booking)) = (salon.table.get(at), salon.bookings.get(at)) else { return false };
    let shown = row.start.wall(salon.context.zone);
    let service = row.service.as_deref().unwrap_or_default();
    let staff = row.staff.as_deref().unwrap_or_default();
    let name = row.name.as_deref().unwrap_or_default();
    let says = |text: &str| !text.is_empty() && label.contains(text);
    let day = !label.contains(speech::weekday(shown.date())) || shown.date() == call.facts.wall.date();
    let time = !label.contains("um ") || shown.time() == call.facts.wall.time();
    let service = !says(service) || booking.service == call.facts.service;
    let staff = !says(staff) || booking.staff == call.facts.staff;
    let whose = !says(name)
        || salon.people.get(booking.person).is_some_and(|p| p.given == call.given && p.family == call.family);
    day && time && service && staff && whose
}
