//! What the caller answers to a question.

use klartext::appointment::lookup::{About, Question};

use crate::caller::{Belief, Call, Facts, Kind, said_service, said_staff};
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
    if !question.also.is_empty() {
        return in_one_breath(call, salon, question, random, noise);
    }
    // Everybody knows the own name.
    if question.about != About::Name && random.chance(25) {
        return random.text(UNKNOWN);
    }
    let Belief { date, time, service, staff } = call.belief;
    let unknown = || UNKNOWN.first().map(|s| (*s).to_owned()).unwrap_or_default();
    let said = match question.about {
        About::Name => {
            let name = call.name(random, noise, true);
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

/// The answer to a question for two things: one after the other, and what is not known left out.
fn in_one_breath(
    call: &Call,
    salon: &Salon,
    question: &Question,
    random: &mut Random,
    noise: Noise,
) -> String {
    let both = question.about == About::Time || question.also.contains(&About::Time);
    let parts: Vec<String> = std::iter::once(question.about)
        .chain(question.also.iter().copied())
        .filter(|about| match about {
            About::Date => call.belief.date.is_some(),
            About::Time => call.belief.time.is_some(),
            About::Phone => call.number.is_some(),
            _ => true,
        })
        .map(|about| {
            let single = Question { about, also: Vec::new(), text: String::new(), options: Vec::new() };
            // Who is asked for the time as well says it once.
            let call = Call {
                belief: Belief {
                    time: call.belief.time.filter(|_| about != About::Date || !both),
                    ..call.belief
                },
                ..call.clone()
            };
            reply(&call, salon, &single, &[], random, noise)
        })
        .collect();
    if parts.is_empty() {
        return random.text(UNKNOWN);
    }
    let between = if random.chance(500) { ", " } else { " " };
    parts.join(between)
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

/// Whether the caller recognises what is read out: all that the label says is true of what is meant, or is what the caller has in
/// mind. Who remembers a wrong day says yes to it; who was misheard does not.
fn sounds_right(call: &Call, salon: &Salon, label: &str, at: usize) -> bool {
    let (Some(row), Some(booking)) = (salon.table.get(at), salon.bookings.get(at)) else { return false };
    let Facts { wall, service, staff } = call.facts;
    let believed = Facts {
        wall: call.belief.date.unwrap_or(wall.date()).and_time(call.belief.time.unwrap_or(wall.time())),
        service: call.belief.service.unwrap_or(service),
        staff: call.belief.staff.unwrap_or(staff),
    };
    let shown = row.start.wall(salon.context.zone);
    let says = |text: Option<&str>| text.is_some_and(|text| !text.is_empty() && label.contains(text));
    let fits = |facts: Facts| {
        let day = !label.contains(speech::weekday(shown.date())) || shown.date() == facts.wall.date();
        let time = !label.contains("um ") || shown.time() == facts.wall.time();
        let service = !says(row.service.as_deref()) || booking.service == facts.service;
        // "bei Herrn Yilmaz" is Herr Yilmaz.
        let declined = row.staff.as_deref().map(|staff| staff.replacen("Herr ", "Herrn ", 1));
        let staff =
            !(says(row.staff.as_deref()) || says(declined.as_deref())) || booking.staff == facts.staff;
        day && time && service && staff
    };
    // "Seidel, Maria" is read out as Maria Seidel.
    let whose = salon.people.get(booking.person).is_none_or(|p| {
        !(label.contains(&p.given) && label.contains(&p.family))
            || (p.given == call.given && p.family == call.family)
    });
    whose && (fits(call.facts) || fits(believed))
}
