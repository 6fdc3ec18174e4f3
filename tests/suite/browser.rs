//! A browser of the local page, for tests that ask as a browser asks.

use allegati::job::PlanInput;
use allegati::web::{ServeOptions, serve};
use std::io::{Cursor, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use zip::ZipArchive;

/// Running server and the browser that it knows.
pub(crate) struct Browser {
    pub(crate) host: String,
    pub(crate) key: String,
    pub(crate) cookie: String,
    server: JoinHandle<()>,
}

/// Answer of the server.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Returns names and bytes of the files of an archive.
    pub(crate) fn unpacked(&self) -> Vec<(String, Vec<u8>)> {
        let mut archive = ZipArchive::new(Cursor::new(&self.body)).expect("an archive");
        let count = archive.len();
        let file = |at: usize| {
            let mut file = archive.by_index(at).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").into_owned(), bytes)
        };
        (0..count).map(file).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }
}

impl Browser {
    /// Starts the server with these files, and opens its first address.
    pub(crate) fn open(files: Vec<PlanInput>) -> Browser {
        Browser::serve(ServeOptions { files, ..ServeOptions::default() })
    }

    /// Starts the server with these files, beside which annexes go into `folder`.
    pub(crate) fn open_beside(files: Vec<PlanInput>, folder: PathBuf) -> Browser {
        Browser::serve(ServeOptions { files, folder: Some(folder), ..ServeOptions::default() })
    }

    fn serve(options: ServeOptions) -> Browser {
        let (sender, address) = mpsc::channel();
        let server = thread::spawn(move || {
            let opened = |address: &str| sender.send(address.to_owned()).expect("a listener");
            serve(options, opened).expect("a server");
        });
        let address = address.recv().expect("an address");
        let rest = address.strip_prefix("http://").expect("an address");
        let (host, key) = rest.split_once('/').expect("a path");
        let mut browser = Browser {
            host: host.to_owned(),
            key: format!("/{key}"),
            cookie: String::new(),
            server,
        };
        let welcome = browser.get(&browser.key);
        assert_eq!(welcome.status, 303, "{}", welcome.head);
        let cookie = welcome.header("set-cookie").expect("a cookie");
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{cookie}");
        browser.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        browser
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.usual_headers(), b"")
    }

    pub(crate) fn usual_headers(&self) -> Vec<(&str, String)> {
        vec![
            ("Host", self.host.clone()),
            ("Cookie", self.cookie.clone()),
            ("Origin", format!("http://{}", self.host)),
        ]
    }

    /// Sends a form with files (field, name, content) and values.
    pub(crate) fn send(
        &self,
        path: &str,
        files: &[(&str, &str, &[u8])],
        values: &[(&str, &str)],
    ) -> Answer {
        const LIMIT: &str = "limite-tra-i-campi";
        let mut body = Vec::new();
        for (field, value) in values {
            let head =
                format!("--{LIMIT}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{LIMIT}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{LIMIT}--\r\n").as_bytes());
        let mut headers = self.usual_headers();
        headers.push(("Content-Type", format!("multipart/form-data; boundary={LIMIT}")));
        self.ask("POST", path, &headers, &body)
    }

    /// Sends a form without files.
    pub(crate) fn submit(&self, path: &str, values: &[(&str, &str)]) -> Answer {
        let pairs = values.iter().map(|(name, value)| format!("{name}={value}"));
        let mut headers = self.usual_headers();
        headers.push(("Content-Type", "application/x-www-form-urlencoded".to_owned()));
        self.ask("POST", path, &headers, pairs.collect::<Vec<_>>().join("&").as_bytes())
    }

    pub(crate) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("a server");
        let headers: String =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head, body: answer.split_off(end + 4) }
    }

    /// Closes the page, and waits for the program to end.
    pub(crate) fn close(self) {
        let farewell = self.send("/chiudi", &[], &[]);
        assert!(farewell.text().contains("Il programma è chiuso"), "{}", farewell.text());
        self.server.join().expect("an end without a panic");
    }
}
