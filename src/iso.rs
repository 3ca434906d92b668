//! Dates and times as programs write them (ISO 8601): `2025-11-06`, `14:30`, `2025-11-06T14:30`.
//!
//! One notation for every edge. chrono's `parse_from_str` would need a list of formats at each of them, carries its whole
//! language of formats into a small module, and takes `2025-1-6` and ` 14: 5`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

/// `2025-11-06`; a year beyond four digits has its sign, as chrono writes it: `+12025-11-06`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => (0, text),
    };
    let (year, rest) = unsigned.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year = match sign {
        0 => i32::try_from(digits(year, 4, 4)?).ok()?,
        // chrono's years have no more.
        sign => i32::try_from(digits(year, 4, 6)?).ok()?.checked_mul(sign)?,
    };
    NaiveDate::from_ymd_opt(year, digits(month, 2, 2)?, digits(day, 2, 2)?)
}

/// `14:30`, `9:30`, `14:30:05`, `14:30:05.250`
pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    let (hour, rest) = text.split_once(':')?;
    let (minute, second, nano) = match rest.split_once(':') {
        None => (rest, 0, 0),
        Some((minute, rest)) => {
            let (second, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
            // Nanoseconds have nine digits; what is finer is none of ours.
            let weight = 10_u32.checked_pow(9_u32.checked_sub(u32::try_from(fraction.len()).ok()?)?)?;
            (minute, digits(second, 2, 2)?, digits(fraction, 1, 9)?.checked_mul(weight)?)
        }
    };
    NaiveTime::from_hms_nano_opt(digits(hour, 1, 2)?, digits(minute, 2, 2)?, second, nano)
}

/// `2025-11-06T14:30`, with a blank for the `T` too.
pub(crate) fn wall(text: &str) -> Option<NaiveDateTime> {
    let (day, clock) = text.split_once(['T', 't', ' '])?;
    Some(date(day)?.and_time(time(clock)?))
}

/// `2025-11-06T13:30:00Z`, `2025-11-06T14:30:00+01:00`: RFC 3339.
pub(crate) fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_written_so_is_none() {
        for text in [
            "",
            "2025",
            "2025-11",
            "2025-1-6",
            "2025-11-6",
            "25-11-06",
            "2025-02-29",
            "2025-13-01",
            "2025-11-06 ",
            "+025-11-06",
            "+2025000-11-06",
            "12025-11-06",
            "２０２５-11-06",
            "2025-11-0６",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
        for text in
            ["", "14", "14:", ":30", "14:5", "14:60", "24:00", "14:30:", "14:30:5", "14:30:05.", "1４:30"]
        {
            assert_eq!(time(text), None, "{text}");
        }
        for text in ["14:30:05.0000000001", "14:30:61", " 14:30", "-1:30", "014:30"] {
            assert_eq!(time(text), None, "{text}");
        }
        for text in ["2025-11-06", "2025-11-06T", "2025-11-06T14:30Z", "2025-11-06  14:30", "T14:30"] {
            assert_eq!(wall(text), None, "{text}");
        }
    }

    #[test]
    fn a_clock_may_lack_its_zero_and_have_fractions() {
        assert_eq!(time("9:05"), NaiveTime::from_hms_opt(9, 5, 0));
        assert_eq!(time("09:05:07.25"), NaiveTime::from_hms_milli_opt(9, 5, 7, 250));
    }

    proptest! {
        #[test]
        fn what_chrono_writes_is_read(days in -90_000_000..90_000_000_i32, second in 0..86_400_u32, nano in 0..1_000_000_000_u32) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let clock = NaiveTime::from_num_seconds_from_midnight_opt(second, nano).unwrap();
            prop_assert_eq!(date(&day.to_string()), Some(day));
            prop_assert_eq!(time(&clock.to_string()), Some(clock));
            prop_assert_eq!(wall(&day.and_time(clock).to_string()), Some(day.and_time(clock)));
            prop_assert_eq!(wall(&format!("{:?}", day.and_time(clock))), Some(day.and_time(clock)));
        }
    }
}
