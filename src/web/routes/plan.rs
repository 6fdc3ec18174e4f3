//! The second step: what was understood, what is missing, what is wrong.

use super::super::own_layout::rebased;
use super::super::pages;
use super::super::server::Shared;
use super::super::upload::FilledForm;
use super::super::work::{PlanChoices, Work};
use super::home::known_layout;
use super::{conflict, filled_form, in_background, work};
use crate::manifest::AnnexFormat;
use crate::model::{GivenValue, HeadKey, Heading};
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Shows a plan with its findings.
pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
) -> Result<Response, Response> {
    let work = work(&shared, number)?;
    in_background(move || pages::plan::page(&shared.session, number, &work).into_response()).await
}

/// Takes the choice of a layout.
pub(crate) async fn lay_out(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    let layout = known_layout(&shared, form.value("layout"));
    let own_layout = work.choices.own_layout.as_ref().and_then(|own| rebased(own, &layout));
    let own_layout = own_layout.map(Arc::new);
    let chosen = work.chosen(PlanChoices { layout, own_layout, ..work.choices.clone() });
    put_down(&shared, number, sent_version(&form), chosen)
}

/// Takes the choice of formats.
pub(crate) async fn choose_formats(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    let is_chosen = |format: &AnnexFormat| {
        form.values.iter().any(|(name, value)| name == "formato" && value == format.extension())
    };
    let formats: Vec<AnnexFormat> = AnnexFormat::ALL.into_iter().filter(is_chosen).collect();
    if formats.is_empty() {
        let text = "Non è stato scelto nessun formato: tornare indietro e sceglierne almeno uno.";
        return Err(
            (StatusCode::BAD_REQUEST, pages::message("Nessun formato", text)).into_response()
        );
    }
    let chosen = work.chosen(PlanChoices { formats, ..work.choices.clone() });
    put_down(&shared, number, sent_version(&form), chosen)
}

/// Takes what no file says: values of the plan's head.
pub(crate) async fn give(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    let version = sent_version(&form);
    let chosen = in_background(move || {
        let choices =
            PlanChoices { given: given_values(&form, work.proposed()), ..work.choices.clone() };
        work.chosen(choices)
    });
    put_down(&shared, number, version, chosen.await?)
}

/// Takes the fields of columns.
pub(crate) async fn map(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<u32>,
    form: Multipart,
) -> Result<Response, Response> {
    let (form, work) = filled_form(&shared, number, form).await?;
    if !work.has_table() {
        let text = "Il piano è già stato corretto in questa pagina, e le colonne non sono cambiate: rileggere la tabella toglierebbe le correzioni. Per sceglierle di nuovo, aprire di nuovo il file.";
        return Err(
            (StatusCode::CONFLICT, pages::message("Colonne non cambiate", text)).into_response()
        );
    }
    let map = headings(&form, &work.choices.map);
    let chosen = work.chosen(PlanChoices { map, ..work.choices.clone() });
    put_down(&shared, number, sent_version(&form), chosen)
}

/// Returns the version that the form was filled in on.
pub(super) fn sent_version(form: &FilledForm) -> u32 {
    form.value("versione").parse().unwrap_or_default()
}

/// Puts a changed work in the place of the one that the form was filled in on.
pub(super) fn put_down(
    shared: &Shared,
    number: u32,
    version: u32,
    changed: Work,
) -> Result<Response, Response> {
    if shared.desk.replace(number, version, changed) {
        Ok(Redirect::to(&format!("/lavoro/{number}")).into_response())
    } else {
        Err(conflict())
    }
}

/// Returns the values of the head that were filled in, and those of `proposed` that were confirmed.
fn given_values(form: &FilledForm, proposed: &[GivenValue]) -> Vec<GivenValue> {
    let filled = form.values.iter().map(|(key, value)| (key, value.trim()));
    let known = filled.filter(|(key, value)| HeadKey::parse(key).is_some() && !value.is_empty());
    let mut given: Vec<GivenValue> = known
        .map(|(key, value)| GivenValue { key: key.clone(), value: value.to_owned() })
        .collect();
    for (_, list) in form.values.iter().filter(|(name, _)| name == "proposta") {
        // What a person wrote stands before what the file seems to say.
        if !given.iter().any(|value| is_of(value, list)) {
            given.extend(proposed.iter().filter(|value| is_of(value, list)).cloned());
        }
    }
    given
}

/// Returns `true` for a value of the list: «firmatari.1.nome» is one of «firmatari».
fn is_of(value: &GivenValue, list: &str) -> bool {
    value.key.split('.').next() == Some(list)
}

/// Returns the fields of columns that a person chose, in this form or in one before: triples of
/// fields `colonna`, `prima` and `campo`.
fn headings(form: &FilledForm, before: &[Heading]) -> Vec<Heading> {
    let of = |name: &'static str| {
        form.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    };
    let mut map: Vec<Heading> = Vec::new();
    for ((words, recognised), field) in of("colonna").zip(of("prima")).zip(of("campo")) {
        let was_chosen = before.iter().any(|heading| heading.words == words);
        let is_chosen = field != recognised || was_chosen;
        if is_chosen && !field.is_empty() && map.iter().all(|heading| heading.words != words) {
            map.push(Heading { field: field.to_owned(), words: words.to_owned() });
        }
    }
    map
}
