//! A house with its customers and its table of appointments, and what is true of each.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use klartext::appointment::lookup::Unsignalled;
use klartext::appointment::{Appointment, AppointmentStatus, Stamp};
use klartext::{Context, OpeningHours};

use crate::people::{ORIGINS, SIBLINGS, TITLES, TRADES, Trade};
use crate::random::Random;

/// A customer.
#[derive(Clone, Debug)]
pub struct Person {
    /// As the booking system counts them.
    pub id: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// "Dr."
    pub title: Option<String>,
    /// Those who share numbers have one circle: families with grandmother, colleagues.
    pub circle: usize,
    /// The number that the person is booked under, E.164.
    pub number: String,
    /// How a call from there is signalled.
    pub signalled: String,
    /// The extension, where the number is a company line.
    pub extension: Option<String>,
}

impl Person {
    /// Given and family name.
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// Whether an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is ahead and stands.
    Open,
    /// It is over.
    Past,
    /// It was called off.
    Cancelled,
    /// Its status is a word that nobody knows.
    Odd,
}

/// What is true of the appointment in the same line of the table.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Whose.
    pub person: usize,
    /// On the clock of the wall, as the caller has it in mind.
    pub wall: NaiveDateTime,
    /// Out of [`Trade::services`].
    pub service: usize,
    /// Out of [`Trade::staff`].
    pub staff: usize,
    /// Whether it stands.
    pub standing: Standing,
    /// The table says `Z` to the time on the wall.
    pub mismarked: bool,
    /// Under whose number it is booked.
    pub under: usize,
}

/// How a table holds time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// `2025-11-06T15:00`
    Wall,
    /// `2025-11-06T14:00:00Z`
    Utc,
    /// `2025-11-06T15:00:00+01:00`
    Offset,
    /// Some in UTC, some as wall time.
    Mixed,
    /// `2025-11-06T15:00:00Z`, which is wrong.
    Mismarked,
    /// A third of it is wrong.
    PartlyMismarked,
}

/// A house.
#[derive(Debug)]
pub struct Salon {
    /// Clock, zone and hours.
    pub context: Context,
    /// What callers may do who show no number of the table.
    pub unsignalled: Unsignalled,
    /// What it offers.
    pub trade: &'static Trade,
    /// Its customers.
    pub people: Vec<Person>,
    /// What is true, line by line.
    pub bookings: Vec<Booking>,
    /// What is stored, line by line.
    pub table: Vec<Appointment>,
    /// How time is stored.
    pub storage: Storage,
    /// Where it shares a table with other houses: its name there.
    pub tenant: Option<String>,
    open_days: Vec<u32>,
    opens: u32,
    closes: u32,
}

/// A slot on the clock.
pub fn clock(minutes: u32) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(minutes.saturating_mul(60), 0).unwrap_or_default()
}

fn plus(date: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }.unwrap_or(date)
}

/// "030 23125107" as tables spell it. The subscriber is three digits behind 030 23125.
fn spelt(random: &mut Random, number: &str, extension: Option<&str>) -> String {
    let Some(own) = number.strip_prefix("+4930") else {
        let (head, tail) = number.split_at(number.len().min(3));
        return match random.below(3) {
            0 => number.to_owned(),
            1 => format!("{head} {tail}"),
            _ => format!("00{}{tail}", head.trim_start_matches('+')),
        };
    };
    if let Some(extension) = extension {
        let line = own.strip_suffix(extension).unwrap_or(own);
        return match random.below(3) {
            0 => format!("030 {line}-{extension}"),
            1 => format!("+49 30 {line}-{extension}"),
            _ => format!("030/{line}-{extension}"),
        };
    }
    let (a, b) = own.split_at(own.len().min(3));
    let (b, c) = b.split_at(b.len().min(2));
    match random.below(9) {
        0 | 1 => number.to_owned(),
        2 => format!("030{own}"),
        3 => format!("030/{own}"),
        4 => format!("(030) {a} {b} {c}"),
        5 => format!("004930{own}"),
        6 => format!("+49 (0)30 {own}"),
        7 => format!("0 30 - {a} {b} {c}"),
        _ => format!("030 {own}"),
    }
}

impl Salon {
    /// House number `number` of a seed, with 50 to `most` customers.
    pub fn new(seed: u64, number: u64, most: usize) -> Self {
        let random = &mut Random::new(seed ^ 0x0053_616c_6f6e, number);
        let zone = *random.pick(&[
            Tz::Europe__Berlin,
            Tz::Europe__Berlin,
            Tz::Europe__Berlin,
            Tz::Europe__Berlin,
            Tz::Europe__Vienna,
            Tz::Europe__Zurich,
        ]);
        let today = plus(NaiveDate::from_ymd_opt(2025, 1, 7).unwrap_or_default(), random.between(0, 1000));
        let now = today.and_time(clock(u32::try_from(random.between(8 * 60, 18 * 60)).unwrap_or(600)));
        let now = zone.from_local_datetime(&now).earliest().map_or_else(|| now.and_utc(), |d| d.to_utc());
        let open_days =
            random.pick(&[vec![1, 2, 3, 4, 5], vec![0, 1, 2, 3, 4], vec![0, 1, 2, 3, 4, 5]]).clone();
        let opens = *random.pick(&[8, 9, 9, 10]) * 60;
        let closes = *random.pick(&[17, 18, 18, 19, 20]) * 60;
        let mut context = Context::new(now, zone);
        if random.chance(600) {
            context.hours = hours(&open_days, opens, closes);
        }
        let storage = random.weighed(&[
            (35, Storage::Wall),
            (30, Storage::Utc),
            (15, Storage::Offset),
            (8, Storage::Mixed),
            (8, Storage::Mismarked),
            (4, Storage::PartlyMismarked),
        ]);
        let unsignalled = random.weighed(&[
            (85, Unsignalled::NameNumberAndDay),
            (10, Unsignalled::NameAndMoment),
            (5, Unsignalled::Refuse),
        ]);
        let mut salon = Self {
            context,
            unsignalled,
            trade: random.pick(TRADES),
            people: Vec::new(),
            bookings: Vec::new(),
            table: Vec::new(),
            storage,
            tenant: random.chance(200).then(|| format!("house-{number}")),
            open_days,
            opens,
            closes,
        };
        let wide = most.saturating_sub(50).saturating_add(1);
        // Small houses are more common than large ones.
        let customers = 50_usize.saturating_add(random.below(wide).min(random.below(wide)));
        salon.move_in(random, customers);
        salon.book(random);
        salon.write(random);
        salon
    }

    /// The date on the wall.
    pub fn today(&self) -> NaiveDate {
        self.context.today()
    }

    fn move_in(&mut self, random: &mut Random, customers: usize) {
        // 030 23125 000-799; those from 800 on are nobody's.
        let mut numbers: Vec<u32> = (0..800).collect();
        random.shuffle(&mut numbers);
        let mut numbers = numbers.into_iter();
        let mut circle = 0_usize;
        while self.people.len() < customers {
            let Some(number) = numbers.next() else { return };
            circle = circle.saturating_add(1);
            let origin = random.weighed(&ORIGINS.iter().map(|(w, o)| (*w, o)).collect::<Vec<_>>());
            let family = random.text(origin.families);
            let number = if random.chance(40) {
                // 555-0100 to 0199 are kept for fiction in every American area.
                let area = random.pick(&[202, 212, 312, 415, 617, 713]);
                format!("+1{area}5550{:03}", 100 + random.below(100))
            } else {
                format!("+493023125{number:03}")
            };
            if self.people.iter().any(|p| p.number == number) {
                continue;
            }
            let given = |random: &mut Random| {
                let names = if random.chance(550) { origin.women } else { origin.men };
                random.text(names)
            };
            match random.below(1000) {
                0..=30 => self.company(random, &number, circle),
                31..=399 => {
                    let start = self.people.len();
                    self.household(random, &given, &family, &number, circle);
                    if self.people.len() > start.saturating_add(1)
                        && random.chance(120)
                        && let Some(other) = numbers.next()
                    {
                        let (name, her) = (given(random), format!("+493023125{other:03}"));
                        self.person(random, name, &family, &her, circle);
                    }
                }
                400..=439 if !self.people.is_empty() => {
                    // A namesake.
                    let other = random.pick(&self.people).clone();
                    self.person(random, other.given, &other.family, &number, circle);
                }
                _ => {
                    let name = given(random);
                    self.person(random, name, &family, &number, circle);
                }
            }
        }
    }

    fn person(&mut self, random: &mut Random, given: String, family: &str, number: &str, circle: usize) {
        let title = random.chance(40).then(|| random.text(TITLES));
        self.people.push(Person {
            id: format!("c{}", self.people.len().saturating_add(1)),
            given,
            family: family.to_owned(),
            title,
            circle,
            number: number.to_owned(),
            signalled: number.to_owned(),
            extension: None,
        });
    }

    fn household(
        &mut self,
        random: &mut Random,
        given: &dyn Fn(&mut Random) -> String,
        family: &str,
        number: &str,
        circle: usize,
    ) {
        let size = usize::try_from(random.between(2, 5)).unwrap_or(2);
        let mut names: Vec<String> = Vec::new();
        if random.chance(400) {
            names.extend(random.pick(SIBLINGS).iter().map(|n| (*n).to_owned()));
        }
        while names.len() < size {
            let name = given(random);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // Father and son.
        if random.chance(60)
            && let [first, .., last] = names.as_mut_slice()
        {
            last.clone_from(first);
        }
        let other_name = random.chance(120).then(|| {
            let origin = random.pick(ORIGINS);
            random.text(origin.1.families)
        });
        for (i, name) in names.into_iter().enumerate() {
            let family = if i == 1 { other_name.as_deref().unwrap_or(family) } else { family };
            self.person(random, name, family, number, circle);
        }
    }

    /// Colleagues on one line, each with an extension.
    fn company(&mut self, random: &mut Random, number: &str, circle: usize) {
        let base = if number.starts_with("+4930") { number.to_owned() } else { return };
        let shown = random.chance(600);
        for i in 0..random.between(2, 6) {
            let origin = &random.pick(ORIGINS).1;
            let names = if random.chance(500) { origin.women } else { origin.men };
            let given = random.text(names);
            let family = random.text(origin.families);
            let extension = format!("{}", 11 + i);
            let own = format!("{base}{extension}");
            self.person(random, given, &family, &own, circle);
            if let Some(person) = self.people.last_mut() {
                // Some switchboards show the extension, others the line.
                person.signalled = if shown { own } else { format!("{base}0") };
                person.extension = Some(extension);
            }
        }
    }

    /// A time at which the house is open, so many days from now.
    pub fn slot(&self, random: &mut Random, days: i64) -> NaiveDateTime {
        let mut date = plus(self.today(), days);
        while !self.open_days.contains(&date.weekday().num_days_from_monday()) {
            date = plus(date, if days < 0 { -1 } else { 1 });
        }
        let hours = self.closes.saturating_sub(self.opens).div_euclid(60);
        let hour = u32::try_from(random.below(usize::try_from(hours).unwrap_or(8))).unwrap_or(0);
        let minute = random.weighed(&[(45, 0), (30, 30), (12, 15), (13, 45)]);
        date.and_time(clock(self.opens.saturating_add(hour.saturating_mul(60)).saturating_add(minute)))
    }

    fn ahead(&self, random: &mut Random) -> NaiveDateTime {
        loop {
            let days = random.between(0, 60).min(random.between(0, 60));
            let slot = self.slot(random, days);
            if slot > self.context.local_now() + TimeDelta::minutes(30) {
                return slot;
            }
        }
    }

    /// When somebody who means an appointment that there is not believes that it is.
    pub fn some_time(&self, random: &mut Random) -> NaiveDateTime {
        self.ahead(random)
    }

    fn put(&mut self, person: usize, wall: NaiveDateTime, service: usize, staff: usize, standing: Standing) {
        let taken = self.bookings.iter().any(|b| b.person == person && b.wall == wall);
        if !taken {
            self.bookings.push(Booking {
                person,
                wall,
                service,
                staff,
                standing,
                mismarked: false,
                under: person,
            });
        }
    }

    fn book(&mut self, random: &mut Random) {
        let (services, staff) = (self.trade.services.len(), self.trade.staff.len());
        for person in 0..self.people.len() {
            let ahead = random.weighed(&[(28, 0), (42, 1), (18, 2), (8, 3), (4, 4)]);
            let (service, with) = (random.below(services), random.below(staff));
            let first = self.ahead(random);
            let mut last = first;
            for i in 0..ahead {
                let (mut service, mut with) = (service, with);
                let wall = match random.below(10) {
                    _ if i == 0 => first,
                    // The same time on another day, as of those who come every week.
                    0..=3 => last + TimeDelta::days(7 * random.between(1, 3)),
                    // One after the other.
                    4 => {
                        service = random.below(services);
                        last + TimeDelta::minutes(*random.pick(&[30, 45, 60]))
                    }
                    _ => {
                        (service, with) = (random.below(services), random.below(staff));
                        self.ahead(random)
                    }
                };
                self.put(person, wall, service, with, Standing::Open);
                last = wall;
            }
            for _ in 0..random.below(4) {
                let days = random.between(-60, -1);
                let wall = self.slot(random, days);
                self.put(person, wall, random.below(services), with, Standing::Past);
            }
            if random.chance(180) {
                let wall = self.ahead(random);
                let standing = if random.chance(800) { Standing::Cancelled } else { Standing::Odd };
                self.put(person, wall, random.below(services), random.below(staff), standing);
            }
        }
        self.together(random);
    }

    /// Brothers and sisters who come at the same time or one after the other, and the child booked at the grandmother's.
    fn together(&mut self, random: &mut Random) {
        for at in 1..self.people.len() {
            let (Some(a), Some(b)) = (self.people.get(at - 1), self.people.get(at)) else { continue };
            if a.circle != b.circle || a.extension.is_some() {
                continue;
            }
            let shared = a.number == b.number;
            if shared && random.chance(250) {
                let theirs =
                    self.bookings.iter().find(|k| k.person == at - 1 && k.standing == Standing::Open);
                let Some(theirs) = theirs.cloned() else { continue };
                let later = if random.chance(600) { 0 } else { 30 };
                let staff =
                    if later == 0 { (theirs.staff + 1) % self.trade.staff.len() } else { theirs.staff };
                let service =
                    if random.chance(700) { theirs.service } else { random.below(self.trade.services.len()) };
                self.put(at, theirs.wall + TimeDelta::minutes(later), service, staff, Standing::Open);
            } else if !shared {
                // `b` is the grandmother.
                if let Some(booking) = self.bookings.iter_mut().find(|k| k.person == at - 1) {
                    booking.under = at;
                }
            }
        }
    }

    fn write(&mut self, random: &mut Random) {
        let zone = self.context.zone;
        let with_customers = random.chance(850);
        random.shuffle(&mut self.bookings);
        for (i, booking) in self.bookings.iter_mut().enumerate() {
            let storage = match self.storage {
                Storage::Mixed => *random.pick(&[Storage::Wall, Storage::Utc]),
                Storage::PartlyMismarked if random.chance(333) => Storage::Mismarked,
                Storage::PartlyMismarked => Storage::Utc,
                storage => storage,
            };
            let instant = zone.from_local_datetime(&booking.wall).earliest();
            let text = match storage {
                Storage::Mismarked => format!("{}Z", booking.wall.format("%Y-%m-%dT%H:%M:%S")),
                Storage::Utc => instant.map_or_else(String::new, |d| rfc(d.to_utc())),
                Storage::Offset => instant.map_or_else(String::new, |d| d.to_rfc3339()),
                _ => booking.wall.format("%Y-%m-%dT%H:%M").to_string(),
            };
            booking.mismarked = storage == Storage::Mismarked;
            let Ok(start) = Stamp::parse(&text, zone) else { std::process::abort() };
            let mut row = Appointment::new(format!("a{i}"), start);
            let Some(person) = self.people.get(booking.person) else { continue };
            let Some(under) = self.people.get(booking.under) else { continue };
            row.tenant.clone_from(&self.tenant);
            row.customer_id = with_customers.then(|| person.id.clone());
            let title = person.title.as_deref().map(|t| format!("{t} ")).unwrap_or_default();
            row.name = Some(if random.chance(60) {
                format!("{}, {}", person.family, person.given)
            } else {
                format!("{title}{}", person.full())
            });
            row.phone = Some(spelt(random, &under.number, under.extension.as_deref()));
            row.service = self.trade.services.get(booking.service).map(|s| s.0.to_owned());
            row.staff = random
                .chance(900)
                .then(|| self.trade.staff.get(booking.staff))
                .flatten()
                .map(|s| s.0.to_owned());
            row.call_id =
                random.chance(500).then(|| format!("call_{:016x}{:016x}", random.bits(), random.bits()));
            row.status = match booking.standing {
                Standing::Open => {
                    AppointmentStatus::of(&random.text(&["", "confirmed", "booked", "bestätigt"]))
                }
                Standing::Past => AppointmentStatus::of(&random.text(&[
                    "completed",
                    "no-show",
                    "confirmed",
                    "",
                    "erledigt",
                ])),
                Standing::Cancelled => {
                    AppointmentStatus::of(&random.text(&["cancelled", "storniert", "abgesagt"]))
                }
                Standing::Odd => {
                    AppointmentStatus::of(&random.text(&["vielleicht", "in Klärung", "waitlist?"]))
                }
            };
            self.table.push(row);
        }
    }
}

fn rfc(instant: DateTime<Utc>) -> String {
    instant.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn hours(days: &[u32], opens: u32, closes: u32) -> Option<OpeningHours> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let stretch = format!("{}-{}", clock(opens).format("%H:%M"), clock(closes).format("%H:%M"));
    let mut week = serde_json::Map::new();
    for day in days {
        if let Some(name) = usize::try_from(*day).ok().and_then(|d| NAMES.get(d)) {
            week.insert((*name).to_owned(), serde_json::json!([stretch]));
        }
    }
    serde_json::from_value(week.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_has_all_that_makes_it_hard() {
        let (mut shared, mut namesakes, mut twins, mut grandmothers, mut wrong) = (0, 0, 0, 0, 0);
        for number in 0..60 {
            let salon = Salon::new(1, number, 500);
            assert!((50..=505).contains(&salon.people.len()));
            assert_eq!(salon.bookings.len(), salon.table.len());
            for (booking, row) in salon.bookings.iter().zip(&salon.table) {
                assert_eq!(booking.mismarked, row.start.wall(salon.context.zone) != booking.wall);
                let ahead = booking.wall > salon.context.local_now();
                assert_eq!(ahead, booking.standing != Standing::Past);
                wrong += usize::from(booking.mismarked);
                grandmothers += usize::from(booking.under != booking.person);
                twins += salon
                    .bookings
                    .iter()
                    .filter(|b| b.wall == booking.wall && b.person != booking.person)
                    .filter(|b| salon.people[b.person].number == salon.people[booking.person].number)
                    .count();
            }
            for (i, person) in salon.people.iter().enumerate() {
                let others = salon.people.iter().skip(i + 1);
                shared += others.clone().filter(|o| o.number == person.number).count();
                namesakes +=
                    others.filter(|o| o.full() == person.full() && o.number != person.number).count();
            }
        }
        assert!(
            shared > 100 && namesakes > 20 && twins > 50 && grandmothers > 10 && wrong > 50,
            "{shared} {namesakes} {twins} {grandmothers} {wrong}"
        );
    }
}
