//! Values as Germans read them, beside the notation of a fixture.

use chrono::{Datelike as _, NaiveDate};

/// `2025-11-06T14:30 = …` as `Do 6.11.2025, 14:30 Uhr`; `None` where there is no date in it, or more than values.
pub(super) fn german(values: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = values;
    let mut dates = 0_usize;
    // The instant that stands behind a wall time says the same again.
    let instant =
        |text: &str| text.strip_prefix(" = ").map(|t| t.find('Z').map_or(t.len(), |z| z.saturating_add(1)));
    while let Some(c) = rest.chars().next() {
        // The parser would take a blank in front, and a day of one digit.
        let whole = |d: &&str| d.chars().all(|c| c.is_ascii_digit() || c == '-');
        let date = rest.get(..10).filter(whole).and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok());
        if let Some(date) = date {
            dates = dates.saturating_add(1);
            let weekday = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"];
            let weekday =
                weekday.get(usize::try_from(date.weekday().num_days_from_monday()).ok()?).copied()?;
            out.push_str(&format!("{weekday} {}.{}.{}", date.day(), date.month(), date.year()));
            rest = rest.get(10..).unwrap_or_default();
            if let Some(time) = rest.strip_prefix('T') {
                let length = time.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(time.len());
                out.push_str(&format!(", {} Uhr", time.get(..length)?));
                rest = time.get(length..).unwrap_or_default();
            }
            if let Some(length) = instant(rest) {
                rest = rest.get(length.saturating_add(3)..).unwrap_or_default();
            }
            continue;
        }
        if let Some(after) = rest.strip_prefix("..") {
            // The end of a stretch is not in it.
            out.push_str(if after.starts_with(|c: char| c.is_ascii_digit()) {
                " bis vor "
            } else {
                " bis …"
            });
            rest = after;
        } else if let Some(after) = rest.strip_prefix(" or ") {
            out.push_str(" oder ");
            rest = after;
        } else if matches!(c, ' ' | '|' | ',') || c.is_ascii_digit() || c == ':' {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        } else {
            return None;
        }
    }
    (dates > 0).then(|| out.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::german;

    #[test]
    fn dates_are_read_with_their_weekday() {
        for (values, read) in [
            ("2025-11-06", "Do 6.11.2025"),
            ("2025-11-06T14:30", "Do 6.11.2025, 14:30 Uhr"),
            ("2025-10-26T02:30 = 2025-10-26T00:30:00Z", "So 26.10.2025, 02:30 Uhr"),
            ("2025-11-07 | 2025-11-14 or 2025-11-10", "Fr 7.11.2025 | Fr 14.11.2025 oder Mo 10.11.2025"),
            ("2025-11-06..2025-11-08", "Do 6.11.2025 bis vor Sa 8.11.2025"),
            ("2025-11-06T15:00..", "Do 6.11.2025, 15:00 Uhr bis …"),
        ] {
            assert_eq!(german(values).as_deref(), Some(read));
        }
        for other in ["none", "14:30", "5400 s", "Am 2025-11-06 ist zu", "2025-11-31", "RRULE:FREQ=DAILY", ""]
        {
            assert_eq!(german(other), None, "{other}");
        }
    }
}
