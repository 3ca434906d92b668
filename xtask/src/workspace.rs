//! What cargo and rustc say of this workspace.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Result;
use crate::shell::Run;

/// The workspace that this xtask belongs to.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// The library's features, `default` aside, sorted.
    pub(crate) features: Vec<String>,
    /// Those that are on by default.
    pub(crate) default_features: Vec<String>,
    /// `rust-version` of the library, `1.95`.
    pub(crate) rust_version: String,
}

impl Workspace {
    /// As `cargo metadata` tells it.
    pub(crate) fn load() -> Result<Self> {
        let root = root().to_owned();
        let text = Run::cargo(&root).args("metadata --format-version 1 --no-deps").read()?;
        let metadata: Value = serde_json::from_str(&text)?;
        let library = metadata
            .get("packages")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .find(|p| p.get("name").and_then(Value::as_str) == Some("klartext"))
            .ok_or("cargo metadata knows no package `klartext`")?;
        let all =
            library.get("features").and_then(Value::as_object).ok_or("no features in cargo metadata")?;
        let strings = |v: &Value| -> Vec<String> {
            v.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Ok(Self {
            target: metadata
                .get("target_directory")
                .and_then(Value::as_str)
                .map_or_else(|| root.join("target"), PathBuf::from),
            features: all.keys().filter(|k| *k != "default").cloned().collect(),
            default_features: all.get("default").map(strings).unwrap_or_default(),
            rust_version: library
                .get("rust_version")
                .and_then(Value::as_str)
                .ok_or("Cargo.toml states no rust-version")?
                .to_owned(),
            root,
        })
    }

    /// Cargo at the root.
    pub(crate) fn cargo(&self) -> Run {
        Run::cargo(&self.root)
    }

    /// One field of `rustc -vV`, such as `host` or `release`.
    pub(crate) fn rustc(&self, field: &str) -> Result<String> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let text = Run::new(rustc).dir(&self.root).args("-vV").read()?;
        text.lines()
            .find_map(|l| l.strip_prefix(field)?.strip_prefix(": "))
            .map(|v| v.trim().to_owned())
            .ok_or_else(|| format!("rustc -vV does not tell `{field}`").into())
    }
}

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Toolchains that rustup has, by name; none where there is no rustup.
pub(crate) fn toolchains() -> Vec<String> {
    let Ok(text) = Run::new("rustup").args("toolchain list").read() else { return Vec::new() };
    text.lines().filter_map(|l| l.split_whitespace().next()).map(str::to_owned).collect()
}
