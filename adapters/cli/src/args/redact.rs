//! The arguments of `klartext redact`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

/// Take what is personal or secret out of a log
///
/// Copies standard input, or files one after the other, to standard output. E-mail addresses become [EMAIL_REDACTED],
/// telephone numbers [PHONE_REDACTED], IBANs, card numbers, tokens, keys, cookies, passwords and the ids that are
/// named here [REDACTED]; dates, times, prices and everything else stay. Spoken numbers and addresses count.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  klartext redact laravel.log > shareable.log
  tail -f /var/log/asterisk/full | klartext redact
  klartext redact --id-key customer_id --id 'call_*' --id 'KD-######' calls.jsonl

An id is named by its shape, # a digit, ? a letter, * at the end letters, digits, _ and - with a
digit among them; or by the key before it, in JSON, key=value, key: value or a path /key/4711.

What was one line stays one line, and JSON stays JSON. Memory is bounded, however long a line is.
Bytes that are not UTF-8 pass through as they are and are read as Latin-1.

Exit status: 0 all was filtered, 2 wrong usage, or a file could not be read (the others are filtered)")]
pub(crate) struct RedactArgs {
    /// Files to filter; without one, or as -, standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Hide ids of this shape, such as 'call_*' or 'KD-######'; may be given more than once
    #[arg(long, value_name = "SHAPE")]
    pub(crate) id: Vec<String>,
    /// Hide the value of this key, such as customer_id; may be given more than once
    #[arg(long, value_name = "KEY")]
    pub(crate) id_key: Vec<String>,
}
