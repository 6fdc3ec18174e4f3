//! The second step: what was understood, what is missing, what is wrong.

use super::super::pages;
use super::super::server::Shared;
use super::super::upload::FilledForm;
use super::super::work::PlanChoices;
use super::home::known_layout;
use super::{conflict, in_background, work};
use crate::model::{GivenValue, HeadKey, Heading, Key};
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Shows a plan with its findings.
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    in_background(move || pages::plan::page(number, &work).into_response()).await
}

/// Takes what no file says: values of the plan's head, fields of columns, the layout.
pub(crate) async fn give(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let form = FilledForm::read(form).await?;
    let work = work(&shared, number)?;
    let version = form.value("versione").parse().unwrap_or_default();
    let choices = PlanChoices {
        layout: known_layout(form.value("layout")),
        given: given_values(&form),
        map: headings(&form),
    };
    let changed = work.changed(work.files.clone(), choices);
    if shared.desk.replace(number, version, changed) {
        Ok(Redirect::to(&format!("/lavoro/{number}")).into_response())
    } else {
        Err(conflict())
    }
}

/// Returns the values of the head that were filled in; each line of the signers is one of them.
fn given_values(form: &FilledForm) -> Vec<GivenValue> {
    let given = form.values.iter().flat_map(|(key, value)| {
        let is_known = HeadKey::parse(key).is_some();
        let is_list = key == Key::Signers.name();
        let parts: Vec<&str> = if is_list { value.lines().collect() } else { vec![value] };
        let parts = parts.into_iter().map(str::trim).filter(|part| is_known && !part.is_empty());
        parts
            .map(|part| GivenValue { key: key.clone(), value: part.to_owned() })
            .collect::<Vec<_>>()
    });
    given.collect()
}

/// Returns the fields of columns that were chosen: pairs of fields `colonna` and `campo`.
fn headings(form: &FilledForm) -> Vec<Heading> {
    let of = |name: &'static str| {
        form.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    };
    let pairs = of("colonna").zip(of("campo"));
    let chosen = pairs.filter(|(words, field)| !words.is_empty() && !field.is_empty());
    chosen
        .map(|(words, field)| Heading { field: field.to_owned(), words: words.to_owned() })
        .collect()
}
