//! Who calls, what they mean, what they know of it, and what they say first.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use klartext::appointment::lookup::{Caller, Clue, Clues, Unsignalled};

use crate::noise::Noise;
use crate::people::ORIGINS;
use crate::random::Random;
use crate::speech;
use crate::world::{Booking, Person, Salon, Standing};

/// Why somebody calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// From the number on file, about an own appointment.
    OwnNumber,
    /// From the number of the family, about an appointment of another member.
    Relative,
    /// From a company's line.
    Company,
    /// From the grandmother's number, under which it is booked.
    Grandmother,
    /// From somebody else's telephone, knowing the number on file.
    OtherPhone,
    /// With the number withheld, knowing the number on file.
    Withheld,
    /// From a telephone abroad, knowing the number on file.
    Abroad,
    /// Verified by the host.
    Verified,
    /// In the call in which it was booked, as the platform signals.
    SameCall,
    /// Means both appointments.
    Both,
    /// Means one that was cancelled.
    Cancelled,
    /// Means one that is over.
    Past,
    /// Means one whose status nobody understands.
    OddStatus,
    /// Means one that was never booked here.
    NeverBooked,
    /// Knows a customer's name and guesses the rest.
    Stranger,
    /// Knows a customer's name, the day and what for, and not the number.
    ExPartner,
    /// Is called as somebody else is.
    Namesake,
    /// Has dialled the wrong house.
    WrongNumber,
    /// Has the number that was once a customer's.
    NewOwner,
    /// Tries a customer's name, and one number after another.
    Guesser,
    /// Of a customer's family, on the same line, and no customer.
    UnknownRelative,
}

/// All of them, in the order of the report, each with how often it is drawn.
pub const KINDS: &[(usize, Kind)] = &[
    (430, Kind::OwnNumber),
    (100, Kind::Relative),
    (40, Kind::Company),
    (12, Kind::Grandmother),
    (55, Kind::OtherPhone),
    (40, Kind::Withheld),
    (20, Kind::Abroad),
    (10, Kind::Verified),
    (15, Kind::SameCall),
    (15, Kind::Both),
    (40, Kind::Cancelled),
    (20, Kind::Past),
    (8, Kind::OddStatus),
    (45, Kind::NeverBooked),
    (30, Kind::Stranger),
    (35, Kind::ExPartner),
    (30, Kind::Namesake),
    (15, Kind::WrongNumber),
    (15, Kind::NewOwner),
    (15, Kind::Guesser),
    (10, Kind::UnknownRelative),
];

/// What is true of what the caller means, whether the table has it or not.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// On the clock of the wall.
    pub wall: NaiveDateTime,
    /// Out of the trade's services.
    pub service: usize,
    /// Out of the trade's staff.
    pub staff: usize,
}

/// What the caller believes; none where nothing is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Belief {
    /// The day.
    pub date: Option<NaiveDate>,
    /// The time.
    pub time: Option<NaiveTime>,
    /// The service.
    pub service: Option<usize>,
    /// The staff.
    pub staff: Option<usize>,
}

/// A call that is about to be made.
#[derive(Clone, Debug)]
pub struct Call {
    /// Why.
    pub kind: Kind,
    /// Lines of the table that are meant.
    pub target: Vec<usize>,
    /// Whether the policy lets the caller have them.
    pub entitled: bool,
    /// Whether what the caller knows names the appointment, told of what there is where a number vouches.
    pub knows_enough: bool,
    /// How many things the caller remembers wrongly, or a model has written wrongly.
    pub errors: usize,
    /// The table holds the caller's times wrongly.
    pub mismarked: bool,
    /// Open appointments under that name that are not meant and are what the caller, who remembers the meant one wrongly, has in
    /// mind in every detail.
    pub misnamed: Vec<usize>,
    /// What is true.
    pub facts: Facts,
    /// What the caller believes.
    pub belief: Belief,
    /// In whose name.
    pub given: String,
    /// In whose name.
    pub family: String,
    /// The title, which some say.
    pub title: Option<String>,
    /// What the caller answers when asked for the number, E.164.
    pub number: Option<String>,
    /// Those whose appointments make no difference to this caller; none: everybody's.
    pub others: Option<Vec<usize>>,
    /// First words, as the platform hands them over.
    pub clues: Clues,
    /// What the host knows.
    pub caller: Caller,
}

fn invented_number(random: &mut Random) -> String {
    format!("+493023125{}", random.between(800, 999))
}

fn withheld(random: &mut Random) -> Option<Clue> {
    let text = random.text(&["anonymous", "unknown", "Restricted", "", "anonymous", "+anonymous", "-"]);
    (!text.is_empty()).then(|| Clue::signalled(text))
}

impl Call {
    /// Somebody who calls the house; `only`: one of this kind, where the house can have one.
    pub fn new(salon: &Salon, random: &mut Random, noise: Noise, only: Option<Kind>) -> Self {
        let mut tries = 0_usize;
        loop {
            tries = tries.saturating_add(1);
            let kind = only.filter(|_| tries < 50).unwrap_or_else(|| random.weighed(KINDS));
            if let Some(call) = Self::of(kind, salon, random, noise) {
                return call;
            }
        }
    }

    fn of(kind: Kind, salon: &Salon, random: &mut Random, noise: Noise) -> Option<Self> {
        let want = |standing| move |b: &Booking| b.standing == standing;
        let at = match kind {
            Kind::Cancelled => some(salon, random, &want(Standing::Cancelled))?,
            Kind::Past => some(salon, random, &want(Standing::Past))?,
            Kind::OddStatus => some(salon, random, &want(Standing::Odd))?,
            Kind::Company => some(salon, random, &|b| {
                b.standing == Standing::Open
                    && salon.people.get(b.person).is_some_and(|p| p.extension.is_some())
            })?,
            Kind::Grandmother => {
                some(salon, random, &|b| b.standing == Standing::Open && b.under != b.person)?
            }
            Kind::Relative | Kind::UnknownRelative => some(salon, random, &|b| {
                let own = salon.people.get(b.person);
                let family = |p: &&Person| own.is_some_and(|o| o.number == p.number);
                b.standing == Standing::Open && salon.people.iter().filter(family).count() > 1
            })?,
            Kind::Namesake => some(salon, random, &|b| {
                let full = salon.people.get(b.person).map(Person::full);
                b.standing == Standing::Open
                    && salon.people.iter().filter(|p| Some(p.full()) == full).count() > 1
            })?,
            _ => some(salon, random, &want(Standing::Open))?,
        };
        let booking = salon.bookings.get(at)?;
        let person = salon.people.get(booking.person)?;
        let mut call = Self {
            kind,
            target: vec![at],
            entitled: true,
            knows_enough: false,
            errors: 0,
            mismarked: false,
            misnamed: Vec::new(),
            facts: Facts { wall: booking.wall, service: booking.service, staff: booking.staff },
            belief: Belief::default(),
            given: person.given.clone(),
            family: person.family.clone(),
            title: person.title.clone(),
            number: Some(salon.people.get(booking.under)?.number.clone()),
            others: None,
            clues: Clues::default(),
            caller: Caller {
                tenant: salon.tenant.clone(),
                unsignalled: salon.unsignalled,
                ..Caller::default()
            },
        };
        let mut phone = Some(Clue::signalled(salon.people.get(booking.under)?.signalled.clone()));
        let policy = salon.unsignalled;
        match kind {
            // A switchboard that shows only its line does not say who calls.
            Kind::OwnNumber | Kind::Relative | Kind::Company | Kind::Grandmother => {
                let under = salon.people.get(booking.under)?;
                call.entitled = under.signalled == under.number || policy != Unsignalled::Refuse;
            }
            Kind::OtherPhone | Kind::Withheld | Kind::Abroad => {
                call.entitled = policy != Unsignalled::Refuse;
                phone = match kind {
                    Kind::OtherPhone => Some(Clue::signalled(invented_number(random))),
                    Kind::Withheld => withheld(random),
                    _ => Some(Clue::signalled(format!("+13055550{:03}", 100 + random.below(100)))),
                };
            }
            Kind::Verified => {
                let id = salon.table.get(at).and_then(|row| row.customer_id.clone())?;
                call.caller.verified = Some(id);
                phone = withheld(random);
            }
            Kind::SameCall => {
                let id = salon.table.get(at).and_then(|row| row.call_id.clone())?;
                call.clues.call_id = Some(Clue::signalled(id));
                phone = withheld(random);
            }
            Kind::Both => {
                let own: Vec<usize> = (0_usize..)
                    .zip(&salon.bookings)
                    .filter(|(_, b)| b.person == booking.person && b.standing == Standing::Open)
                    .map(|(i, _)| i)
                    .collect();
                if own.len() != 2 {
                    return None;
                }
                call.target = own;
            }
            Kind::Cancelled | Kind::Past | Kind::OddStatus => call.target.clear(),
            Kind::NeverBooked => {
                call.target.clear();
                call.facts = phantom(salon, random, &person.number);
            }
            Kind::Stranger => {
                call.nobody();
                call.number = random.chance(500).then(|| invented_number(random));
                phone = if random.chance(400) {
                    withheld(random)
                } else {
                    call.number.clone().map(Clue::signalled)
                };
                call.facts = phantom(salon, random, &person.number);
            }
            Kind::ExPartner => {
                call.nobody();
                call.number = random.chance(500).then(|| invented_number(random));
                phone = if random.chance(500) {
                    withheld(random)
                } else {
                    call.number.clone().map(Clue::signalled)
                };
                call.other_time();
            }
            Kind::Namesake => {
                let namesakes: Vec<usize> = (0_usize..)
                    .zip(&salon.people)
                    .filter(|(_, p)| p.full() == person.full() && p.circle != person.circle)
                    .map(|(i, _)| i)
                    .collect();
                if namesakes.is_empty() {
                    return None;
                }
                let me = *random.pick(&namesakes);
                let own = salon.people.get(me)?;
                call.number = Some(own.number.clone());
                phone = Some(Clue::signalled(own.signalled.clone()));
                let mine =
                    some(salon, random, &|b| b.person == me && b.standing == Standing::Open && b.under == me);
                if let Some(mine) = mine {
                    let b = salon.bookings.get(mine)?;
                    call.target = vec![mine];
                    call.facts = Facts { wall: b.wall, service: b.service, staff: b.staff };
                } else {
                    call.target.clear();
                    if random.chance(500) {
                        call.facts = phantom(salon, random, &own.number);
                    } else {
                        call.other_time();
                    }
                }
                call.others = Some(circle_of(salon, own.circle));
            }
            Kind::WrongNumber | Kind::NewOwner => {
                let origin = &random.pick(ORIGINS).1;
                let names = if random.chance(500) { origin.women } else { origin.men };
                call.given = random.text(names);
                call.family = random.text(origin.families);
                call.title = None;
                let alike = |p: &Person| {
                    p.number == person.number && (p.family == call.family || p.given == call.given)
                };
                if salon.people.iter().any(alike) {
                    return None;
                }
                let number =
                    if kind == Kind::NewOwner { person.signalled.clone() } else { invented_number(random) };
                call.number = Some(number.clone());
                phone = Some(Clue::signalled(number));
                call.nobody();
                if random.chance(500) {
                    call.facts = phantom(salon, random, &person.number);
                }
            }
            Kind::Guesser => {
                call.nobody();
                let other = random.pick(&salon.people);
                // Somebody else's, or one digit beside the right one.
                call.number = Some(
                    if other.number != person.number && other.full() != person.full() && random.chance(500) {
                        other.number.clone()
                    } else {
                        beside(random, salon, &person.number)
                    },
                );
                phone = withheld(random);
                call.other_time();
            }
            Kind::UnknownRelative => {
                call.nobody();
                call.given = random.text(&["Xaver", "Waltraud", "Cäcilie", "Ottokar", "Kunigunde"]);
                call.number = Some(person.number.clone());
                if person.extension.is_some() {
                    return None;
                }
            }
        }
        if call.others.is_none() && call.entitled && !matches!(kind, Kind::WrongNumber) {
            call.others = Some(circle_of(salon, person.circle));
        }
        if !call.entitled && call.others.is_none() {
            call.others = Some(Vec::new());
        }
        call.remember(salon, random);
        call.judge(salon);
        // A namesake's own appointments, and not those of whom they are taken for.
        let own = call.target.first().and_then(|at| salon.bookings.get(*at)).unwrap_or(booking).person;
        call.misnamed = call.another(salon, salon.people.get(own)?.circle);
        call.speak(salon, random, noise, phone);
        Some(call)
    }

    /// Where the name and the moment are enough, who knows the time as well is entitled: this one does not.
    fn other_time(&mut self) {
        if self.caller.unsignalled == Unsignalled::NameAndMoment {
            let early = self.facts.wall.time() < crate::world::clock(13 * 60);
            self.facts.wall += TimeDelta::hours(if early { 4 } else { -4 });
        }
    }

    /// Nobody's appointment may come of it, and nobody's may make a difference.
    fn nobody(&mut self) {
        self.target.clear();
        self.entitled = false;
        self.others = Some(Vec::new());
    }

    /// What the caller knows, and what not quite.
    fn remember(&mut self, salon: &Salon, random: &mut Random) {
        let Facts { wall, service, staff } = self.facts;
        self.belief = Belief {
            date: random.chance(920).then(|| wall.date()),
            time: random.chance(780).then(|| wall.time()),
            service: random.chance(880).then_some(service),
            staff: random.chance(550).then_some(staff),
        };
        if self.kind == Kind::Both {
            // Who means both says nothing of one.
            self.belief = Belief::default();
        }
        for _ in 0..random.weighed(&[(905, 0), (80, 1), (15, 2)]) {
            self.mistake(salon, random);
        }
    }

    fn mistake(&mut self, salon: &Salon, random: &mut Random) {
        let Facts { wall, service, staff } = self.facts;
        match random.below(10) {
            0..=4 => {
                let by = *random.pick(&[-1, 1, 1, 7, 7, -7, 2, -2, 3]);
                let date = wall.date() + TimeDelta::days(by);
                if self.belief.date.is_some() && date >= salon.today() {
                    self.belief.date = Some(date);
                    self.errors += 1;
                }
            }
            5..=7 => {
                let by = *random.pick(&[-60, 60, 30, -30, 120, -120, 15]);
                if self.belief.time.is_some() {
                    self.belief.time = Some((wall + TimeDelta::minutes(by)).time());
                    self.errors += 1;
                }
            }
            8 => {
                let other = random.below(salon.trade.services.len());
                if self.belief.service.is_some() && other != service {
                    self.belief.service = Some(other);
                    self.errors += 1;
                }
            }
            _ => {
                let other = random.below(salon.trade.staff.len());
                if self.belief.staff.is_some() && other != staff {
                    self.belief.staff = Some(other);
                    self.errors += 1;
                }
            }
        }
    }

    /// Whether a receptionist with the table could tell, and whether the table is right.
    fn judge(&mut self, salon: &Salon) {
        let Some(booking) = self.target.first().and_then(|at| salon.bookings.get(*at)) else { return };
        let Some(person) = salon.people.get(booking.person) else { return };
        let rivals: Vec<&Booking> = salon
            .bookings
            .iter()
            .filter(|b| b.standing == Standing::Open)
            .filter(|b| {
                salon
                    .people
                    .get(b.person)
                    .is_some_and(|p| p.circle == person.circle && p.full() == person.full())
            })
            .collect();
        self.mismarked = rivals.iter().any(|b| b.mismarked);
        let Belief { date, time, service, staff } = self.belief;
        let right_date = date.filter(|d| *d == booking.wall.date());
        let right_time = time.filter(|t| *t == booking.wall.time());
        let right_service = service.filter(|s| *s == booking.service);
        let right_staff = staff.filter(|s| *s == booking.staff);
        let fits = rivals.iter().filter(|b| {
            right_date.is_none_or(|d| d == b.wall.date())
                && right_time.is_none_or(|t| t == b.wall.time())
                && right_service.is_none_or(|s| s == b.service)
                && right_staff.is_none_or(|s| s == b.staff)
        });
        let vouched = match self.kind {
            Kind::OtherPhone | Kind::Withheld | Kind::Abroad => false,
            Kind::Verified | Kind::SameCall => true,
            // A switchboard that shows only its line does not say who calls.
            _ => person.extension.is_none() || person.signalled == person.number,
        };
        self.knows_enough = self.entitled
            && (self.kind == Kind::Both || (fits.count() == 1 && (vouched || right_date.is_some())));
    }

    /// What of an appointment the caller remembers otherwise than it is.
    fn differs(&self, of: Facts) -> bool {
        let Belief { date, time, service, staff } = self.belief;
        date.is_some_and(|d| d != of.wall.date())
            || time.is_some_and(|t| t != of.wall.time())
            || service.is_some_and(|s| s != of.service)
            || staff.is_some_and(|s| s != of.staff)
    }

    /// Which other appointments the caller has in mind in every detail that the table holds, where what is meant is remembered wrongly.
    fn another(&self, salon: &Salon, circle: usize) -> Vec<usize> {
        if !self.differs(self.facts) {
            return Vec::new();
        }
        let theirs = |b: &Booking| {
            let named = |p: &Person| p.circle == circle && p.given == self.given && p.family == self.family;
            salon.people.get(b.person).is_some_and(named)
        };
        (0_usize..)
            .zip(&salon.bookings)
            .filter(|(at, b)| b.standing == Standing::Open && !self.target.contains(at) && theirs(b))
            .filter(|(at, b)| {
                // With whom it is, nobody can tell where the table does not say.
                let known = salon.table.get(*at).is_some_and(|row| row.staff.is_some());
                let staff = if known { b.staff } else { self.belief.staff.unwrap_or(b.staff) };
                !self.differs(Facts { wall: b.wall, service: b.service, staff })
            })
            .map(|(at, _)| at)
            .collect()
    }

    /// The first words.
    fn speak(&mut self, salon: &Salon, random: &mut Random, noise: Noise, phone: Option<Clue>) {
        let today = salon.today();
        let junk = |random: &mut Random| {
            let text = random.text(&[
                "null",
                "{{name}}",
                "N/A",
                "undefined",
                "unbekannt",
                "<UNKNOWN>",
                "-",
                "none",
                "",
            ]);
            random.chance(30).then(|| Clue::model(text))
        };
        let full = matches!(self.kind, Kind::UnknownRelative);
        self.clues.name =
            if random.chance(850) { Some(Clue::said(self.name(random, noise, full))) } else { junk(random) };
        self.clues.phone = phone;
        let unsignalled =
            matches!(self.kind, Kind::OtherPhone | Kind::Withheld | Kind::Abroad | Kind::Guesser);
        if unsignalled && random.chance(300) {
            self.clues.phone = self.number.clone().map(|n| {
                let said = speech::number(random, &n);
                Clue::said(noise.number(random, &said))
            });
        }
        let Belief { date, time, service, staff } = self.belief;
        self.clues.date = match date.filter(|_| random.chance(650)) {
            Some(date) if random.chance(300) => Some(Clue::model(speech::written_date(random, date))),
            Some(date) if random.chance(80) => {
                let said = speech::vague_date(random, date, today);
                Some(Clue::said(noise.phrase(random, &said)))
            }
            Some(date) => {
                let said = speech::date(random, date, today);
                Some(Clue::said(noise.phrase(random, &said)))
            }
            None => junk(random),
        };
        self.clues.time = match time.filter(|_| random.chance(500)) {
            Some(time) if random.chance(300) => {
                let mut moment = date.unwrap_or(today).and_time(time);
                if random.chance(40) {
                    // A model that thinks in UTC.
                    moment -= TimeDelta::hours(1);
                    self.errors += 1;
                }
                Some(Clue::model(speech::written_time(random, moment)))
            }
            Some(time) if random.chance(80) => {
                let said = speech::vague_time(random, time);
                Some(Clue::said(noise.phrase(random, &said)))
            }
            Some(time) => {
                let said = speech::time(random, time);
                Some(Clue::said(noise.phrase(random, &said)))
            }
            None => junk(random),
        };
        self.clues.service = match service.filter(|_| random.chance(550)) {
            Some(service) => Some(self.said_service(salon, random, noise, service)),
            None => junk(random),
        };
        self.clues.staff = match staff.filter(|_| random.chance(200)) {
            Some(staff) => {
                let said = said_staff(salon, random, staff);
                Some(Clue::said(noise.phrase(random, &said)))
            }
            None => junk(random),
        };
        if self.clues.call_id.is_none() {
            self.clues.call_id = match random.below(10) {
                0 => Some(Clue::model(random.text(&["call_001", "call_12345", "abc123", "call_xyz", "1"]))),
                1 => Some(Clue::signalled("call_001")),
                2..=4 => Some(Clue::signalled(format!("call_{:016x}{:016x}", random.bits(), random.bits()))),
                _ => None,
            };
        }
    }

    fn said_service(&self, salon: &Salon, random: &mut Random, noise: Noise, service: usize) -> Clue {
        let said = said_service(salon, random, service);
        if random.chance(200) { Clue::model(said) } else { Clue::said(noise.phrase(random, &said)) }
    }

    /// The name as it is heard; `full`: asked for both.
    pub fn name(&self, random: &mut Random, noise: Noise, full: bool) -> String {
        let (given, family) = (&self.given, &self.family);
        let man = ORIGINS.iter().any(|(_, o)| o.men.contains(&given.as_str()));
        let title = self.title.as_deref().unwrap_or(if man { "Herr" } else { "Frau" });
        let title = title.replace("Dr.", if random.chance(500) { "Doktor" } else { "Dr." });
        let form = if full {
            random.weighed(&[(90, 0), (6, 1), (4, 6)])
        } else {
            random.weighed(&[(62, 0), (6, 1), (14, 2), (7, 3), (6, 4), (3, 5), (2, 6)])
        };
        let said = match form {
            0 => format!("{given} {family}"),
            1 => format!("{family} {given}"),
            2 => family.clone(),
            3 => given.clone(),
            4 => format!("{title} {family}"),
            5 => format!("{title} {given} {family}"),
            _ => format!("{family}, {given}"),
        };
        noise.name(random, &said)
    }
}

/// A line of the table for which it holds.
fn some(salon: &Salon, random: &mut Random, fits: &dyn Fn(&Booking) -> bool) -> Option<usize> {
    let all: Vec<usize> = (0_usize..).zip(&salon.bookings).filter(|(_, b)| fits(b)).map(|(i, _)| i).collect();
    (!all.is_empty()).then(|| *random.pick(&all))
}

fn circle_of(salon: &Salon, circle: usize) -> Vec<usize> {
    (0_usize..).zip(&salon.people).filter(|(_, p)| p.circle == circle).map(|(i, _)| i).collect()
}

/// What somebody believes to have booked and has not, on a day when nobody of that number has anything.
fn phantom(salon: &Salon, random: &mut Random, number: &str) -> Facts {
    loop {
        let wall = salon.some_time(random);
        let taken = salon.bookings.iter().any(|b| {
            b.standing == Standing::Open
                && b.wall.date() == wall.date()
                && salon.people.get(b.person).is_some_and(|p| p.number == number)
        });
        if !taken {
            return Facts {
                wall,
                service: random.below(salon.trade.services.len()),
                staff: random.below(salon.trade.staff.len()),
            };
        }
    }
}

/// The number with another last digit, of nobody with that number.
fn beside(random: &mut Random, salon: &Salon, number: &str) -> String {
    let mut out = number.to_owned();
    let last = out.pop().and_then(|c| c.to_digit(10)).unwrap_or(0);
    let by = u32::try_from(random.between(1, 9)).unwrap_or(1);
    out.push_str(&((last + by) % 10).to_string());
    if salon.people.iter().any(|p| p.number == out) { invented_number(random) } else { out }
}

/// The service as callers say it.
pub fn said_service(salon: &Salon, random: &mut Random, service: usize) -> String {
    let Some((stored, others)) = salon.trade.services.get(service) else { return String::new() };
    if others.is_empty() || random.chance(450) { (*stored).to_owned() } else { random.text(others) }
}

/// The staff as callers say it.
pub fn said_staff(salon: &Salon, random: &mut Random, staff: usize) -> String {
    let Some((stored, others)) = salon.trade.staff.get(staff) else { return String::new() };
    if random.chance(300) { (*stored).to_owned() } else { random.text(others) }
}
