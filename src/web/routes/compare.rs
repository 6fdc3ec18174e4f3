//! Two versions of a plan are compared, and both texts taken away side by side.

use super::super::comparison_work::ComparisonWork;
use super::super::pages;
use super::super::server::Shared;
use super::super::upload::{FilledForm, UploadedFile};
use super::annexes::download;
use super::chosen_plan::{ChosenPlan, OpenedPlan, chosen, missing, offered_plan};
use super::home::known_layout;
use super::in_background;
use crate::compare::{SettledMatch, Shown};
use crate::job::JobReport;
use axum::extract::{Form, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Field of the form for the old version, and its name in sentences.
pub(in crate::web) const BEFORE: (&str, &str) = ("prima", "il testo di prima");
/// Field of the form for the new version, and its name in sentences.
pub(in crate::web) const AFTER: (&str, &str) = ("dopo", "il testo nuovo");

/// Sentence on versions that are not compared.
const UNREADABLE: &str = "I due testi non si possono raffrontare.";

/// Shows the form for two files; `?piano=3` offers that plan as the new version.
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Form(query): Form<BTreeMap<String, String>>,
) -> Response {
    let open = offered_plan(&shared, &query);
    pages::compare::page(&shared.layout, open.as_ref()).into_response()
}

/// Lays two versions down.
pub(crate) async fn open(
    State(shared): State<Arc<Shared>>,
    form: Multipart,
) -> Result<Response, Response> {
    let form = FilledForm::read(form).await?;
    let open = OpenedPlan::of_form(&shared, &form);
    let layout = known_layout(&shared, form.value("layout"));
    let defaults = shared.defaults.clone();
    let work = in_background(move || {
        let layout = open.layout_named(layout);
        let [before, after] = sides(form.files, &open)?;
        Ok(ComparisonWork::new([before.plan, after.plan], before.set, layout, defaults))
    });
    let work = work.await?.map_err(|text: String| not_compared(&text))?;
    let number = shared.comparisons.add(work);
    Ok(Redirect::to(&format!("/raffronto/{number}")).into_response())
}

/// Shows what changed.
pub(crate) async fn account(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = comparison(&shared, number)?;
    in_background(move || pages::compare::account(number, &work).into_response()).await
}

/// Takes the matches that the person settles.
pub(crate) async fn settle(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    Form(values): Form<Vec<(String, String)>>,
) -> Result<Response, Response> {
    let work = comparison(&shared, number)?;
    let settled = settled_matches(&values).map_err(|text| not_compared(&text))?;
    let number = shared.comparisons.add(work.settled(settled));
    Ok(Redirect::to(&format!("/raffronto/{number}")).into_response())
}

/// Makes the annexes that show both texts side by side.
pub(crate) async fn side_by_side(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    Form(values): Form<BTreeMap<String, String>>,
) -> Result<Response, Response> {
    let work = comparison(&shared, number)?;
    let shown = if values.contains_key("tutto") { Shown::All } else { Shown::Changes };
    let made = in_background(move || work.side_by_side(number, shown)).await?;
    let set = made.ok_or_else(|| not_compared(UNREADABLE))?;
    let number = shared.sets.add(set);
    Ok(Redirect::to(&format!("/insieme/{number}")).into_response())
}

/// Hands over the document with revisions.
pub(crate) async fn revisions(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = comparison(&shared, number)?;
    let made = in_background(move || work.revisions()).await?;
    let made = made.ok_or_else(|| not_compared(UNREADABLE))?;
    let cause = "Il documento con le revisioni non si può fare.";
    let file = made.map_err(|report| not_made(number, cause, &report))?;
    Ok(download(&file.name, file.bytes))
}

/// Returns both versions.
///
/// # Errors
/// The sentence on what is missing, or given twice.
fn sides(files: Vec<UploadedFile>, open: &OpenedPlan) -> Result<[ChosenPlan; 2], String> {
    let (before, after) = files.into_iter().partition(|file| file.field == BEFORE.0);
    let before = chosen(before, open.input(BEFORE.0)?, BEFORE.1)?;
    match (before, chosen(after, open.input(AFTER.0)?, AFTER.1)?) {
        (Some(before), Some(after)) => Ok([before, after]),
        (None, None) => Err("Mancano i due testi: tornare indietro e sceglierli.".to_owned()),
        (None, Some(_)) => Err(missing(BEFORE.1)),
        (Some(_), None) => Err(missing(AFTER.1)),
    }
}

/// Returns the matches of a form: those of its lists, and the one whose numbers are typed.
///
/// # Errors
/// The sentence on numbers that are none.
fn settled_matches(values: &[(String, String)]) -> Result<Vec<SettledMatch>, String> {
    let value = |name: &str| {
        let found = values.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let listed = values.iter().filter(|(field, _)| field == "abbina");
    let mut words: Vec<String> = listed.map(|(_, value)| value.clone()).collect();
    let typed = (value(BEFORE.0), value(AFTER.0));
    if typed != (None, None) {
        let or_none = |number: Option<&str>| number.unwrap_or("nessuno").to_owned();
        words.push(format!("{}={}", or_none(typed.0), or_none(typed.1)));
    }
    words.retain(|words| !words.is_empty());
    let parsed = words.iter().map(|words| {
        SettledMatch::parse(words).ok_or_else(|| {
            "I numeri degli obiettivi vanno scritti in cifre, a partire da 1.".to_owned()
        })
    });
    parsed.collect()
}

/// Returns the comparison under `number`.
///
/// # Errors
/// The page that says that it is gone.
fn comparison(shared: &Shared, number: u32) -> Result<Arc<ComparisonWork>, Response> {
    shared.comparisons.get(number).ok_or_else(|| {
        let text = "Il raffronto non è più aperto in questa pagina: scegliere di nuovo i due file.";
        (StatusCode::NOT_FOUND, pages::message("Raffronto non aperto", text)).into_response()
    })
}

fn not_compared(text: &str) -> Response {
    (StatusCode::BAD_REQUEST, pages::message("Raffronto non fatto", text)).into_response()
}

fn not_made(number: u32, cause: &str, report: &JobReport) -> Response {
    (StatusCode::CONFLICT, pages::compare::not_made(number, cause, report)).into_response()
}
