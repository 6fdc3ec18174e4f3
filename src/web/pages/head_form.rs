//! The form for what no file says: title, body, act, signers.

use crate::model::{GivenValue, Key};
use crate::web::work::Work;
use maud::{Markup, html};

/// Values of the head that the form asks for: key, whether it may have several lines, an example.
const HEAD: [(Key, bool, &str); 9] = [
    (Key::Title, false, "PIANO DEGLI OBIETTIVI 2026"),
    (Key::Entity, false, "Comune di Esempio"),
    (Key::Area, false, "AREA TECNICA"),
    (Key::Period, false, "ANNO 2026"),
    (Key::Resolution, false, "Giunta n. 12 del 31.01.2026"),
    (Key::Date, false, "31.01.2026"),
    (Key::Annex, false, "A"),
    (Key::Premise, true, ""),
    (Key::Closing, true, ""),
];
/// Signers that the form has room for, beside those that were named before.
const FREE_SIGNERS: usize = 2;

/// Returns the form.
pub(super) fn form(number: u32, work: &Work) -> Markup {
    html! {
        details class="card" id="dati" open[work.made().set.is_err()] {
            summary { h2 { "Quello che il file non dice" } }
            form method="post" action=(format!("/lavoro/{number}/dati")) enctype="multipart/form-data" {
                input type="hidden" name="versione" value=(work.version);
                (proposals(work))
                div class="grid" {
                    @for (key, is_long, example) in HEAD {
                        (field(key.name(), key.label(), &value(work, key.name()), is_long, example))
                    }
                }
                (signers(work))
                button { "Applica" }
            }
        }
    }
}

fn field(name: &str, label: &str, value: &str, is_long: bool, example: &str) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            @if is_long {
                textarea id=(name) name=(name) rows="2" placeholder=(example) { (value) }
            } @else {
                input id=(name) name=(name) value=(value) placeholder=(example);
            }
        }
    }
}

/// Returns the value that was given before; empty if none was.
fn value(work: &Work, key: &str) -> String {
    let given = work.choices.given.iter().find(|given| given.key == key);
    given.map(|given| given.value.clone()).unwrap_or_default()
}

/// Returns the people who sign, a row each.
fn signers(work: &Work) -> Markup {
    let key =
        |number: usize, part: Key| format!("{}.{number}.{}", Key::Signers.name(), part.name());
    let is_given = |number: &usize| {
        [Key::Capacity, Key::Name].iter().any(|part| !value(work, &key(*number, *part)).is_empty())
    };
    let given = (1..).take_while(is_given).count();
    html! {
        fieldset {
            legend { "Chi firma" }
            @for number in 1..=given + FREE_SIGNERS {
                div class="row" {
                    @for (part, example) in [(Key::Capacity, "Il Segretario comunale"), (Key::Name, "Mario Rossi")] {
                        @let name = key(number, part);
                        (field(&name, &format!("{} di chi firma, {number}", part.label()), &value(work, &name), false, example))
                    }
                }
            }
        }
    }
}

/// Returns what the files seem to say, to be confirmed: a box for the premise and one for the
/// signers.
fn proposals(work: &Work) -> Markup {
    let proposed: Vec<&GivenValue> =
        work.proposed().iter().filter(|v| !is_known(work, v)).collect();
    html! {
        @if !proposed.is_empty() {
            fieldset {
                legend { "Il file sembra dire anche" }
                @for key in [Key::Premise, Key::Signers] {
                    @let values: Vec<&str> = proposed.iter().filter(|v| v.key.starts_with(key.name())).map(|v| v.value.as_str()).collect();
                    @if !values.is_empty() {
                        label class="check" {
                            input type="checkbox" name="proposta" value=(key.name());
                            " " (key.label()) ": " (values.join(", "))
                        }
                    }
                }
            }
        }
    }
}

/// Returns `true` for a proposal that a person has taken or replaced.
fn is_known(work: &Work, proposed: &GivenValue) -> bool {
    let list = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
    work.choices.given.iter().any(|given| list(&given.key) == list(&proposed.key))
}
