//! Files of templates that nothing of the layout writes.

use super::{Layout, Slot, builtin};
use crate::diag::{Code, Diagnostic};
use crate::italian::nearest::nearest;
use crate::source::Span;

impl Layout {
    /// A finding for each `.hbs` file of the layout's own folder that nothing writes: its name is
    /// misspelled, or the level that it names writes its groups in another way.
    pub(super) fn unread_templates(&self) -> Vec<Diagnostic> {
        let stray = self.templates.unread();
        let of_levels = [(Slot::Area, "area"), (Slot::Period, "periodo")].into_iter();
        let of_levels = of_levels.filter(|(_, level)| !self.writes(level));
        let of_levels = of_levels.map(|(slot, _)| (slot.name(), self.templates.span(slot)));
        // A base may well have more than a layout on top of it needs.
        let usual = builtin::templates();
        let is_own = |name: &str| {
            let path = format!("{name}.hbs");
            let own = self.files.iter().find(|file| file.layer == 0 && file.path == path);
            // A whole copy of a layout has the files of the default one as well.
            own.is_some_and(|own| usual.get(name).is_none_or(|usual| usual.digest != own.digest))
        };
        let unread = stray.map(|file| (file, true)).chain(of_levels.map(|file| (file, false)));
        let own = unread.filter(|((name, _), _)| is_own(name));
        own.map(|((name, place), is_stray)| finding(name, place, is_stray)).collect()
    }

    /// Returns `true` if the groups of `level` are written by its file: the layout has the level, and no
    /// text of its own for it.
    fn writes(&self, level: &str) -> bool {
        self.levels.iter().any(|setup| setup.field.value == level && setup.text.is_none())
    }
}

fn finding(name: &str, place: Span, is_stray: bool) -> Diagnostic {
    let message = format!("Il layout non usa il modello «{name}.hbs».");
    let hint = match nearest(name, Slot::ALL.map(Slot::name)).filter(|_| is_stray) {
        Some(near) => format!("Forse si intendeva «{near}.hbs»."),
        None if is_stray => {
            let names: Vec<_> = Slot::ALL.iter().map(|slot| slot.name()).collect();
            format!(
                "I nomi sono: {}; oppure richiamarlo in un altro con «{{{{> {name}}}}}».",
                names.join(", ")
            )
        }
        None => format!(
            "Il layout non ha un livello «{name}» che lo scriva, o il livello ha un «testo» suo: togliere il file, o il «testo»."
        ),
    };
    Diagnostic::new(Code::UnreadTemplate, place, message).hint(hint)
}
