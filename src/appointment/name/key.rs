//! The key under which a given name stands in the table of short forms. `cargo xtask names` builds the table with the same
//! function.

/// Gives the key of a name letter by letter: lower case, umlauts written out, and what is spelt in two ways in one: c and k, ph and
/// f, th and t, y and i, double letters.
pub(crate) fn each(lower: impl Iterator<Item = char>, mut push: impl FnMut(char)) {
    let mut spelt = lower.flat_map(|c| {
        let (first, second) = spell_out(c);
        first.into_iter().chain(second)
    });
    let mut last = None;
    let (mut a, mut b, mut c) = (spelt.next(), spelt.next(), spelt.next());
    while let Some(letter) = a {
        let (out, taken): (&[char], u8) = match (letter, b, c) {
            ('s', Some('c'), Some('h')) => (&['s', 'c', 'h'], 3),
            ('c', Some('h'), Some('r')) => (&['k', 'r'], 3),
            ('c', Some('h'), _) => (&['c', 'h'], 2),
            ('c', Some('k'), _) => (&['k'], 2),
            ('c', ..) => (&['k'], 1),
            ('p', Some('h'), _) => (&['f'], 2),
            ('d', Some('t'), Some('h')) => (&['t'], 3),
            ('d', Some('t'), _) | ('t', Some('h'), _) => (&['t'], 2),
            ('i', Some('e'), _) => (&['i'], 2),
            ('y', ..) => (&['i'], 1),
            (other, ..) => (&[other], 1),
        };
        for c in out {
            if last != Some(*c) {
                push(*c);
                last = Some(*c);
            }
        }
        (a, b, c) = match taken {
            1 => (b, c, spelt.next()),
            2 => (c, spelt.next(), spelt.next()),
            _ => (spelt.next(), spelt.next(), spelt.next()),
        };
    }
}

/// `None` for what is no letter.
fn spell_out(c: char) -> (Option<char>, Option<char>) {
    match c {
        'a'..='z' => (Some(c), None),
        'ä' => (Some('a'), Some('e')),
        'ö' => (Some('o'), Some('e')),
        'ü' => (Some('u'), Some('e')),
        'ß' => (Some('s'), Some('s')),
        'ş' | 'ś' | 'š' => (Some('s'), None),
        'ł' => (Some('l'), None),
        'é' | 'è' | 'ê' | 'ę' => (Some('e'), None),
        'ç' => (Some('c'), None),
        c => (c.is_alphabetic().then_some(c), None),
    }
}
