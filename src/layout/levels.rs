//! `[[livelli]]`: levels that tables are grouped by.

use super::fields::{SettingsReader, SettingsSection, optional};
use super::keys;
use super::{LevelPlace, LevelSetup};

pub(super) fn levels(
    fields: &mut SettingsReader<'_>,
    root: SettingsSection<'_>,
) -> Option<Vec<LevelSetup>> {
    let mut levels: Vec<LevelSetup> = Vec::new();
    let mut sound = true;
    for section in fields.sections(root, "livelli") {
        match level(fields, section) {
            // Levels after a wrong one are checked all the same, so that one run shows every error.
            Some(level) => {
                sound &= level_fits(fields, section, &levels, &level);
                levels.push(level);
            }
            None => sound = false,
        }
    }
    sound.then_some(levels)
}

fn level(fields: &mut SettingsReader<'_>, section: SettingsSection<'_>) -> Option<LevelSetup> {
    fields.known(section, keys::LEVEL);
    let field = fields.text(section, "campo");
    let places = [("titolo", LevelPlace::Heading), ("fascia", LevelPlace::Band)];
    let place = fields.choice(section, "posto", &places);
    let text = optional(section, "testo", None, |key| fields.text(section, key).map(Some));
    let total = optional(section, "totale", false, |key| fields.flag(section, key));
    let page_break = optional(section, "salto-pagina", false, |key| fields.flag(section, key));
    Some(LevelSetup {
        field: field?,
        place: place?,
        text: text?,
        total: total?,
        page_break: page_break?,
    })
}

fn level_fits(
    fields: &mut SettingsReader<'_>,
    section: SettingsSection<'_>,
    outer: &[LevelSetup],
    level: &LevelSetup,
) -> bool {
    let twice = outer.iter().any(|l| l.field.value == level.field.value);
    if twice {
        fields.complain(
            section.place(),
            "Lo stesso livello è indicato due volte.",
            "Lasciarlo una volta sola.",
        );
    }
    // A band is a row of a table, a heading stands outside of tables.
    let upside_down =
        level.place == LevelPlace::Heading && outer.iter().any(|l| l.place == LevelPlace::Band);
    if upside_down {
        fields.complain(
            section.place(),
            "Un titolo non può stare dentro una fascia.",
            "Mettere prima i livelli con posto = \"titolo\", poi quelli con posto = \"fascia\".",
        );
    }
    // A band is a row of a table, and Word breaks no page between two rows.
    let within = level.place == LevelPlace::Band && level.page_break;
    if within {
        let place = fields.value(section, "salto-pagina").map_or(section.place(), |v| v.place);
        fields.complain(
            place,
            "Una fascia non può cominciare una pagina: sta dentro una tabella.",
            "Scrivere posto = \"titolo\" per questo livello, o togliere «salto-pagina».",
        );
    }
    !twice && !upside_down && !within
}
