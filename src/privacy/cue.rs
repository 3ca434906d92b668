//! The word before a number: does it say that it is a telephone number, or that it is something else?

/// Parts of words that say "telephone number".
const INSIDE: [&str; 6] = ["telefon", "phone", "handy", "mobil", "rufnummer", "fax"];

/// How many signs may stand between the word and the number.
const NEAR: usize = 8;
/// The longest word that is looked at.
const LONGEST: usize = 40;

/// True if the word before `at` says that a telephone number follows.
pub(super) fn phone(bytes: &[u8], at: usize) -> bool {
    parts_before(bytes, at, says_word)
}

/// True if the word before `at` says that something else is numbered.
pub(super) fn other(bytes: &[u8], at: usize) -> bool {
    parts_before(bytes, at, |part, _| is_other(part)) && !parts_before(bytes, at, says_word)
}

/// True for the address of a call: `sip:`, `tel:` before the number.
pub(super) fn is_call(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(5)..at).unwrap_or_default().to_ascii_lowercase();
    ["sip:", "sips:", "tel:", "sip/"].iter().any(|scheme| before.ends_with(scheme.as_bytes()))
}

/// True if one word says "telephone number".
pub(super) fn is_phone(part: &str) -> bool {
    says_word(part, true)
}

/// The same; only a whole word is searched for what may stand inside it.
fn says_word(part: &str, whole: bool) -> bool {
    let mut small = [0_u8; LONGEST];
    let small = make_small(part, &mut small);
    says_phone(small) || (whole && small.len() > 3 && has_inside(small))
}

fn is_other(part: &str) -> bool {
    let mut small = [0_u8; LONGEST];
    says_other(make_small(part, &mut small))
}

/// Words, parts of names and whole names that say "telephone number"; small, `ü` in UTF-8.
#[rustfmt::skip] // a word a line is no table
const fn says_phone(small: &[u8]) -> bool {
    matches!(
        small,
        b"agent_number" | b"ani" | b"anruf" | b"anrufer" | b"app" | b"apparat"
        | b"callback" | b"callee" | b"caller" | b"caller_number" | b"callerid" | b"cell"
        | b"cli" | b"clid" | b"dnis" | b"durchwahl" | b"dw" | b"erreichbar"
        | b"ext" | b"fax" | b"fon" | b"from_number" | b"handynr" | b"msisdn"
        | b"nebenstelle" | b"num" | b"phone" | b"rufnr" | b"r\xC3\xBCckruf" | b"r\xC3\xBCckrufnummer"
        | b"sms" | b"tel" | b"telefonisch" | b"telnr" | b"to_number" | b"user_number"
        | b"wa" | b"whatsapp"
    )
}

/// What is numbered otherwise, in the same form.
#[rustfmt::skip] // a word a line is no table
const fn says_other(small: &[u8]) -> bool {
    matches!(
        small,
        b"aktenzeichen" | b"anzahl" | b"artikel" | b"artikelnummer" | b"auftrag" | b"auftragsnummer"
        | b"az" | b"beleg" | b"bestand" | b"bestellnummer" | b"bestellung" | b"bill"
        | b"buchung" | b"buchungsnummer" | b"charge" | b"ean" | b"gutschein" | b"invoice"
        | b"isbn" | b"kdnr" | b"kundennr" | b"kundennummer" | b"lieferschein" | b"los"
        | b"menge" | b"order" | b"plz" | b"postleitzahl" | b"quantity" | b"rechnung"
        | b"rechnungsnummer" | b"referenz" | b"sku" | b"steuernummer" | b"st\xC3\xBCck" | b"ticket"
        | b"ticketnummer" | b"vertrag" | b"vertragsnummer" | b"vorgang" | b"vorgangsnummer"
    )
}

/// The word in small letters, umlauts too.
fn make_small<'b>(part: &str, into: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let mut length = 0_usize;
    let mut before = 0_u8;
    for (place, b) in into.iter_mut().zip(part.bytes()) {
        let capital_umlaut = before == 0xC3 && (0x80..=0x9E).contains(&b);
        *place = if capital_umlaut { b | 0x20 } else { b.to_ascii_lowercase() };
        before = b;
        length = length.saturating_add(1);
    }
    into.get(..length).unwrap_or_default()
}

fn has_inside(small: &[u8]) -> bool {
    (0..small.len()).any(|i| {
        let rest = small.get(i..).unwrap_or_default();
        matches!(rest.first(), Some(b't' | b'p' | b'h' | b'm' | b'r' | b'f'))
            && INSIDE.iter().any(|word| rest.starts_with(word.as_bytes()))
    })
}

/// True if `says` holds for the word before `at` as a whole, or for a part of it: `customer_phone` and `customerPhone` have two.
fn parts_before(bytes: &[u8], at: usize, says: impl Fn(&str, bool) -> bool) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || matches!(b, b'_' | b'-');
    let mut end = at;
    // "200 51234": a number before it says nothing.
    if let Some([before, b' ']) = bytes.get(at.saturating_sub(2)..at)
        && before.is_ascii_digit()
    {
        return false;
    }
    for _ in 0..NEAR {
        match end.checked_sub(1).and_then(|i| bytes.get(i)) {
            Some(b'\n') => return false,
            Some(b) if !is_part(*b) || matches!(b, b'-' | b'_') => end = end.saturating_sub(1),
            _ => break,
        }
    }
    let mut start = end;
    while end.saturating_sub(start) < LONGEST
        && start.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(|b| is_part(*b))
    {
        start = start.saturating_sub(1);
    }
    let Some(word) = bytes.get(start..end) else { return false };
    if word.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let Ok(word) = std::str::from_utf8(word) else { return false };
    if word.ends_with("_REDACTED") {
        return false;
    }
    if says(word, true) {
        return true;
    }
    let mut from = 0_usize;
    let mut small_before = false;
    for (i, c) in word.char_indices() {
        let capital = small_before && c.is_uppercase();
        if capital || matches!(c, '_' | '-') {
            if word.get(from..i).is_some_and(|part| says(part, false)) {
                return true;
            }
            from = if capital { i } else { i.saturating_add(1) };
        }
        small_before = c.is_lowercase();
    }
    from > 0 && word.get(from..).is_some_and(|part| says(part, false))
}
