//! A picture of the real window, in the few words of WebDriver that it takes.
//! The journeys in `e2e/` use a real client; this keeps `run` free of one.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::step::{Done, about};

/// The verb by which this program calls itself on a screen in memory.
pub const VERB: &str = "picture-of";

/// Waits in the page for an element, then for two drawn frames: the picture is
/// of the last frame that was put together.
const SETTLE: &str = "const done = arguments[arguments.length - 1]; location.hash = arguments[0]; \
    const look = () => document.querySelector(arguments[1]) \
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(true))) : setTimeout(look, 50); look();";

const PATIENCE: Duration = Duration::from_secs(60);

struct Driver {
    process: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `picture-of APP OUT HASH SELECTOR`: starts the app, goes to the address, waits
/// for the element and keeps a picture.
pub fn picture(args: &[String]) -> Done {
    let [app, out, hash, selector] = args else { return Err(format!("{VERB} APP OUT HASH SELECTOR")) };
    let driver = Driver::start()?;
    let asked = format!(
        r#"{{"capabilities":{{"alwaysMatch":{{"webkitgtk:browserOptions":{{"binary":{},"args":[]}}}}}}}}"#,
        quote(app)
    );
    let session = driver.post("/session", &asked)?;
    let id = text_of(&session, "sessionId").ok_or_else(|| format!("the app did not start: {session}"))?;
    driver.post(&format!("/session/{id}/timeouts"), r#"{"script":60000}"#)?;
    let script = format!(r#"{{"script":{},"args":[{},{}]}}"#, quote(SETTLE), quote(hash), quote(selector));
    let settled = driver.post(&format!("/session/{id}/execute/async"), &script)?;
    if !settled.contains("true") {
        return Err(format!("the window did not show {selector}: {settled}"));
    }
    let shot = driver.ask("GET", &format!("/session/{id}/screenshot"), "")?;
    let png = text_of(&shot, "value").and_then(|it| base64(&it)).ok_or("no picture came back")?;
    let out = Path::new(out);
    std::fs::write(out, png).map_err(|error| about(out, &error))?;
    driver.ask("DELETE", &format!("/session/{id}"), "").map(drop)
}

impl Driver {
    fn start() -> Done<Driver> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
        let port = free.map_err(|error| error.to_string())?.port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("WebKitWebDriver did not start: {error}"))?;
        let driver = Driver { process, port };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if started.elapsed() > PATIENCE {
                return Err("WebKitWebDriver does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    fn post(&self, path: &str, body: &str) -> Done<String> {
        self.ask("POST", path, body)
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Done<String> {
        let talk = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_read_timeout(Some(PATIENCE * 2))?;
            let length = body.len();
            write!(
                stream,
                "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
                 Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer)?;
            Ok(String::from_utf8_lossy(&answer).into_owned())
        };
        let answer = talk().map_err(|error| format!("WebKitWebDriver: {error}"))?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("WebKitWebDriver said nothing")?;
        if head.split(' ').nth(1) == Some("200") {
            Ok(body.to_owned())
        } else {
            Err(format!("WebKitWebDriver refused {method} {path}: {}", body.trim()))
        }
    }
}

/// A text as JSON.
fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// The first text under a name; good for answers without escapes.
fn text_of(json: &str, name: &str) -> Option<String> {
    let after = json.split(&format!("\"{name}\"")).nth(1)?.trim_start().strip_prefix(':')?;
    after.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned)
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes().filter(|it| *it != b'=') {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{base64, quote, text_of};

    #[test]
    fn the_few_words_are_read_and_written() {
        assert_eq!(base64("UHJha2Fyc2E=").unwrap(), b"Prakarsa");
        assert_eq!(base64("a b"), None);
        assert_eq!(text_of(r#"{"value":{"sessionId":"x-1"}}"#, "sessionId").unwrap(), "x-1");
        assert_eq!(quote("a\"b\\c\n"), r#""a\"b\\c\u000a""#);
    }
}
