//! How many edits lie between two texts.

/// Edits of bytes between two texts, a swap of neighbours counting one (optimal string alignment).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b) = apart(a.as_bytes(), b.as_bytes());
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        _ => table(a, b),
    }
}

/// Whether at most `most` edits lie between them.
pub(crate) fn within(a: &str, b: &str, most: usize) -> bool {
    match most {
        _ if a.len().abs_diff(b.len()) > most => false,
        1 => a == b || one(a, b),
        _ => distance(a, b) <= most,
    }
}

/// Whether exactly one edit lies between them.
pub(crate) fn one(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    match apart(a.as_bytes(), b.as_bytes()) {
        ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([x, y], [v, w]) => x == w && y == v,
        _ => false,
    }
}

/// Both without what they begin and end with alike.
fn apart<'a>(a: &'a [u8], b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let begins = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(begins..).unwrap_or_default(), b.get(begins..).unwrap_or_default());
    let ends = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let without = |text: &'a [u8]| text.get(..text.len().saturating_sub(ends)).unwrap_or_default();
    (without(a), without(b))
}

fn table(a: &[u8], b: &[u8]) -> usize {
    let width = b.len().saturating_add(1);
    let mut before: Vec<usize> = vec![usize::MAX; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row: Vec<usize> = Vec::with_capacity(width);
    let mut previous = None;
    for (i, x) in a.iter().enumerate() {
        row.clear();
        row.push(i.saturating_add(1));
        for (j, y) in b.iter().enumerate() {
            let at = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX);
            let replace = at(&last, j).saturating_add(usize::from(x != y));
            let insert = at(&row, j).saturating_add(1);
            let delete = at(&last, j.saturating_add(1)).saturating_add(1);
            let swapped = previous == Some(y) && j.checked_sub(1).and_then(|k| b.get(k)) == Some(x);
            let swap = if swapped { at(&before, j.saturating_sub(1)).saturating_add(1) } else { usize::MAX };
            row.push(replace.min(insert).min(delete).min(swap));
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
        previous = Some(x);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_at_both_ends_changes_nothing() {
        let mut texts = vec![String::new()];
        for length in 0..4 {
            let longer: Vec<String> = texts
                .iter()
                .filter(|t| t.len() == length)
                .flat_map(|t| ["a", "b", "c"].map(|c| format!("{t}{c}")))
                .collect();
            texts.extend(longer);
        }
        assert_eq!(texts.len(), 1 + 3 + 9 + 27 + 81);
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
            let whole = table(a.as_bytes(), b.as_bytes());
            assert_eq!(distance(a, b), whole, "{a} {b}");
            assert_eq!(one(a, b), whole == 1, "{a} {b}");
            assert_eq!(within(a, b, 1), whole <= 1, "{a} {b}");
            assert_eq!(within(a, b, 2), whole <= 2, "{a} {b}");
        }
        assert_eq!(distance("Motnag", "Montag"), 1);
        assert_eq!(distance("", "Montag"), 6);
    }
}
