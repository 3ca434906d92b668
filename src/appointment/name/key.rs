//! The key under which a given name stands in the table of short forms. `cargo xtask names` builds the table with the same
//! function.

/// Lower case, umlauts written out, and what is spelt in two ways in one: c and k, ph and f, th and t, y and i, double letters.
pub(crate) fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut spelt = String::new();
    for c in lower.chars() {
        match c {
            'ä' => spelt.push_str("ae"),
            'ö' => spelt.push_str("oe"),
            'ü' => spelt.push_str("ue"),
            'ß' => spelt.push_str("ss"),
            'ş' | 'ś' | 'š' => spelt.push('s'),
            'ł' => spelt.push('l'),
            'é' | 'è' | 'ê' | 'ę' => spelt.push('e'),
            'ç' => spelt.push('c'),
            c if c.is_alphabetic() => spelt.push(c),
            _ => {}
        }
    }
    for (from, to) in [
        ("sch", "\u{1}"),
        ("chr", "kr"),
        ("ch", "\u{2}"),
        ("ck", "k"),
        ("c", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("dt", "t"),
        ("ie", "i"),
        ("y", "i"),
        ("\u{1}", "sch"),
        ("\u{2}", "ch"),
    ] {
        spelt = spelt.replace(from, to);
    }
    let mut out = String::new();
    for c in spelt.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}
