//! Promises about bookable times, several bookings and booking confirmation, over made-up shops, clocks and answers.

use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use klartext::appointment::confirm::{Order, Step, Verdict, Wanted, confirm};
use klartext::appointment::several::Wish;
use klartext::appointment::{
    Bookability, Booking, Outside, Reason, Request, SlotsFrom, bookable, hours::Place, several,
};
use klartext::hours::Stretch;
use klartext::temporal::Moment;
use klartext::temporal::zone::on_the_wall;
use klartext::{Context, OpeningHours};
use proptest::prelude::*;

/// Three hundred days around both changes of the clock, in minutes.
const SPAN: i64 = 300 * 1440;

fn day() -> impl Strategy<Value = Vec<Stretch>> {
    let stretch = (0_u16..=1439, 1_u16..=900)
        .prop_map(|(opens, length)| Stretch::new(opens, opens.saturating_add(length).min(1440)));
    let usual = Just(vec![Stretch::new(540, 750), Stretch::new(810, 1080)]);
    prop_oneof![
        3 => usual,
        1 => Just(Vec::new()),
        1 => Just(vec![Some(Stretch::WHOLE_DAY)]),
        3 => prop::collection::vec(stretch, 0..3),
    ]
    .prop_map(|day| day.into_iter().flatten().collect())
}

fn hours() -> impl Strategy<Value = OpeningHours> {
    let exception = (0_u64..300, day()).prop_map(|(after, day)| {
        let from = NaiveDate::from_ymd_opt(2025, 10, 1).unwrap_or_default();
        (from + chrono::Days::new(after), day)
    });
    let week = prop::collection::vec(day(), 7);
    let region = prop_oneof![Just(None), Just("DE-BY".parse().ok())];
    (week, prop::collection::btree_map(0_u64..9, exception, 0..3), region).prop_map(
        |(week, exceptions, region)| {
            let mut week = week.into_iter();
            let mut next = || week.next().unwrap_or_default();
            OpeningHours {
                mon: next(),
                tue: next(),
                wed: next(),
                thu: next(),
                fri: next(),
                sat: next(),
                sun: next(),
                exceptions: exceptions.into_values().collect(),
                region,
            }
        },
    )
}

fn booking() -> impl Strategy<Value = Booking> {
    let slot = prop_oneof![
        Just(None),
        prop::sample::select(vec![5_u16, 15, 20, 30, 45, 60, 90]).prop_map(NonZeroU16::new)
    ];
    let from = prop_oneof![Just(SlotsFrom::Opening), Just(SlotsFrom::Hour)];
    let horizon = prop_oneof![Just(None), (0_u32..40).prop_map(Some)];
    let apart = prop_oneof![Just(0_u32), 1_u32..300];
    (slot, from, horizon, prop::sample::select(vec![0_u32, 0, 30, 120, 3000]), 0_u8..6, apart).prop_map(
        |(slot_minutes, slots_from, horizon_days, lead_minutes, choices, apart_minutes)| Booking {
            slot_minutes,
            slots_from,
            horizon_days,
            lead_minutes,
            choices,
            apart_minutes,
            ..Booking::default()
        },
    )
}

fn instant(minute: i64) -> DateTime<Utc> {
    // 2025-10-01T00:00Z
    DateTime::from_timestamp(1_759_276_800 + minute * 60, 0).unwrap_or_default()
}

/// A shop, a clock, and a wish at most two weeks from it, often near a change of the clock.
fn asked() -> impl Strategy<Value = (Context, Booking, DateTime<Utc>, u32)> {
    let zone = prop::sample::select(vec![
        chrono_tz::Europe::Berlin,
        chrono_tz::Australia::Lord_Howe,
        chrono_tz::UTC,
        chrono_tz::America::New_York,
    ]);
    // 25 days after 1 October the clocks of Berlin go back, 179 days after it forward.
    let now = prop_oneof![3 => 0..SPAN, 2 => 23_i64 * 1440..25 * 1440, 2 => 177_i64 * 1440..179 * 1440];
    let minutes = prop::sample::select(vec![0_u32, 15, 30, 45, 60, 90, 180, 300, 600]);
    let known = prop_oneof![9 => hours().prop_map(Some), 1 => Just(None)];
    (known, zone, now, -300_i64..20_000, minutes, booking()).prop_map(
        |(hours, zone, now, ahead, minutes, booking)| {
            let mut context = Context::new(instant(now), zone);
            context.hours = hours;
            (context, booking, instant(now + ahead), minutes)
        },
    )
}

fn at(moment: &Moment, minutes: u32) -> Request {
    Request::from(*moment).lasting(minutes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_offered_can_be_booked((context, booking, when, minutes) in asked()) {
        let asked = on_the_wall(when, context.zone);
        for request in [at(&asked, minutes), Request::from(asked.local).lasting(minutes)] {
            let answer = bookable(&request, &booking, &context);
            let offered: Vec<Moment> = answer.choices.iter().chain(&answer.instead).copied().collect();
            for offer in &offered {
                let again = bookable(&at(offer, minutes), &booking, &context);
                prop_assert_eq!(again.status, Bookability::Bookable, "{:?} of {:?}", offer, answer);
                prop_assert_eq!(again.start.map(|m| m.utc), Some(offer.utc));
            }
            let twice = matches!(answer.reason, Some(Reason::Twice { .. }));
            prop_assert!(twice || answer.choices.len() <= usize::from(booking.choices));
            let gap = TimeDelta::minutes(i64::from(booking.apart_minutes.max(1)));
            for pair in answer.choices.windows(2) {
                prop_assert!(twice || pair[1].utc - pair[0].utc >= gap, "{:?}", answer.choices);
            }
            if booking.choices > 0 && let Some(instead) = answer.instead {
                prop_assert!(answer.choices.iter().any(|c| c.utc == instead.utc), "{:?}", answer);
            }
        }
    }

    #[test]
    fn adjusting_is_idempotent_and_never_silent((context, booking, when, minutes) in asked()) {
        let booking = Booking { outside_hours: Outside::Adjust, ..booking };
        let asked = on_the_wall(when, context.zone);
        let once = bookable(&at(&asked, minutes), &booking, &context);
        let Some(taken) = once.start else { return Ok(()) };
        if taken.utc != asked.utc {
            prop_assert!(once.status == Bookability::Adjusted && once.findings.iter().any(|f| f.code() == "adjusted"));
            prop_assert!(once.findings.len() >= 2, "the reason is told too: {:?}", once.findings);
        }
        let again = bookable(&at(&taken, minutes), &booking, &context);
        prop_assert_eq!((again.status, again.start), (Bookability::Bookable, Some(taken)));
        prop_assert!(again.findings.is_empty() && again.choices.is_empty());
    }

    #[test]
    fn a_booking_lies_in_opening_hours_from_its_first_minute_to_its_last((context, booking, when, minutes) in asked()) {
        let asked = on_the_wall(when, context.zone);
        let answer = bookable(&at(&asked, minutes), &booking, &context);
        let (Some(start), Some(hours)) = (answer.start.or(answer.instead), &context.hours) else { return Ok(()) };
        for minute in 0..i64::from(minutes.max(1)) {
            let wall = on_the_wall(start.utc + TimeDelta::minutes(minute), context.zone).local;
            // A shop that opened in the hour that the clock shows twice does not close when the clock goes back.
            let again = wall < start.local;
            prop_assert!(again || hours.is_open(wall), "closed at {} in {:?} + {} min", wall, start.local, minutes);
        }
        prop_assert!(start.utc > context.now);
        prop_assert!(start.utc >= context.now + TimeDelta::minutes(i64::from(booking.lead_minutes)));
        let ahead = (start.local.date() - context.today()).num_days();
        prop_assert!(booking.horizon_days.is_none_or(|days| ahead <= i64::from(days)));
    }

    #[test]
    fn where_the_next_start_is_proposed_there_is_none_before_it((context, booking, when, minutes) in asked()) {
        let asked = on_the_wall(when, context.zone);
        let answer = bookable(&at(&asked, minutes), &booking, &context);
        let next = matches!(
            answer.reason,
            Some(Reason::TooSoon
                | Reason::Closed(Place::BeforeOpening { .. } | Place::Break { .. } | Place::AfterClosing { .. }))
        );
        let (true, Some(instead)) = (next, answer.instead) else { return Ok(()) };
        let between = (instead.utc - asked.utc).num_minutes().min(240);
        let booking = Booking { choices: 0, ..booking };
        for minute in 0..between {
            let earlier = on_the_wall(asked.utc + TimeDelta::minutes(minute), context.zone);
            let quarter = booking.slot_minutes.is_some() || chrono::Timelike::minute(&earlier.local).is_multiple_of(15);
            // A time that comes twice is proposed once.
            let once = klartext::temporal::zone::localise(earlier.local, context.zone);
            if !quarter || !matches!(once, klartext::temporal::zone::Localised::Unambiguous(_)) {
                continue;
            }
            let status = bookable(&at(&earlier, minutes), &booking, &context).status;
            prop_assert_ne!(status, Bookability::Bookable, "{} comes before {}", earlier.local, instead.local);
        }
    }

    #[test]
    fn the_order_of_wishes_does_not_matter(
        (context, booking, when, minutes) in asked(),
        wishes in prop::collection::vec((0_i64..400, 0_usize..3, 0_usize..3, 0_usize..3), 1..5),
    ) {
        let name = |n: usize, names: [&str; 2]| names.get(n).map(|n| (*n).to_owned());
        let make = |(after, service, person, staff): &(i64, usize, usize, usize)| Wish {
            request: at(&on_the_wall(when + TimeDelta::minutes(*after), context.zone), minutes),
            service: name(*service, ["Färben", "Schneiden"]),
            person: name(*person, ["Lena", "Jonas"]),
            staff: name(*staff, ["Anna", "Birgit"]),
        };
        let there: Vec<Wish> = wishes.iter().map(make).collect();
        let back: Vec<Wish> = wishes.iter().rev().map(make).collect();
        let (there, back) = (several(&there, Some(3), &booking, &context), several(&back, Some(3), &booking, &context));
        let mut turned = back.answers.clone();
        turned.reverse();
        prop_assert_eq!(&there.answers, &turned);
        prop_assert_eq!(there.status(), back.status());
        let codes = |s: &several::Several| {
            let mut codes: Vec<String> = s.findings.iter().map(|f| f.code().to_owned()).collect();
            codes.sort();
            codes
        };
        prop_assert_eq!(codes(&there), codes(&back));
    }

    #[test]
    fn no_other_instant_is_ever_accepted(
        wanted in prop::collection::vec(0_i64..600, 1..4),
        booked in prop::collection::vec((0_i64..600, 0_usize..6, -100_i64..100), 0..4),
        forms in prop::collection::vec(0_usize..4, 4),
        turn in any::<bool>(),
    ) {
        let zone = chrono_tz::Europe::Berlin;
        let context = Context::new(instant(50_000), zone);
        // In quarters of an hour, so that some agree.
        let quarter = |n: i64| instant(51_000 + n / 20 * 15);
        let mut order = Order::new(Wanted::at(quarter(0)), context.now);
        order.wanted = wanted.iter().map(|n| Wanted::at(quarter(*n))).collect();
        let mut answers: Vec<serde_json::Value> = booked
            .iter()
            .zip(&forms)
            .enumerate()
            .map(|(i, ((n, of, created), form))| {
                let utc = if *of < 3 { wanted.get(*of).map_or(quarter(*n), |w| quarter(*w)) } else { quarter(*n) };
                let wall = utc.with_timezone(&zone).naive_local();
                let start = match form {
                    0 => klartext::wire::instant(utc),
                    1 => utc.with_timezone(&zone).to_rfc3339(),
                    2 => klartext::wire::local(wall),
                    // The mistake that tables are known for.
                    _ => format!("{}:00Z", klartext::wire::local(wall)),
                };
                let created = klartext::wire::instant(context.now + TimeDelta::seconds(*created));
                serde_json::json!({"uid": format!("b{i}"), "start": start, "createdAt": created})
            })
            .collect();
        let decision = confirm(&order, Some(&answers.clone().into()), &[], &context);
        for step in &decision.steps {
            let Step::Accept { wanted: at, booking } = step else { continue };
            let at = wanted.get(*at).map(|n| quarter(*n));
            let number = booking.as_deref().and_then(|b| b.strip_prefix('b')).and_then(|n| n.parse::<usize>().ok());
            let text = number.and_then(|n| answers.get(n)).and_then(|a| a["start"].as_str()).unwrap_or_default();
            let read = klartext::wire::clock(text, zone).ok();
            prop_assert_eq!(read, at, "accepted {}", text);
        }
        let answered = (0..wanted.len()).all(|n| {
            let of = |s: &&Step| match s {
                Step::Accept { wanted, .. } | Step::Retry { wanted, .. } => *wanted == n,
                Step::Cancel { wanted, .. } | Step::HandToPerson { wanted, .. } => *wanted == Some(n),
                _ => false,
            };
            decision.steps.iter().filter(of).count() == 1
        });
        prop_assert!(answered, "one step for each appointment: {:?}", decision.steps);
        if decision.verdict() == Verdict::Accept {
            prop_assert_eq!(decision.accepted.len(), wanted.len());
        }
        if turn {
            answers.reverse();
        } else {
            let by = usize::from(!answers.is_empty());
            answers.rotate_left(by);
        }
        prop_assert_eq!(confirm(&order, Some(&answers.into()), &[], &context), decision);
    }
}
