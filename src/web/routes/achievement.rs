//! Results of a plan become the annexes that say how far its objectives were reached.

use super::super::achievement_work::{AchievementChoices, make_set};
use super::super::pages;
use super::super::server::Shared;
use super::super::upload::{FilledForm, UploadedFile};
use super::chosen_plan::{OpenedPlan, chosen, missing, offered_plan};
use super::in_background;
use crate::italian::days::parse_day;
use crate::italian::years::parse_year;
use crate::job::{AchievementInput, PlanInput};
use axum::extract::{Form, Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path as FilePath;
use std::sync::Arc;

/// Field of the form for the plan.
pub(in crate::web) const PLAN: &str = "piano";
/// Field for workbooks with results.
pub(in crate::web) const RESULTS: &str = "risultati";
/// Field for the plan as it was approved.
pub(in crate::web) const APPROVED: &str = "approvato";
/// Field for years.
pub(in crate::web) const YEARS: &str = "anni";
/// Field for the day of a document on the way to the end of the year.
pub(in crate::web) const DAY: &str = "giorno";

/// Shows the form; `?piano=3` chooses that plan.
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Form(query): Form<BTreeMap<String, String>>,
) -> Response {
    pages::achievement::page(offered_plan(&shared, &query).as_ref()).into_response()
}

/// Makes the annexes.
pub(crate) async fn make(
    State(shared): State<Arc<Shared>>,
    form: Multipart,
) -> Result<Response, Response> {
    let form = FilledForm::read(form).await?;
    let open = OpenedPlan::of_form(&shared, &form);
    let (layout, defaults) = (shared.layout.clone(), shared.defaults.clone());
    let made = in_background(move || {
        let (years, state_of) = (years(form.value(YEARS))?, day(form.value(DAY))?);
        let layout = open.layout_or(layout);
        let input = input(form.files, &open)?;
        let choices = AchievementChoices { input, layout, defaults, years, state_of };
        Ok(make_set(choices))
    });
    let set = made.await?.map_err(|text: String| {
        let page = pages::message("Consuntivo non fatto", &text);
        (StatusCode::BAD_REQUEST, page).into_response()
    })?;
    let number = shared.sets.add(set);
    Ok(Redirect::to(&format!("/insieme/{number}")).into_response())
}

/// Returns the files of a form.
///
/// # Errors
/// The sentence on a plan that is missing, or given twice.
fn input(files: Vec<UploadedFile>, open: &OpenedPlan) -> Result<AchievementInput, String> {
    let (mut plans, mut results, mut approved) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        match &*file.field {
            RESULTS => {
                results.push(PlanInput::of_file(FilePath::new(&file.name), Ok(file.bytes)));
            }
            APPROVED => approved.push(file),
            _ => plans.push(file),
        }
    }
    let plan = chosen(plans, open.input(PLAN)?, "il piano")?.ok_or_else(|| missing("il piano"))?;
    let approved = chosen(approved, None, "il piano approvato")?.map(|approved| approved.plan);
    Ok(AchievementInput { plan: plan.plan, results, approved })
}

/// Returns the years in a list such as «2024, 2025»; none for an empty one.
fn years(words: &str) -> Result<BTreeSet<u16>, String> {
    let is_between = |c: char| c.is_whitespace() || c == ',' || c == ';';
    let years = words.split(is_between).filter(|word| !word.is_empty());
    let year = |word| {
        parse_year(word).ok_or_else(|| {
            format!("«{word}» non è un anno: si scrive con quattro cifre, per esempio 2024.")
        })
    };
    years.map(year).collect()
}

/// Returns the day that was typed; `None` for an empty field.
fn day(words: &str) -> Result<Option<chrono::NaiveDate>, String> {
    if words.is_empty() {
        return Ok(None);
    }
    let day = parse_day(words);
    let wrong = || format!("«{words}» non è una data esistente: scriverla come 30.06.2024.");
    Ok(Some(day.ok_or_else(wrong)?))
}
