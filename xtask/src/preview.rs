//! The admin page: put together from its own files, the WASM package and samples out of the repository; served, or tested
//! in Chromium.

mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::shell::Run;
use crate::workspace::{self, Workspace};
use crate::{Result, wasm};

/// Where the page, its tests and their pictures stand.
const PAGE: &str = "adapters/wasm/preview";
const ARTEFACTS: &str = "preview-artefacts";

/// Samples that the page offers: where they stand in the repository, and where below `samples/`.
const SAMPLES: &[(&str, &str)] = &[
    ("fixtures/salon/rules.toml", "rules/salon.toml"),
    ("fixtures/talks/rules/salon_lengths.toml", "rules/salon_lengths.toml"),
    ("fixtures/talks/rules/restaurant.toml", "rules/restaurant.toml"),
    ("fixtures/talks/rules/physio.toml", "rules/physio.toml"),
    ("fixtures/talks/rules/dentist.toml", "rules/dentist.toml"),
    ("examples/rules/deployment.toml", "rules/deployment.toml"),
    ("examples/rules/requests.toml", "rules/requests.toml"),
    ("fixtures/salon/calls", "calls"),
    ("examples/agents", "agents"),
];

#[derive(Debug, PartialEq)]
struct Options {
    port: u16,
    /// A package that is there already, instead of building one.
    package: Option<PathBuf>,
    task: Task,
}

#[derive(Debug, PartialEq)]
enum Task {
    Serve,
    Assemble,
    Test,
    Bench,
}

pub(crate) fn run(args: &[String]) -> Result {
    let options = parse(args)?;
    let workspace = Workspace::load()?;
    // Tests are skipped where the machine lacks something for them; whoever wants the page has to know.
    if matches!(options.task, Task::Test | Task::Bench) {
        let toolchain = || options.package.is_none().then(wasm::missing_toolchain).flatten();
        if let Some(missing) = missing_tool().map(|tool| format!("{tool} is missing")).or_else(toolchain) {
            println!("skipped: {missing}");
            return Ok(());
        }
    }
    let package = match options.package {
        Some(package) => package,
        None => {
            wasm::run(&[])?;
            workspace.target.join("wasm/pkg")
        }
    };
    let site = workspace.target.join("preview");
    assemble(&workspace.root, &package, &site)?;
    match options.task {
        Task::Assemble => {
            println!("{}", site.display());
            Ok(())
        }
        Task::Serve => {
            let server = server::Server::bind(&site, options.port)?;
            println!("the page is at {}; Ctrl-C ends it", server.url());
            server.serve();
            Ok(())
        }
        Task::Test => browser(&workspace, &site, "test"),
        Task::Bench => browser(&workspace, &site, "bench"),
    }
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options { port: 8020, package: None, task: Task::Serve };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = |what: &str| args.next().ok_or_else(|| format!("`{arg}` wants {what}"));
        match arg.as_str() {
            "--no-serve" => options.task = Task::Assemble,
            "--test" => options.task = Task::Test,
            "--bench" => options.task = Task::Bench,
            "--port" => {
                let port = value("a number")?;
                options.port = port.parse().map_err(|_| format!("`{port}` is not a port"))?;
            }
            "--package" => options.package = Some(PathBuf::from(value("a folder")?)),
            _ => return Err(format!("`preview` takes no `{arg}`").into()),
        }
    }
    Ok(options)
}

/// A folder of static files that any web server can serve.
fn assemble(root: &Path, package: &Path, site: &Path) -> Result {
    if site.exists() {
        fs::remove_dir_all(site).map_err(|e| format!("{}: {e}", site.display()))?;
    }
    let page = root.join(PAGE);
    for part in ["index.html", "js", "style"] {
        copy(&page.join(part), &site.join(part))?;
    }
    for (from, to) in SAMPLES {
        copy(&root.join(from), &site.join("samples").join(to))?;
    }
    for name in PACKAGE {
        copy(&package.join(name), &site.join("klartext").join(name))?;
    }
    Ok(())
}

/// What the page loads of the package.
const PACKAGE: &[&str] = &["index.js", "core.js", "klartext_wasm.js", "klartext_wasm_bg.wasm"];

/// A file, or a folder with all in it.
fn copy(from: &Path, to: &Path) -> Result {
    let told = |e: std::io::Error| format!("{}: {e}", from.display());
    if from.is_dir() {
        for entry in fs::read_dir(from).map_err(told)? {
            let name = entry?.file_name();
            copy(&from.join(&name), &to.join(&name))?;
        }
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).map_err(told)?;
    Ok(())
}

fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// The first tool that the tests need and that is not there.
fn missing_tool() -> Option<&'static str> {
    if !Run::new("node").args("--version").works() {
        return Some("node");
    }
    if !Run::new("npm").args("--version").works() {
        return Some("npm");
    }
    (!chromium().exists()).then_some("chromium")
}

/// Runs a script of the tests against the page, which is served meanwhile.
fn browser(workspace: &Workspace, site: &Path, script: &str) -> Result {
    let tests = workspace.root.join(PAGE).join("tests");
    install(&tests)?;
    // Copied fixtures are put to the command.
    workspace.cargo().args("build --quiet --locked --package klartext-cli --bin klartext").go()?;
    let command = workspace.target.join("debug").join(format!("klartext{}", std::env::consts::EXE_SUFFIX));
    let artefacts = workspace.target.join(ARTEFACTS);
    fs::create_dir_all(&artefacts)?;
    let server = server::Server::bind(site, 0)?;
    let url = server.url();
    std::thread::spawn(move || server.serve());
    Run::new("npm")
        .dir(&tests)
        .args("run --silent")
        .arg(script)
        .env("KLARTEXT_PREVIEW", url)
        .env("KLARTEXT", command)
        .env("KLARTEXT_ROOT", workspace::root())
        .env("KLARTEXT_ARTEFACTS", &artefacts)
        .env("CHROMIUM", chromium())
        .go()?;
    println!("pictures are in {}", artefacts.display());
    Ok(())
}

/// The packages of the lock file, unless they are there.
fn install(tests: &Path) -> Result {
    let time = |path: &Path| fs::metadata(path).and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    if time(&tests.join("node_modules/.package-lock.json")) >= time(&tests.join("package-lock.json")) {
        return Ok(());
    }
    Run::new("npm").dir(tests).args("ci --no-audit --no-fund --ignore-scripts").go()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> std::result::Result<Options, String> {
        let args: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        parse(&args).map_err(|e| e.to_string())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(parsed("").unwrap(), Options { port: 8020, package: None, task: Task::Serve });
        let tested = parsed("--package there --test").unwrap();
        assert_eq!(tested, Options { port: 8020, package: Some("there".into()), task: Task::Test });
        assert_eq!(parsed("--port 0 --no-serve").unwrap().port, 0);
        assert_eq!(parsed("--port x").unwrap_err(), "`x` is not a port");
        assert_eq!(parsed("--port").unwrap_err(), "`--port` wants a number");
        assert_eq!(parsed("--serve").unwrap_err(), "`preview` takes no `--serve`");
    }

    #[test]
    fn samples_of_the_page_are_there() {
        for (from, _) in SAMPLES {
            assert!(workspace::root().join(from).exists(), "{from}");
        }
        let page = fs::read_to_string(workspace::root().join(PAGE).join("js/samples.js")).unwrap();
        let quoted = page
            .split('\'')
            .filter(|text| ["rules/", "calls/", "agents/"].iter().any(|folder| text.starts_with(folder)));
        for path in quoted {
            let found = SAMPLES.iter().any(|(from, to)| {
                path == *to
                    || path
                        .strip_prefix(to)
                        .and_then(|rest| rest.strip_prefix('/'))
                        .is_some_and(|name| workspace::root().join(from).join(name).exists())
            });
            assert!(found, "{path} is not among the samples");
        }
    }
}
