//! The word before a number: does it say that it is a telephone number, or that it is something else?

/// How many signs may stand between the word and the number.
const NEAR: usize = 8;
/// The longest word that is looked at.
const LONGEST: usize = 40;

/// True if the word before `at` says that a telephone number follows.
pub(super) fn phone(bytes: &[u8], at: usize) -> bool {
    word_before(bytes, at).is_some_and(says_phone_somewhere)
}

/// True if the word before `at` says that something else is numbered.
pub(super) fn other(bytes: &[u8], at: usize) -> bool {
    word_before(bytes, at)
        .is_some_and(|word| some_part(word, |part, _| says_other(part)) && !says_phone_somewhere(word))
}

/// True for the address of a call: `sip:`, `tel:` before the number.
pub(super) fn is_call(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(5)..at).unwrap_or_default().to_ascii_lowercase();
    ["sip:", "sips:", "tel:", "sip/"].iter().any(|scheme| before.ends_with(scheme.as_bytes()))
}

/// True if one word says "telephone number".
pub(super) fn is_phone(word: &str) -> bool {
    let mut small = [0_u8; LONGEST];
    says_word(make_small(word.as_bytes(), &mut small), true)
}

fn says_phone_somewhere(word: &[u8]) -> bool {
    some_part(word, says_word)
}

/// True if a word or a part of one, in small letters, says it; only a whole word is searched for what may stand inside it.
fn says_word(small: &[u8], whole: bool) -> bool {
    says_phone(small) || (whole && small.len() > 3 && has_inside(small))
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

/// The word in small letters, umlauts too; what is too long is cut off.
fn make_small<'b>(word: &[u8], into: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let length = word.len().min(LONGEST);
    if let (Some(place), Some(word)) = (into.get_mut(..length), word.get(..length)) {
        place.copy_from_slice(word);
    }
    into.make_ascii_lowercase();
    let mut before = 0_u8;
    if !word.is_ascii() {
        for b in into.iter_mut() {
            if before == 0xC3 && (0x80..=0x9E).contains(b) {
                *b |= 0x20;
            }
            before = *b;
        }
    }
    into.get(..length).unwrap_or_default()
}

/// Parts of words that say "telephone number".
const fn has_inside(mut small: &[u8]) -> bool {
    while let [_, behind @ ..] = small {
        if matches!(
            small,
            [b't', b'e', b'l', b'e', b'f', b'o', b'n', ..]
                | [b'p', b'h', b'o', b'n', b'e', ..]
                | [b'h', b'a', b'n', b'd', b'y', ..]
                | [b'm', b'o', b'b', b'i', b'l', ..]
                | [b'r', b'u', b'f', b'n', b'u', b'm', b'm', b'e', b'r', ..]
                | [b'f', b'a', b'x', ..]
        ) {
            return true;
        }
        small = behind;
    }
    false
}

/// True for a part of a word.
const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'-')
}

/// The word before `at`, a few signs between.
fn word_before(bytes: &[u8], at: usize) -> Option<&[u8]> {
    // "200 51234": a number before it says nothing.
    if let Some([before, b' ']) = bytes.get(at.saturating_sub(2)..at)
        && before.is_ascii_digit()
    {
        return None;
    }
    let mut before = bytes.get(at.saturating_sub(NEAR.saturating_add(LONGEST))..at)?;
    let mut signs = 0_usize;
    while signs < NEAR
        && let [rest @ .., sign] = before
        && (!is_part(*sign) || matches!(sign, b'-' | b'_'))
    {
        if *sign == b'\n' {
            return None;
        }
        before = rest;
        signs = signs.saturating_add(1);
    }
    let mut start = before.len();
    let least = start.saturating_sub(LONGEST);
    while start > least
        && let Some(earlier) = start.checked_sub(1)
        && before.get(earlier).is_some_and(|b| is_part(*b))
    {
        start = earlier;
    }
    let word = before.get(start..)?;
    if word.iter().all(u8::is_ascii_digit) || word.ends_with(b"_REDACTED") {
        return None;
    }
    Some(word)
}

/// True if `says` holds for a word as a whole, or for a part of it: `customer_phone` and `customerPhone` have two.
fn some_part(word: &[u8], says: impl Fn(&[u8], bool) -> bool) -> bool {
    // Cut off in the middle of a character, or of bytes that are no text.
    let Some(text) = (if word.is_ascii() { Some("") } else { std::str::from_utf8(word).ok() }) else {
        return false;
    };
    let mut small = [0_u8; LONGEST];
    let small = make_small(word, &mut small);
    if says(small, true) {
        return true;
    }
    let mut from = 0_usize;
    let mut small_before = false;
    // Where a part ends, and whether the sign there is the first of the next.
    let mut part_ends = |i: usize, joint: bool, capital: bool, small_here: bool| {
        let ends = joint || (capital && small_before);
        small_before = small_here;
        let part = small.get(from..i).filter(|_| ends);
        if ends {
            from = if joint { i.saturating_add(1) } else { i };
        }
        part.is_some_and(|part| says(part, false))
    };
    let found = if text.is_empty() {
        word.iter().enumerate().any(|(i, b)| {
            part_ends(i, matches!(b, b'_' | b'-'), b.is_ascii_uppercase(), b.is_ascii_lowercase())
        })
    } else {
        text.char_indices()
            .any(|(i, c)| part_ends(i, matches!(c, '_' | '-'), c.is_uppercase(), c.is_lowercase()))
    };
    found || (from > 0 && small.get(from..).is_some_and(|part| says(part, false)))
}
