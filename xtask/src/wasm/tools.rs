//! The tools that this machine has for WebAssembly: a toolchain with the target, or with the sources of the standard
//! library; node.

use std::path::{Path, PathBuf};

use crate::Result;
use crate::shell::Run;

const TARGET: &str = "wasm32-unknown-unknown";

/// `opt-level = "z"` puts nothing into its caller that is longer than the call itself (5 of LLVM's units). At 15 a quarter of the
/// functions is gone, the module is smaller and about a tenth faster; at 40 it is larger again.
const SMALL_CALLS: &str = "-Cllvm-args=-inline-threshold=15";

/// What was found.
pub(super) struct Tools {
    toolchain: Toolchain,
    pub(super) node: Option<PathBuf>,
}

/// A cargo and a rustc that belong together.
struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    /// The standard library has to be built too.
    build_std: bool,
    /// Where the toolchain brings none.
    linker: Option<PathBuf>,
}

impl Tools {
    /// The first toolchain that can build for the target: the one at hand, else that of the system.
    pub(super) fn find() -> Result<Self> {
        let at_hand = |name: &str, or: &str| std::env::var_os(name).map_or_else(|| or.into(), PathBuf::from);
        let candidates = [
            (at_hand("CARGO", "cargo"), at_hand("RUSTC", "rustc")),
            ("/usr/bin/cargo".into(), "/usr/bin/rustc".into()),
        ];
        let toolchain = candidates
            .into_iter()
            .find_map(|(cargo, rustc)| Toolchain::of(cargo, rustc))
            .ok_or_else(|| {
                format!(
                    "no toolchain for {TARGET}: `rustup target add {TARGET}` brings it, on Debian \
                 `apt-get install rustc-web cargo-web rust-web-src lld-22`"
                )
            })?;
        let node = on_path("node").filter(|node| node_version(node).is_some_and(|v| v >= 20));
        Ok(Self { toolchain, node })
    }

    /// `cargo build` for the target.
    pub(super) fn cargo(&self, root: &Path) -> Run {
        let Toolchain { cargo, rustc, build_std, linker } = &self.toolchain;
        let mut run = Run::new(cargo).dir(root).args("build --target").arg(TARGET).env("RUSTC", rustc);
        let flags = if *build_std {
            // Flags that are not stable yet: no texts of panics, which nobody would see, nor the places of this machine in them.
            run = run
                .args("-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size")
                .env("RUSTC_BOOTSTRAP", "1");
            "-Zunstable-options -Cpanic=immediate-abort".to_owned()
        } else {
            let home =
                std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|h| format!("{h}/.cargo")));
            let home = home.map(|home| format!(" --remap-path-prefix={home}=/cargo")).unwrap_or_default();
            format!("--remap-path-prefix={}=/klartext{home}", root.display())
        };
        if let Some(linker) = linker {
            run = run.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        run.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{flags} {SMALL_CALLS}"))
    }
}

impl Toolchain {
    fn of(cargo: PathBuf, rustc: PathBuf) -> Option<Self> {
        let ask =
            |what: &str| Some(Run::new(&rustc).args("--print").arg(what).read().ok()?.trim().to_owned());
        let sysroot = PathBuf::from(ask("sysroot")?);
        let has_target = sysroot.join("lib/rustlib").join(TARGET).join("lib").exists();
        let has_sources = sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").exists();
        if !has_target && !has_sources || !Run::new(&cargo).args("--version").works() {
            return None;
        }
        // Rust's own builds have a linker among their files; Debian's takes that of the system.
        let host = Run::new(&rustc).args("-vV").read().ok()?;
        let host = host.lines().find_map(|l| l.strip_prefix("host: "))?.to_owned();
        let own = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld").exists();
        let linker = if own { None } else { Some(linker()?) };
        Some(Self { cargo, rustc, build_std: !has_target, linker })
    }
}

/// `wasm-ld`, or the newest `wasm-ld-NN`.
fn linker() -> Option<PathBuf> {
    on_path("wasm-ld").or_else(|| (14..40).rev().find_map(|n| on_path(&format!("wasm-ld-{n}"))))
}

/// A program by its name.
fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|file| file.is_file())
}

fn node_version(node: &Path) -> Option<u32> {
    // `v20.20.2`
    let said = Run::new(node).args("--version").read().ok()?;
    said.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// The compiler of TypeScript as a script for node, installed where it is missing.
pub(super) fn tsc(folder: &Path) -> Option<PathBuf> {
    let program = folder.join("node_modules/typescript/bin/tsc");
    if !program.exists() {
        install(folder, "typescript@7.0.2")?;
    }
    Some(program).filter(|program| program.exists())
}

/// A package of npm, in a folder of its own.
fn install(folder: &Path, package: &str) -> Option<()> {
    std::fs::create_dir_all(folder).ok()?;
    let npm = Run::new(on_path("npm")?).dir(folder);
    // What is there already stays only where it is asked for again, unless it is written down.
    npm.args("install --save --no-audit --no-fund --prefix .").arg(package).go().ok()
}
