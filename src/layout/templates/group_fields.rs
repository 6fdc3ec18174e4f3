//! Fields of groups in templates: `{{campo.missione}}`, `{{campo.costo.2026}}`.

use super::fault::fault;
use super::partials::parameter_name;
use crate::model::Key;
use handlebars::template::{HelperTemplate, Parameter, Template, TemplateElement};
use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, Path, PathSeg, RenderContext, RenderError,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Name of the fields of a group among the data of a text.
const FIELDS: &str = "campo";
/// Name of the reasons why a field has no value to print.
const REASONS: &str = "motivo";
/// Beginning of the name of a field of a group.
pub(super) const FIELD: &str = "campo.";
/// Name of who leads a group, a field like the others.
const MANAGER: &str = Key::Manager.name();
/// Command that writes a field; no template can spell a name with a blank.
const WRITE: &str = "scrivi campo";
/// Signs around the name of a field before its value, until [`WrittenText::of`] takes them out:
/// noncharacters, which no text of a plan or a layout may hold.
const BEGIN: char = '\u{FDD2}';
const END: char = '\u{FDD3}';

/// Values of a group in the fields that templates name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GroupFields<'a> {
    /// Values by field.
    #[serde(rename = "campo")]
    values: BTreeMap<&'a str, GroupValue>,
    /// Messages on fields without a common value.
    #[serde(rename = "motivo")]
    reasons: BTreeMap<&'a str, String>,
}

/// Value of a group in a field.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum GroupValue {
    /// Text that all objectives have alike; empty if none has any.
    Text(String),
    /// No value, as the objectives differ; a list, which conditions take for absent.
    Differs([(); 0]),
}

impl<'a> GroupFields<'a> {
    /// Sets the value that all objectives of the group have in `field`.
    pub fn set(&mut self, field: &'a str, text: String) {
        self.values.insert(field, GroupValue::Text(text));
    }

    /// Marks `field` as one in which the objectives differ; `reason` is the message for a template
    /// that writes it all the same.
    pub fn set_differing(&mut self, field: &'a str, reason: String) {
        self.values.insert(field, GroupValue::Differs([]));
        self.reasons.insert(field, reason);
    }
}

/// Text that a template wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenText {
    /// Words.
    pub text: String,
    /// Fields of the group whose values are among the words.
    pub fields: Vec<String>,
}

impl WrittenText {
    /// Takes the marks of fields out of `text`.
    pub(super) fn of(text: String) -> Self {
        if !text.contains(BEGIN) {
            return WrittenText { text, fields: Vec::new() };
        }
        let mut parts = text.split(BEGIN);
        let mut written =
            WrittenText { text: parts.next().unwrap_or_default().to_owned(), fields: Vec::new() };
        for part in parts {
            let (field, words) = part.split_once(END).unwrap_or(("", part));
            written.fields.push(field.to_owned());
            written.text.push_str(words);
        }
        written
    }
}

/// Makes one name of each path to a field: `campo.[spesa corrente].2026` is «spesa corrente.2026».
pub(super) fn join_paths(template: &mut Template) {
    for_each_helper(template, &mut |helper| {
        let parameters = helper.params.iter_mut().chain(helper.hash.values_mut());
        for parameter in parameters.chain([&mut helper.name]) {
            if let Parameter::Path(Path::Relative((parts, written))) = parameter
                && let [PathSeg::Named(first), rest @ ..] = parts.as_slice()
                && first == FIELDS
                && !rest.is_empty()
            {
                let names = rest.iter().filter_map(|part| match part {
                    PathSeg::Named(name) => Some(name.as_str()),
                    _ => None,
                });
                let field = names.collect::<Vec<_>>().join(".");
                *written = format!("{FIELD}{field}");
                *parts = vec![PathSeg::Named(FIELDS.to_owned()), PathSeg::Named(field)];
            }
        }
    });
}

/// Replaces every bare `{{campo.…}}` by the command that writes and marks it.
pub(super) fn mark_fields(template: &mut Template) {
    for_each_helper(template, &mut |helper| {
        let is_bare = !helper.block && helper.params.is_empty() && helper.hash.is_empty();
        let is_field = parameter_name(&helper.name)
            .is_some_and(|name| name.starts_with(FIELD) || name == MANAGER);
        if is_bare && is_field {
            let name = Parameter::Name(WRITE.to_owned());
            helper.params.push(std::mem::replace(&mut helper.name, name));
        }
    });
}

/// Calls `change` for every expression of `template`, those inside of others included.
fn for_each_helper(template: &mut Template, change: &mut dyn FnMut(&mut HelperTemplate)) {
    for element in &mut template.elements {
        if let TemplateElement::Expression(helper)
        | TemplateElement::HtmlExpression(helper)
        | TemplateElement::HelperBlock(helper) = element
        {
            in_helper(helper, change);
        }
    }
}

fn in_helper(helper: &mut HelperTemplate, change: &mut dyn FnMut(&mut HelperTemplate)) {
    for parameter in helper.params.iter_mut().chain(helper.hash.values_mut()) {
        if let Parameter::Subexpression(inner) = parameter
            && let TemplateElement::Expression(inner) = inner.element.as_mut()
        {
            in_helper(inner, change);
        }
    }
    for part in [&mut helper.template, &mut helper.inverse].into_iter().flatten() {
        for_each_helper(part, change);
    }
    change(helper);
}

/// Adds the command that writes a field to `registry`.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper(WRITE, Box::new(write));
}

fn write(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    context: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let (mark, text) = marked(helper, context)?;
    Ok(out.write(&(mark + &text))?)
}

/// Returns the text that the first value of a command is, and the mark of its field: empty unless
/// it is a field of a group with a value.
///
/// # Errors
/// The reason why the field has no value to print.
pub(super) fn marked(
    helper: &Helper<'_>,
    context: &Context,
) -> Result<(String, String), RenderError> {
    let Some(value) = helper.param(0) else { return Ok(Default::default()) };
    let path = value.relative_path().map(String::as_str);
    let field =
        path.and_then(|path| path.strip_prefix(FIELD).or((path == MANAGER).then_some(path)));
    if value.value().is_array() {
        let reason = field.and_then(|field| context.data().get(REASONS)?.get(field)?.as_str());
        return Err(fault(
            reason.unwrap_or("Gli obiettivi del gruppo non dicono lo stesso.").to_owned(),
            "Togliere il nome dal modello e stampare il campo in una colonna, oppure scriverlo solo dove dicono lo stesso: {{#if campo.…}}{{campo.…}}{{/if}}.",
        ));
    }
    let text = value.render();
    let mark = field.filter(|_| !text.is_empty());
    Ok((mark.map_or(String::new(), |field| format!("{BEGIN}{field}{END}")), text))
}
