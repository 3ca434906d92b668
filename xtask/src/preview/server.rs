//! Serves a folder on localhost: GET and HEAD of static files, one thread for each connection, nothing else.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::Result;

/// Longer requests are refused.
const MAX_HEAD: u64 = 16 * 1024;

/// The page may load from where it came and connect nowhere else; a worker has only this header, no meta element.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) struct Server {
    listener: TcpListener,
    folder: PathBuf,
    port: u16,
}

impl Server {
    /// Port 0 takes any that is free.
    pub(super) fn bind(folder: &Path, port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))
            .map_err(|e| format!("port {port}: {e}; `--port` takes another one"))?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, folder: folder.to_owned(), port })
    }

    pub(super) fn url(&self) -> String {
        format!("http://localhost:{}/", self.port)
    }

    /// Until the process ends.
    pub(super) fn serve(&self) {
        for stream in self.listener.incoming().flatten() {
            let folder = self.folder.clone();
            // A connection that breaks off is the browser's business.
            std::thread::spawn(move || drop(answer(stream, &folder)));
        }
    }
}

fn answer(stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new((&stream).take(MAX_HEAD));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The rest of the head says nothing that matters here, and has to be read before the answer.
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 && !line.trim_end().is_empty() {
        line.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, kind, body) = if matches!(method, "GET" | "HEAD") {
        file(folder, target)
    } else {
        ("405 Method Not Allowed", "text/plain", b"only GET and HEAD".to_vec())
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {POLICY}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut out = &stream;
    out.write_all(head.as_bytes())?;
    if method == "GET" {
        out.write_all(&body)?;
    }
    out.flush()
}

/// Status, type and bytes of what a request asks for.
fn file(folder: &Path, target: &str) -> (&'static str, &'static str, Vec<u8>) {
    let found = path(target).and_then(|p| {
        let p = folder.join(p);
        let p = if p.is_dir() { p.join("index.html") } else { p };
        fs::read(&p).ok().map(|bytes| (kind(&p), bytes))
    });
    match found {
        Some((kind, bytes)) => ("200 OK", kind, bytes),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    }
}

/// The path below the folder; `None` where it would lead out of it.
fn path(target: &str) -> Option<PathBuf> {
    let target = target.split(['?', '#']).next()?;
    let decoded = decode(target.strip_prefix('/')?)?;
    let path = PathBuf::from(decoded);
    path.components().all(|c| matches!(c, Component::Normal(_))).then_some(path)
}

/// `%20` and the like, as UTF-8; `None` where that is broken.
fn decode(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digits = [bytes.next()?, bytes.next()?];
        out.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(out).ok().filter(|path| !path.contains(['\0', '\\']))
}

/// A browser compiles WASM while it loads only where the type is right.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "toml" | "md" | "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_folder_is_served() {
        assert_eq!(path("/js/main.js?x=1#y"), Some(PathBuf::from("js/main.js")));
        assert_eq!(path("/samples/%C3%BC.json"), Some(PathBuf::from("samples/ü.json")));
        assert_eq!(path("/"), Some(PathBuf::new()));
        for out in [
            "/../Cargo.toml",
            "/js/../../x",
            "/%2e%2e/x",
            "//etc/passwd",
            "/a%00",
            "/a%5cb",
            "/%",
            "/%ff",
            "js",
            "",
        ] {
            assert_eq!(path(out), None, "{out}");
        }
    }

    #[test]
    fn a_file_comes_with_its_type_and_the_policy() {
        let folder = std::env::temp_dir().join(format!("klartext-preview-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>hier</p>").unwrap();
        fs::write(folder.join("a.wasm"), [0, 97]).unwrap();
        let server = Server::bind(&folder, 0).unwrap();
        let port = server.port;
        std::thread::spawn(move || server.serve());
        let ask = |request: &str| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            let mut out = Vec::new();
            stream.read_to_end(&mut out).unwrap();
            String::from_utf8_lossy(&out).into_owned()
        };
        let page = ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "{page}");
        assert!(page.contains("connect-src 'self'") && page.ends_with("\r\n\r\n<p>hier</p>"), "{page}");
        let head = ask("HEAD /a.wasm HTTP/1.1\r\n\r\n");
        assert!(
            head.contains("application/wasm\r\nContent-Length: 2\r\n") && head.ends_with("\r\n\r\n"),
            "{head}"
        );
        assert!(ask("GET /b HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
        assert!(ask("POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
        fs::remove_dir_all(&folder).unwrap();
    }
}
