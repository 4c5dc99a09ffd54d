//! The hands of the tests: one running app, its window, and waiting.

use std::{
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key};
use serde_json::{Value, json};

/// How long anything may take on a busy machine with two cores.
pub const PATIENCE: Duration = Duration::from_secs(40);

/// The app, driven. It ends with the test.
pub struct App {
    client: Client,
    driver: Driver,
    laptop: PathBuf,
}

struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // The app is a child of the driver and does not always follow it.
        for pid in children_of(self.0.id()) {
            kill(pid);
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The selector of a thing named for the tests.
pub fn named(test: &str) -> String {
    format!("[data-test=\"{test}\"]")
}

impl App {
    /// Starts the built `prakarsa-desktop` on the laptop in a folder: its registry
    /// lies in `registri`, and whatever else the app keeps beside it.
    pub async fn start(app: &Path, laptop: &Path) -> App {
        assert!(app.is_file(), "there is no app: {}", app.display());
        for name in ["home", "data", "config", "cache"] {
            std::fs::create_dir_all(laptop.join(name)).expect("a folder");
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("PRAKARSA_REGISTRY", laptop.join("registri"))
            .env("HOME", laptop.join("home"))
            .env("XDG_DATA_HOME", laptop.join("data"))
            .env("XDG_CONFIG_HOME", laptop.join("config"))
            .env("XDG_CACHE_HOME", laptop.join("cache"))
            // Several apps at once: none may find another through a session bus.
            .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", laptop.join("no-bus").display()))
            .env("LANG", "C.UTF-8")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver starts (Debian package webkit2gtk-driver)");
        let driver = Driver(driver);
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < PATIENCE, "WebKitWebDriver does not answer");
            tokio::task::yield_now().await;
        }
        let wanted = json!({
            "webkitgtk:browserOptions": { "binary": app.to_string_lossy(), "args": [] },
            "timeouts": { "script": PATIENCE.as_millis() * 2 },
        });
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wanted.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the app starts");
        let app = App { client, driver, laptop: laptop.to_owned() };
        app.see("#app > *").await;
        app
    }

    /// Ends the app as a power cut would: no farewell, no last save. Whoever starts it
    /// again does so once it is gone, as after a power cut.
    pub fn kill(self) {
        let app = children_of(self.driver.0.id());
        assert!(!app.is_empty(), "the app runs");
        for pid in app {
            kill(pid);
            while runs(pid) {
                std::thread::yield_now();
            }
        }
    }

    /// Memory of the app and its webview processes, in MB, shared pages counted
    /// once (PSS).
    pub fn memory_mb(&self) -> u64 {
        let mut family = children_of(self.driver.0.id());
        let mut at = 0;
        while let Some(pid) = family.get(at).copied() {
            family.extend(children_of(pid));
            at += 1;
        }
        let pss = |pid: &u32| {
            let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
            let line = rollup.lines().find(|it| it.starts_with("Pss:")).map(str::to_owned)?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        };
        family.iter().filter_map(pss).sum::<u64>() / 1024
    }

    /// Waits in the page until an expression is true and answers its value.
    pub async fn until(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1], end = performance.now() + arguments[0];\
             const named = (it) => document.querySelector(`[data-test=\"${{it}}\"]`);\
             const look = () => {{ let it; try {{ it = ({expression}); }} catch (error) {{ it = null; }}\
             if (it || performance.now() > end) done(it); else setTimeout(look, 30); }}; look();"
        );
        let limit = PATIENCE.as_secs() * 1000;
        let value = loop {
            match self.client.execute_async(&script, vec![json!(limit)]).await {
                Ok(it) => break it,
                // The page was loaded anew meanwhile: what it shows then counts.
                Err(error) if error.to_string().contains("before the unload event") => {}
                Err(error) => panic!("the page answers: {error:?}"),
            }
        };
        if is_true(&value) {
            return value;
        }
        let shown = self.js("return location.hash + '\\n' + document.body.innerText.slice(0, 3000)").await;
        panic!("never true: {expression}\nThe page shows {}", shown.as_str().unwrap_or_default());
    }

    /// Runs a script in the page, with `return` for its value; does not wait for anything.
    pub async fn js(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.expect("the page answers")
    }

    /// Waits for an element by its CSS selector.
    pub async fn see(&self, selector: &str) -> Element {
        self.until(&format!("document.querySelector({})", json!(selector))).await;
        self.client.find(Locator::Css(selector)).await.expect("the element")
    }

    /// Waits for an element by its `data-test`.
    pub async fn find(&self, test: &str) -> Element {
        self.see(&named(test)).await
    }

    /// Waits until no element with this `data-test` is left.
    pub async fn gone(&self, test: &str) {
        self.until(&format!("!named('{test}')")).await;
    }

    /// Clicks as a mouse does, once the thing may be clicked and nothing covers it.
    pub async fn click(&self, test: &str) {
        self.click_on(&named(test)).await;
    }

    /// The same by a CSS selector. A page that moves between the look and the click takes
    /// the click elsewhere; one that never reached the thing is made again.
    pub async fn click_on(&self, selector: &str) {
        let name = json!(selector);
        for _ in 0..3 {
            let element = self.see(selector).await;
            self.until(&format!(
                "((it) => {{ it.scrollIntoView({{ block: 'center' }}); const box = it.getBoundingClientRect();\
                 const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);\
                 return !it.disabled && it.contains(top); }})(document.querySelector({name}))"
            ))
            .await;
            let listen = "window.reached = false; const reach = () => { window.reached = true; };\
                arguments[0].addEventListener('click', reach, { capture: true, once: true });";
            let reference = serde_json::to_value(&element).expect("a reference to an element");
            self.client.execute(listen, vec![reference]).await.expect("the page answers");
            element.click().await.unwrap_or_else(|error| panic!("click on {selector}: {error:?}"));
            // A page that was loaded anew by the click knows nothing of it.
            let wait = "const done = arguments[0], end = performance.now() + 2000;\
                const look = () => { if (window.reached !== false) done(true);\
                else if (performance.now() > end) done(false); else setTimeout(look, 10); }; look();";
            match self.client.execute_async(wait, vec![]).await {
                Ok(Value::Bool(false)) => eprintln!("a click did not reach {selector}"),
                _ => return,
            }
        }
        panic!("no click reaches {selector}");
    }

    /// Types into a field, in the place of what it holds.
    pub async fn write(&self, test: &str, text: &str) {
        let element = self.find(test).await;
        self.click(test).await;
        self.js(&format!("document.querySelector({}).select?.()", json!(named(test)))).await;
        element.send_keys(text).await.expect("typing");
    }

    /// Chooses an option of a native list.
    pub async fn choose(&self, test: &str, value: &str) {
        self.find(test).await.select_by_value(value).await.expect("the option");
    }

    /// The shown text of a thing.
    pub async fn text(&self, test: &str) -> String {
        self.find(test).await;
        let text = self.until(&format!("named('{test}').innerText.trim() || ' '")).await;
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    /// What a field holds.
    pub async fn value(&self, test: &str) -> String {
        self.find(test).await;
        let value = self.js(&format!("return document.querySelector({}).value", json!(named(test)))).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until everything typed is on the disk.
    pub async fn saved(&self) {
        self.until("(document.activeElement?.blur(), named('saved-state').dataset.state === 'saved')").await;
    }

    /// Opens a screen by its address, from `#` on.
    pub async fn go(&self, hash: &str) {
        self.js(&format!("location.hash = {}", json!(hash))).await;
    }

    /// Presses keys wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        self.client.active_element().await.expect("the focus").send_keys(keys).await.expect("typing");
    }

    /// Presses a key together with Ctrl.
    pub async fn ctrl(&self, key: char) {
        self.keys(&format!("{}{key}{}", Key::Control, Key::Null)).await;
    }

    /// Walks with the Tab key until the focus is in something.
    pub async fn tab_to(&self, selector: &str) {
        for _ in 0..120 {
            let there = format!("return !!document.activeElement?.closest({})", json!(selector));
            if self.js(&there).await == json!(true) {
                return;
            }
            self.keys(&String::from(char::from(Key::Tab))).await;
        }
        panic!("the Tab key never reaches {selector}");
    }

    /// Makes the window so large, in pixels.
    pub async fn size(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window's size");
        self.until(&format!("innerWidth === {width}")).await;
    }

    /// Waits until nothing moves any more and two frames are drawn.
    pub async fn settled(&self) {
        self.until("document.fonts.status === 'loaded' && document.getAnimations().every((it) => it.playState === 'finished' || it.effect?.getComputedTiming().iterations === Infinity)").await;
        let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.client.execute_async(frames, vec![]).await.expect("two frames");
    }

    /// A PNG of the window, once nothing moves.
    pub async fn picture(&self) -> Vec<u8> {
        self.settled().await;
        self.picture_now().await
    }

    /// A picture of what does not come to rest.
    pub async fn picture_now(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    /// Calls Tauri as the page does.
    pub async fn invoke(&self, command: &str, args: Value) {
        let script = "const done = arguments[2];\
            window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then(() => done(null), (e) => done(String(e)));";
        let answer = self.client.execute_async(script, vec![json!(command), args]).await.expect("the page answers");
        assert_eq!(answer, Value::Null, "{command}");
    }

    /// Says what the next dialog of the system answers: WebDriver works none, so the app
    /// that is built for tests listens to this.
    pub async fn point_at(&self, path: &Path) {
        self.hold_out("journey-points", &[path]).await;
    }

    /// Sends an event with paths until the app has seen it: Tauri lets one that meets
    /// another wait for the next.
    async fn hold_out(&self, event: &str, paths: &[&Path]) {
        let seen = self.laptop.join("seen");
        let _ = std::fs::remove_file(&seen);
        let started = Instant::now();
        while !seen.exists() {
            assert!(started.elapsed() < PATIENCE, "the app does not see {event}");
            let payload = json!({ "paths": paths, "seen": &seen });
            self.invoke("plugin:event|emit", json!({ "event": event, "payload": payload })).await;
        }
    }

    /// Chooses a path by the button behind a field.
    pub async fn choose_path(&self, test: &str, path: &Path) {
        self.point_at(path).await;
        self.click(&format!("{test}-pick")).await;
        self.until(&format!("named('{test}').value === {}", json!(path))).await;
    }

    /// Drags a thing out of the window into an empty folder, as
    /// [`drop_files`](Self::drop_files) drags one in; answers what came.
    pub async fn drag_out(&self, test: &str, folder: &Path) -> PathBuf {
        self.find(test).await;
        self.hold_out("journey-catches", &[folder]).await;
        let begin = format!(
            "document.querySelector({}).dispatchEvent(new DragEvent('dragstart', {{ bubbles: true, cancelable: true }}))",
            json!(named(test))
        );
        assert_eq!(self.js(&format!("return {begin}")).await, json!(false), "the page drags nothing itself");
        let started = Instant::now();
        loop {
            if let Some(came) = std::fs::read_dir(folder).expect("the folder").next() {
                return came.expect("what came").path();
            }
            assert!(started.elapsed() < PATIENCE, "nothing came into {}", folder.display());
            std::thread::yield_now();
        }
    }

    /// Drops files on a thing, as the system's file manager would: WebDriver
    /// cannot drag from outside, so the event that Tauri sends is sent here, and the app
    /// that is built for tests believes it.
    pub async fn drop_files(&self, test: &str, paths: &[&Path]) {
        self.find(test).await;
        self.hold_out("journey-drops", paths).await;
        let at = self
            .js(&format!(
                "const it = document.querySelector({}); it.scrollIntoView({{ block: 'center' }});\
                 const box = it.getBoundingClientRect(), ratio = devicePixelRatio;\
                 const y = Math.min(Math.max(box.top + 12, 100), innerHeight - 20);\
                 return {{ x: (box.left + box.width / 2) * ratio, y: y * ratio }}",
                json!(named(test))
            ))
            .await;
        let payload = json!({ "paths": paths, "position": at });
        let target = json!({ "kind": "Webview", "label": "main" });
        let args = json!({ "target": target, "event": "tauri://drag-drop", "payload": payload });
        self.invoke("plugin:event|emit_to", args).await;
    }

    /// Runs axe on what is shown and answers its violations, one line each.
    pub async fn axe(&self) -> Vec<String> {
        self.settled().await;
        if self.js("return typeof window.axe").await == json!("undefined") {
            let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
            let axe = std::fs::read_to_string(&axe).expect("axe-core: run npm ci in ui/");
            self.js(&format!("{axe}; window.axe = axe;")).await;
        }
        let run = "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then(\
            (it) => done(it.violations.flatMap((v) => v.nodes.map((n) => \
            `${v.id}: ${n.target.join(' ')} · ${(n.failureSummary ?? '').replace(/\\s+/g, ' ')}`))), (e) => done([String(e)]));";
        let found = self.client.execute_async(run, vec![]).await.expect("axe answers");
        found.as_array().unwrap().iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Waits until the registry of the app shows something the test names.
    pub async fn on_screen(&self, view: &str) {
        self.go(&format!("#/{view}")).await;
        self.find(&format!("view-{view}")).await;
    }
}

fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false))
}

/// The processes that a process has started.
fn children_of(pid: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    list.split_whitespace().filter_map(|it| it.parse().ok()).collect()
}

/// Whether a process still holds anything.
fn runs(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|it| !it.is_empty() && !it.trim_start().starts_with(['Z', 'X']))
}

/// Ends a process as a power cut would.
pub fn kill(pid: u32) {
    let _ = Command::new("kill").args(["-9", &pid.to_string()]).stderr(Stdio::null()).status();
}
