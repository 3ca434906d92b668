#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    klartext_fuzz::phone(data);
    #[cfg(feature = "oracles")]
    klartext_oracles::agree(data);
});
