//! Dates, times of day and decimal numbers, which look like telephone numbers and stay.

/// Where the date, the time or the range of times that begins at `at` ends.
pub(super) fn date_or_time(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let length = iso(rest).or_else(|| german(rest)).or_else(|| clock(rest)).or_else(|| decimal(rest))?;
    Some(at.saturating_add(length))
}

/// `2025-11-05`, `2025/11/05`, with `T14:30:00.123` behind it.
fn iso(text: &str) -> Option<usize> {
    let (year, rest) = digits(text, 4, 4)?;
    let sep = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = digits(rest.get(1..)?, 1, 2)?;
    let (day, rest) = digits(rest.strip_prefix(sep)?, 1, 2)?;
    if !(1900..2200).contains(&year)
        || !(1..=12).contains(&month)
        || !(1..=31).contains(&day)
        || digit_next(rest)
    {
        return None;
    }
    let date = text.len().saturating_sub(rest.len());
    let time = rest.strip_prefix(['T', 't']).and_then(clock).map_or(0, |t| t.saturating_add(1));
    Some(date.saturating_add(time))
}

/// `05.11.2025`, `5.11.25`, `05.11.`, `05/11/2025`, `05-11-2025`.
fn german(text: &str) -> Option<usize> {
    let (day, rest) = digits(text, 1, 2)?;
    let sep = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let blank = |r: &'_ str| r.len().saturating_sub(r.trim_start_matches(' ').len()).min(1);
    let rest = rest.get(1..)?;
    let (month, rest) = digits(rest.get(blank(rest)..)?, 1, 2)?;
    // In American order the month comes first.
    let fits = (1..=31).contains(&day) && (1..=31).contains(&month) && (day <= 12 || month <= 12);
    if !fits {
        return None;
    }
    let rest = rest.strip_prefix(sep)?;
    let end = |r: &str| Some(text.len().saturating_sub(r.len()));
    let spaced = rest.get(blank(rest)..)?;
    if let Some((year, after)) = digits(spaced, 4, 4)
        && (1900..2200).contains(&year)
        && !digit_next(after)
        && !(after.starts_with(sep) && digit_next(after.get(1..).unwrap_or("")))
    {
        return end(after);
    }
    if let Some((_, after)) = digits(rest, 2, 2)
        && !digit_next(after)
        && !joined(after)
    {
        return end(after);
    }
    // `05.11.` with nothing glued to it.
    (sep == '.' && !digit_next(rest)).then(|| end(rest)).flatten()
}

/// `14:30`, `14:30:00.123`, `8.30`, and a range of them: `08.30-18.00`, `08:30–18:00`, `0830-1800`.
fn clock(text: &str) -> Option<usize> {
    let first = one_clock(text)?;
    let rest = text.get(first..)?;
    let gap = rest.len().saturating_sub(rest.trim_start_matches([' ', '-', '–']).len());
    let second = (gap > 0).then(|| rest.get(gap..).and_then(one_clock)).flatten();
    Some(second.map_or(first, |s| first.saturating_add(gap).saturating_add(s)))
}

fn one_clock(text: &str) -> Option<usize> {
    let (hour, rest) = digits(text, 1, 2)?;
    let sep = rest.chars().next().filter(|c| matches!(c, ':' | '.'))?;
    let (minute, rest) = digits(rest.get(1..)?, 2, 2)?;
    if hour > 24 || minute > 59 || digit_next(rest) {
        return None;
    }
    let mut end = text.len().saturating_sub(rest.len());
    if sep == '.' {
        // `01.42.68` is neither.
        return (!joined(rest)).then_some(end);
    }
    if let Some((_, after)) = rest.strip_prefix(':').and_then(|r| digits(r, 2, 2)) {
        let fraction = after.strip_prefix(['.', ',']).map_or(0, |f| {
            let n = f.bytes().take(9).take_while(u8::is_ascii_digit).count();
            if n > 0 { n.saturating_add(1) } else { 0 }
        });
        end = text.len().saturating_sub(after.len()).saturating_add(fraction);
    }
    // The offset of a zone: `+01:00`, `+0100`.
    let offset = text.get(end..).and_then(|r| r.strip_prefix(['+', '-'])).and_then(|r| {
        let (_, after) = digits(r, 2, 2)?;
        let (_, after) = digits(after.strip_prefix(':').unwrap_or(after), 2, 2)?;
        (!digit_next(after)).then(|| text.len().saturating_sub(after.len()))
    });
    Some(offset.unwrap_or(end))
}

/// `0,50`, `0.123456`, `1.234,56`: a number, not a way to write a telephone number.
fn decimal(text: &str) -> Option<usize> {
    let whole = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let mut rest = text.get(whole..)?;
    if !(1..=3).contains(&whole) {
        return None;
    }
    if text.starts_with('0') && whole == 1 && rest.starts_with(['.', ',']) && digit_next(rest.get(1..)?) {
        let fraction = rest.get(1..)?.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(fraction.saturating_add(1)..)?;
        return (!joined(after)).then(|| text.len().saturating_sub(after.len()));
    }
    // Billions are enough for a price.
    for _ in 0..4 {
        match rest.strip_prefix('.').and_then(|r| digits(r, 3, 3)) {
            Some((_, after)) if !digit_next(after) => rest = after,
            _ => break,
        }
    }
    let (_, after) = rest.strip_prefix(',').and_then(|r| digits(r, 1, 2))?;
    (!digit_next(after)).then(|| text.len().saturating_sub(after.len()))
}

/// Between `least` and `most` ASCII digits at the start, and what follows.
fn digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let mut number = 0_u32;
    let mut n = 0_usize;
    while n < most
        && let Some(digit @ b'0'..=b'9') = text.as_bytes().get(n)
    {
        number = number.saturating_mul(10).saturating_add(u32::from(digit.saturating_sub(b'0')));
        n = n.saturating_add(1);
    }
    if n < least {
        return None;
    }
    Some((number, text.get(n..)?))
}

fn digit_next(text: &str) -> bool {
    text.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

/// True where a dot or hyphen with a digit behind it goes on.
fn joined(text: &str) -> bool {
    text.strip_prefix(['.', '/']).is_some_and(digit_next)
}

/// True where a number that ends at `at` is an amount: `€`, `%`, `Euro`, `Uhr`.
pub(super) fn is_amount(text: &str, at: usize) -> bool {
    const UNITS: [&str; 20] = [
        "uhr", "euro", "eur", "cent", "ct", "chf", "usd", "prozent", "minuten", "min", "stunden", "std",
        "tage", "wochen", "monate", "jahre", "personen", "kg", "km", "ms",
    ];
    let bytes = text.as_bytes();
    let rest = match bytes.get(at..) {
        Some([b' ', rest @ ..] | [0xC2, 0xA0, rest @ ..] | [0xE2, 0x80, 0xAF, rest @ ..]) => rest,
        Some(rest) => rest,
        None => return false,
    };
    match rest {
        // `%20` is a blank.
        [b'%', b'2', ..] => false,
        [b'%' | b'$', ..] | [0xE2, 0x82, 0xAC, ..] | [0xC2, 0xA3 | 0xB0, ..] => true,
        [b':', digit, ..] if bytes.get(at) == Some(&b':') => digit.is_ascii_digit(),
        [first, ..] if first.is_ascii_alphabetic() => {
            let length = rest.iter().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
            let word = rest.get(..length).unwrap_or_default();
            UNITS.iter().any(|u| u.len() == length && word.eq_ignore_ascii_case(u.as_bytes()))
        }
        _ => false,
    }
}
