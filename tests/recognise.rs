//! Matching and recognising: symmetric, and no matter in which order.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use klartext::phone::{Consent, Customer, Directory, Match, Recognised, Source, matches, normalise};
use proptest::prelude::*;

/// Numbers in spellings that meet often, and what is none.
fn spelling() -> impl Strategy<Value = String> {
    let number = (0..4_u32, 0..10_usize).prop_map(|(n, layout)| {
        let b = format!("2312500{n}");
        match layout {
            0 => format!("030 {b}"),
            1 => format!("+49 30 {b}"),
            2 => format!("004930{b}"),
            3 => format!("4930{b}"),
            4 => format!("030 23125-00{n}"),
            5 => format!("030 2312500-{n}"),
            6 => format!("030 {b} App. {n}"),
            7 => format!("030 {b} / 030 2312500{}", (n + 1) % 4),
            8 => format!("030 23125-0, DW 0{n}"),
            _ => format!("+43 30 {b}"),
        }
    });
    prop_oneof![8 => number, 1 => Just("anonymous".to_owned()), 1 => any::<String>()]
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![Just(Source::Typed), Just(Source::CallerId), Just(Source::Spoken)]
}

proptest! {
    #[test]
    fn matching_is_symmetric(a in spelling(), b in spelling(), s in source(), t in source(), r in "(DE|AT|CH|XX)") {
        let (x, y) = ((a.as_str(), s, r.as_str()), (b.as_str(), t, "DE"));
        prop_assert_eq!(matches(x, y), matches(y, x));
        let (n, m) = (normalise(&a, s, &r), normalise(&b, t, "DE"));
        prop_assert_eq!(matches(&n, &m), matches(&m, &n));
        if let (Some(n), true) = (n.number(), n.others.is_empty()) {
            prop_assert_eq!(matches(n, n), Match::Exact);
        }
    }

    #[test]
    fn the_order_of_customers_never_matters(
        phones in prop::collection::vec((0..6_u32, spelling()), 0..8),
        caller in spelling(),
        turn in 0..8_usize,
    ) {
        let caller = normalise(&caller, Source::CallerId, "DE");
        let customers: Vec<_> = phones.iter().map(|(id, phone)| Customer::new(*id, phone)).collect();
        let mut turned = customers.clone();
        turned.rotate_left(turn.min(customers.len()));
        let (one, other) = (Directory::new(customers.clone()), Directory::new(turned.into_iter().rev()));
        let found = one.recognise(&caller, Consent::Given);
        prop_assert_eq!(&found, &other.recognise(&caller, Consent::Given));
        // A known customer has that very number, and nobody else has it.
        if let Recognised::Known { customer } = found.who {
            for c in customers {
                let kind = matches(&caller, (c.phone, Source::Typed, "DE"));
                prop_assert!(c.id == customer || !matches!(kind, Match::Exact), "{} too", c.id);
            }
        }
        prop_assert_eq!(one.recognise(&caller, Consent::NotGiven).who, Recognised::NoConsent);
    }
}
