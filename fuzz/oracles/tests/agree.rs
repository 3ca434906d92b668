//! What the fuzz target `phone` asks of two other crates, of numbers next to those of the reference: as a test that needs no fuzzer.

use klartext_oracles::agree;

const REFERENCE: &str = include_str!("../../../tests/phone_reference/reference.tsv");

/// Numerical Recipes' linear congruential generator: the same numbers on every machine.
fn next(state: &mut u32) -> u32 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    *state >> 8
}

#[test]
fn neighbours_of_the_reference() {
    let mut state = 4;
    let mut asked = 0;
    for row in REFERENCE.lines().filter(|l| !l.starts_with('#')) {
        let Some(e164) = row.split('\t').nth(5) else { panic!("{row}") };
        let mut digits: Vec<char> = e164.chars().collect();
        // One to three of the last digits are others; at times one more, or one fewer.
        for _ in 0..=next(&mut state) % 3 {
            let at = digits.len() - 1 - (next(&mut state) as usize % 6).min(digits.len() - 3);
            digits[at] = char::from_digit(next(&mut state) % 10, 10).unwrap();
        }
        match next(&mut state) % 8 {
            0 => digits.push('7'),
            1 => drop(digits.pop()),
            _ => {}
        }
        agree(digits.iter().collect::<String>().as_bytes());
        asked += 1;
    }
    assert!(asked > 4000, "{asked}");
}
