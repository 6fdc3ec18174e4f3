//! Who may ask: the browser that was opened, and no other program or page.
//!
//! The first address holds a key that opens once; from then on a cookie, which scripts cannot read
//! and other sites cannot send, stands for the browser. `Host` and `Origin` are compared with the
//! server's own address, so that neither a name that another site points here (DNS rebinding) nor a
//! form of another page gets an answer.

use super::pages;
use super::server::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rules for what a page may load: nothing that does not come from this server. Pages show the PDF
/// in a frame.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

/// Secrets of one run of the server, and its address.
#[derive(Debug)]
pub(super) struct AccessKeys {
    address: SocketAddr,
    /// Key in the first address.
    first: String,
    /// `true` once the first address was opened.
    is_used: AtomicBool,
    /// Value of the cookie.
    cookie: String,
}

impl AccessKeys {
    /// Makes keys that nobody can guess.
    ///
    /// # Errors
    /// The error of the system, if it has no random numbers.
    pub(super) fn new(address: SocketAddr) -> Result<Self, getrandom::Error> {
        Ok(AccessKeys {
            address,
            first: random_digits()?,
            is_used: AtomicBool::new(false),
            cookie: random_digits()?,
        })
    }

    /// Returns the address that opens the page once.
    pub(super) fn first_address(&self) -> String {
        format!("http://{}/?chiave={}", self.address, self.first)
    }

    fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the name of the cookie: browsers do not tell the ports of a computer apart.
    fn cookie_name(&self) -> String {
        format!("allegati-{}", self.address.port())
    }

    /// Returns `true` if the request names this server, and comes from a page of its own or from
    /// none.
    fn is_at_home(&self, method: &Method, headers: &HeaderMap) -> bool {
        let value = |name| headers.get(name).map(HeaderValue::as_bytes);
        let host = self.address.to_string();
        let origin = self.origin();
        let is_own = match value(header::ORIGIN) {
            Some(found) => found == origin.as_bytes(),
            // Browsers name the origin of whatever may change something.
            None => matches!(*method, Method::GET | Method::HEAD),
        };
        value(header::HOST) == Some(host.as_bytes()) && is_own
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let wanted = format!("{}={}", self.cookie_name(), self.cookie);
        let cookies =
            headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|line| line.split(';')).any(|cookie| cookie.trim() == wanted)
    }

    /// Returns `true` if the address holds the first key, the first time.
    fn opens(&self, query: &str) -> bool {
        query == format!("chiave={}", self.first) && !self.is_used.swap(true, Ordering::Relaxed)
    }
}

/// Returns 64 digits that nobody can guess.
///
/// # Errors
/// The error of the system, if it has no random numbers.
pub(super) fn random_digits() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Lets the own browser pass, and tells it how to treat what comes back.
pub(super) async fn guard(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    shared.touch();
    let keys = &shared.keys;
    let mut response = if !keys.is_at_home(request.method(), request.headers()) {
        refusal()
    } else if keys.has_cookie(request.headers()) {
        answered(request, next).await
    } else if request.uri().path() == "/" && keys.opens(request.uri().query().unwrap_or_default()) {
        welcome(keys, &shared.first_page())
    } else {
        refusal()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        // Not «no-referrer»: browsers then hide the origin of forms.
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(CONTENT_POLICY));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    response
}

/// Answers a request; a panic in it is a message, and the server goes on.
async fn answered(request: Request, next: Next) -> Response {
    tokio::spawn(next.run(request)).await.unwrap_or_else(|_| defect())
}

/// Returns the page on a defect of the program.
pub(super) fn defect() -> Response {
    let text = "Il lavoro si è interrotto per un difetto del programma, che va segnalato a chi lo mantiene. Il piano è rimasto com'era.";
    (StatusCode::INTERNAL_SERVER_ERROR, pages::message("Lavoro interrotto", text)).into_response()
}

/// Gives the browser its cookie, and takes the key out of its address.
fn welcome(keys: &AccessKeys, page: &str) -> Response {
    let cookie =
        format!("{}={}; HttpOnly; SameSite=Strict; Path=/", keys.cookie_name(), keys.cookie);
    ([(header::SET_COOKIE, cookie)], Redirect::to(page)).into_response()
}

fn refusal() -> Response {
    let text = "Questa pagina risponde soltanto al browser che allegati ha aperto. Per usarla, avviare di nuovo il programma.";
    (StatusCode::FORBIDDEN, pages::message("Pagina non disponibile", text)).into_response()
}
