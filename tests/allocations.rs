//! A phrase with one reading asks nothing of the heap but the lists of the result itself.
#![allow(unsafe_code, clippy::unwrap_used, reason = "an allocator that counts; a test may fail")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use klartext::phone::{Source, normalise};
use klartext::temporal::{self, Status};
use klartext::{Context, Finding};

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

fn counted() {
    // A thread that ends may still free and allocate; that is nobody's phrase.
    let _ = CALLS.try_with(|calls| calls.set(calls.get().saturating_add(1)));
}

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        counted();
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        counted();
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Wednesday, 2025-11-05, 10:00 in Berlin.
fn context() -> Context {
    Context::new("2025-11-05T09:00:00Z".parse().unwrap(), chrono_tz::Europe::Berlin)
}

fn calls<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = CALLS.get();
    let made = work();
    (made, CALLS.get().saturating_sub(before))
}

#[test]
fn a_phrase_with_one_reading_allocates_its_result_and_nothing_else() {
    let context = context();
    for phrase in [
        "morgen",
        "übermorgen um 14 Uhr bitte",
        "um halb drei nachmittags",
        "14:30",
        "am 20. November um 14 Uhr 30",
        "Donnerstag, den 13. November, um neun Uhr vormittags",
        "nächste Woche Montag um sechzehn Uhr",
        "von 14 bis 16 Uhr",
        "vom 10. bis zum 14. November",
        "morgen ab 15 Uhr",
        "alles außer Montag",
        "jeden zweiten Dienstag",
        "anderthalb Stunden",
        "KW 48",
        "Heiligabend",
        "morgen, äh nein, übermorgen",
        "ich hätte gern, wenn es irgendwie geht, morgen um vierzehn Uhr einen Termin zum Haareschneiden",
        "einen Herrenhaarschnitt bitte",
        "",
    ] {
        let (resolution, used) = calls(|| temporal::resolve(phrase, &context));
        let resolution = resolution.unwrap();
        let lists =
            usize::from(!resolution.readings.is_empty()) + usize::from(!resolution.findings.is_empty());
        // A finding has its data in a list of its own.
        let data: usize =
            resolution.findings.iter().map(|f: &Finding| usize::from(!f.data().is_empty())).sum();
        assert_ne!(resolution.status, Status::Ambiguous, "{phrase}: {resolution:?}");
        assert!(resolution.readings.len() <= 1, "{phrase}: {resolution:?}");
        assert_eq!(used, lists + data, "{phrase}: {resolution:?}");
    }
}

#[test]
fn the_allocator_counts() {
    let (list, used) = calls(|| vec![1_u8; 100]);
    assert_eq!((list.len(), used), (100, 1));
}

#[test]
fn a_telephone_number_without_a_finding_allocates_nothing() {
    for (source, text) in [
        (Source::CallerId, "+493023125042"),
        (Source::Typed, "030 231 25-042"),
        (Source::Typed, "030/23125042"),
        (Source::Typed, "(030) 23125042"),
        (Source::Typed, "+43 1 234567890"),
        (Source::Spoken, "null drei null zwei drei eins zwei fünf null vier zwo"),
        (Source::Spoken, "meine Nummer ist null dreißig dreiundzwanzig zwölf fünfzig zweiundvierzig"),
    ] {
        let (outcome, made) = calls(|| normalise(text, source, "DE"));
        assert!(outcome.valid().is_some() && outcome.findings.is_empty(), "{text}");
        assert_eq!(made, 0, "{text}");
    }
}
