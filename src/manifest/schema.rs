//! The JSON Schema of the manifest, derived from its types.

use super::Manifest;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

/// Returns the JSON Schema (draft 2020-12) of version [`super::VERSION`], as a file.
pub fn schema() -> String {
    // Rust's widths of numbers («uint32») are no formats of JSON Schema.
    let without_widths = RecursiveTransform(|schema: &mut Schema| {
        schema.remove("format");
    });
    // A reader fills in keys that a writer leaves out; a manifest is judged as it is written.
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(without_widths);
    let schema = settings.into_generator().into_root_schema_for::<Manifest>();
    format!("{:#}\n", schema.as_value())
}
