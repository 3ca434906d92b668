//! Lengths of time.

use crate::number::cardinal;

const WEEK: u64 = 604_800;
const DAY: u64 = 86_400;
const HOUR: u64 = 3600;

/// "eine halbe Stunde", "zweieinhalb Tage", "eine Stunde und zwanzig Minuten"
pub(super) fn say(seconds: i64) -> String {
    let length = positive(seconds.unsigned_abs());
    if seconds < 0 { format!("minus {length}") } else { length }
}

fn positive(seconds: u64) -> String {
    match seconds {
        0 => return "null Minuten".to_owned(),
        900 => return "eine Viertelstunde".to_owned(),
        1800 => return "eine halbe Stunde".to_owned(),
        2700 => return "eine Dreiviertelstunde".to_owned(),
        _ => {}
    }
    if seconds.is_multiple_of(WEEK) {
        return counted(seconds / WEEK, "eine Woche", "Wochen");
    }
    for (unit, name) in [(DAY, "Tage"), (HOUR, "Stunden")] {
        let halves = seconds.checked_div(unit / 2).unwrap_or(0);
        // Beyond a dozen one counts: "zwölfeinhalb Stunden", but "zwanzig Stunden und dreißig Minuten".
        if seconds.is_multiple_of(unit / 2) && halves % 2 == 1 && (3..=25).contains(&halves) {
            let whole = match halves / 2 {
                1 => "ein".to_owned(),
                n => number(n),
            };
            return format!("{whole}einhalb {name}");
        }
    }
    let mut rest = seconds;
    let mut parts: Vec<String> = Vec::new();
    for (size, one, many) in [
        (DAY, "ein Tag", "Tage"),
        (HOUR, "eine Stunde", "Stunden"),
        (60, "eine Minute", "Minuten"),
        (1, "eine Sekunde", "Sekunden"),
    ] {
        let n = rest.checked_div(size).unwrap_or(0);
        rest = rest.checked_rem(size).unwrap_or(0);
        if n > 0 {
            parts.push(counted(n, one, many));
        }
    }
    super::list(&parts, "und")
}

fn counted(n: u64, one: &str, many: &str) -> String {
    if n == 1 { one.to_owned() } else { format!("{} {many}", number(n)) }
}

fn number(n: u64) -> String {
    u32::try_from(n).map_or_else(|_| n.to_string(), cardinal)
}
