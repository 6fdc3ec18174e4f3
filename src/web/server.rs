//! The server: an address of this computer, the table of its routes, and its end.

use super::access::{AccessKeys, guard, random_digits};
use super::comparison_work::ComparisonWork;
use super::desk::Desk;
use super::made_set::MadeSet;
use super::routes;
use super::session::Session;
use super::upload::MOST_BYTES;
use super::work::{PlanChoices, Work};
use crate::job::{PlanDefaults, PlanInput};
use crate::layout;
use crate::manifest::AnnexFormat;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::Notify;
use tokio::time::Instant;

/// Ports that are tried in this order: the browser keeps unfinished work by the address of the page, which
/// must be found again at the next start. Assigned to no service by IANA.
const USUAL_PORTS: RangeInclusive<u16> = 8437..=8441;
/// Time without a request after which the server ends.
const IDLE: Duration = Duration::from_secs(60 * 60);
/// Stack size of the threads that do the jobs: 8 MiB, as for a main thread, so that limits of depth hold
/// in both.
const STACK: usize = 8 * 1024 * 1024;

/// Options of [`serve`].
#[derive(Clone, Debug, Default)]
pub struct ServeOptions {
    /// Port; 0 for a usual one, or any that is free.
    pub port: u16,
    /// Files of one plan that is opened at once; none for the form that asks for them.
    pub files: Vec<PlanInput>,
    /// Folder in which the annexes of these files may be written; `None` to let the browser alone
    /// take them away.
    pub folder: Option<PathBuf>,
    /// Layout to begin with: a name of the program or a folder; `None` for the usual one.
    pub layout: Option<String>,
    /// Formats to begin with; none for all.
    pub formats: Vec<AnnexFormat>,
    /// Values of the plan's head that the office has set.
    pub defaults: PlanDefaults,
}

/// Failure of the server.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address cannot be had.
    #[error("la pagina non si può aprire su questo computer: {}", address_words(*.port, .cause))]
    Address {
        /// Port that was asked for; 0 for none.
        port: u16,
        /// Error of the system.
        cause: std::io::Error,
    },
    /// The system gives no random numbers.
    #[error("il sistema non dà numeri casuali, e senza la pagina non sarebbe protetta")]
    Random,
    /// The runtime or the server itself failed.
    #[error("la pagina si è chiusa per un errore del sistema")]
    System(#[from] std::io::Error),
}

fn address_words(port: u16, cause: &std::io::Error) -> String {
    let why = match cause.kind() {
        ErrorKind::AddrInUse => "è già di un altro programma, forse di un'altra pagina di allegati",
        ErrorKind::PermissionDenied => "non si può usare, il sistema non lo permette",
        _ => return "il sistema non dà un indirizzo su 127.0.0.1".to_owned(),
    };
    format!("la porta {port} {why}. Indicarne un'altra con --porta, o nessuna")
}

/// State that all requests share.
pub(super) struct Shared {
    pub(super) keys: AccessKeys,
    /// Plans that were opened.
    pub(super) desk: Desk<Work>,
    /// Versions of plans that are compared.
    pub(super) comparisons: Desk<ComparisonWork>,
    /// Layout that the program was started with.
    pub(super) layout: String,
    /// Formats of annexes to begin with.
    formats: Vec<AnnexFormat>,
    /// Values of the plan's head that the office has set.
    pub(super) defaults: PlanDefaults,
    /// Sets of annexes of comparisons and of results.
    pub(super) sets: Desk<MadeSet>,
    pub(super) session: Session,
    last_request: Mutex<Instant>,
    /// Told when the person closes the page.
    pub(super) closed: Notify,
}

impl Shared {
    /// Returns what a plan begins with in that layout.
    pub(super) fn choices(&self, layout: String) -> PlanChoices {
        PlanChoices {
            layout,
            own_layout: None,
            given: Vec::new(),
            map: Vec::new(),
            formats: self.formats.clone(),
            defaults: self.defaults.clone(),
        }
    }

    /// Returns the page to begin with: the plan that the program was started with, or the form.
    pub(super) fn first_page(&self) -> String {
        self.desk.last().map_or_else(|| "/".to_owned(), |number| format!("/lavoro/{number}"))
    }

    /// Notes that somebody is there.
    pub(super) fn touch(&self) {
        *self.last_request.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn last_request(&self) -> Instant {
        *self.last_request.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves the page until it is closed, or nobody has asked for anything for an hour; `opened`
/// takes the address that opens it.
///
/// # Errors
/// See [`ServeError`].
pub fn serve(options: ServeOptions, opened: impl FnOnce(&str)) -> Result<(), ServeError> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK)
        .enable_io()
        .enable_time()
        .build()?;
    runtime.block_on(async {
        let port = options.port;
        let listener = listener(port).await.map_err(|cause| ServeError::Address { port, cause })?;
        let address = listener.local_addr()?;
        let keys = AccessKeys::new(address).map_err(|_| ServeError::Random)?;
        let session = Session {
            run: random_digits().map_err(|_| ServeError::Random)?,
            folder: options.folder,
            has_usual_address: [options.port, *USUAL_PORTS.start()].contains(&address.port()),
        };
        let formats =
            if options.formats.is_empty() { AnnexFormat::ALL.to_vec() } else { options.formats };
        let shared = Arc::new(Shared {
            keys,
            desk: Desk::default(),
            comparisons: Desk::default(),
            layout: options.layout.unwrap_or_else(|| layout::DEFAULT.to_owned()),
            formats,
            defaults: options.defaults,
            sets: Desk::default(),
            session,
            last_request: Mutex::new(Instant::now()),
            closed: Notify::new(),
        });
        if !options.files.is_empty() {
            shared.desk.add(Work::new(options.files, shared.choices(shared.layout.clone())));
        }
        opened(&shared.keys.first_address());
        let end = end_of(shared.clone());
        axum::serve(listener, router(shared)).with_graceful_shutdown(end).await?;
        Ok(())
    })
}

/// Takes the port that was asked for; without one the first usual port that is free, or any other if all are
/// taken.
async fn listener(port: u16) -> std::io::Result<TcpListener> {
    let at = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    if port != 0 {
        return at(port).await;
    }
    for usual in USUAL_PORTS {
        if let Ok(listener) = at(usual).await {
            return Ok(listener);
        }
    }
    at(0).await
}

/// Returns when the page is closed or forgotten.
async fn end_of(shared: Arc<Shared>) {
    loop {
        let forgotten = tokio::time::sleep_until(shared.last_request() + IDLE);
        tokio::select! {
            () = shared.closed.notified() => return,
            () = forgotten => if shared.last_request().elapsed() >= IDLE { return },
        }
    }
}

/// Returns the routes, in the order in which a person walks them.
fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(routes::home::show))
        .route("/apri", post(routes::home::open))
        .route("/lavoro/{number}", get(routes::plan::show))
        .route("/lavoro/{number}/dati", post(routes::plan::give))
        .route("/lavoro/{number}/aspetto", post(routes::plan::lay_out))
        .route("/lavoro/{number}/formati", post(routes::plan::choose_formats))
        .route("/lavoro/{number}/layout", post(routes::own_layout::make))
        .route("/lavoro/{number}/layout.zip", get(routes::own_layout::take))
        .route("/lavoro/{number}/colonne", post(routes::plan::map))
        .route("/lavoro/{number}/piano.json", get(routes::edit::read).put(routes::edit::write))
        .route("/lavoro/{number}/controllo", post(routes::edit::check))
        .route("/lavoro/{number}/piano.yaml", get(routes::annexes::yaml))
        .route("/lavoro/{number}/pagina/{page}", get(routes::drawn_pages::page))
        .route("/lavoro/{number}/posti", post(routes::drawn_pages::places))
        .route("/lavoro/{number}/anteprima.pdf", get(routes::annexes::preview))
        .route("/lavoro/{number}/cartella", post(routes::folder::write))
        .route("/lavoro/{number}/tutti.zip", get(routes::annexes::all))
        .route("/lavoro/{number}/file/{name}", get(routes::annexes::one))
        .route("/raffronta", get(routes::compare::show).post(routes::compare::open))
        .route("/raffronto/{number}", get(routes::compare::account))
        .route("/raffronto/{number}/abbinamenti", post(routes::compare::settle))
        .route("/raffronto/{number}/testo-a-fronte", post(routes::compare::side_by_side))
        .route("/raffronto/{number}/revisioni.docx", get(routes::compare::revisions))
        .route("/consuntivo", get(routes::achievement::show).post(routes::achievement::make))
        .route("/insieme/{number}", get(routes::sets::show))
        .route("/insieme/{number}/anteprima.pdf", get(routes::sets::preview))
        .route("/insieme/{number}/tutti.zip", get(routes::sets::all))
        .route("/insieme/{number}/file/{name}", get(routes::sets::one))
        .route("/insieme/{number}/cartella", post(routes::sets::write))
        .route("/verifica", get(routes::verify::show).post(routes::verify::judge))
        .route("/guida", get(routes::guide::show))
        .route("/chiudi", post(routes::closing::close))
        .route("/risorse/{name}", get(routes::assets::show))
        .fallback(routes::home::missing)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}
