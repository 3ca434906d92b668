//! How many edits lie between two texts.

/// Edits of bytes between two texts, a swap of neighbours counting one (optimal string alignment).
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<u8> = b.bytes().collect();
    let width = b.len().saturating_add(1);
    let mut before: Vec<usize> = vec![usize::MAX; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut previous = None;
    for (i, x) in a.bytes().enumerate() {
        let mut row: Vec<usize> = Vec::with_capacity(width);
        row.push(i.saturating_add(1));
        for (j, y) in b.iter().enumerate() {
            let at = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX);
            let replace = at(&last, j).saturating_add(usize::from(x != *y));
            let insert = at(&row, j).saturating_add(1);
            let delete = at(&last, j.saturating_add(1)).saturating_add(1);
            let swapped = previous == Some(*y) && j.checked_sub(1).and_then(|k| b.get(k)) == Some(&x);
            let swap = if swapped { at(&before, j.saturating_sub(1)).saturating_add(1) } else { usize::MAX };
            row.push(replace.min(insert).min(delete).min(swap));
        }
        before = last;
        last = row;
        previous = Some(x);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
