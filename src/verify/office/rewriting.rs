//! Words for a file that reads the same: another program saved it, and rewrote parts of it that
//! only a person can judge.

use super::appearance::SavingLosses;
use super::content::OfficeContent;
use super::wording::reason;
use crate::italian::plural::enumeration;
use crate::office::PartKind;
use crate::verify::{Reason, Verdict};

/// Describes a file of which no difference has been found.
pub(super) fn describe(
    before: &OfficeContent,
    after: &OfficeContent,
    losses: SavingLosses,
) -> Reason {
    let kinds = before.inventory.digests.differing(&after.inventory.digests);
    let lost = if losses.table_descriptions {
        "; ha tolto titolo e descrizione delle tabelle, che sente chi non vede"
    } else {
        ""
    };
    if kinds.is_empty() {
        let text =
            "dice le stesse cose, cella per cella, ma un altro programma lo ha salvato di nuovo";
        return reason(Verdict::Look, format!("{text}{lost}"));
    }
    let names: Vec<_> = kinds.into_iter().map(|kind| name(kind).to_owned()).collect();
    let names = enumeration(&names);
    let text = format!(
        "si legge lo stesso, cella per cella; un programma ha però salvato il file di nuovo, e di {names} si vede soltanto guardando se sono rimasti com'erano{lost}"
    );
    reason(Verdict::Look, text)
}

/// Names a kind, to stand behind «di».
fn name(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Charts => "grafico",
        PartKind::Drawings => "oggetti sopra le celle",
        PartKind::Pictures => "immagini",
        PartKind::Styles => "stili",
        PartKind::Theme => "colori e caratteri del tema",
        PartKind::Lists => "elenchi numerati",
        PartKind::Cells => "righe, colonne e celle",
        PartKind::Printing => "pagina e stampa",
        PartKind::Rules => "protezione e regole per chi scrive",
        PartKind::Conditions => "formati condizionali",
        PartKind::Views => "vista dei fogli",
        PartKind::Tables => "tabelle",
        PartKind::Workbook => "nomi e impostazioni della cartella",
        PartKind::Body => "impaginazione",
        PartKind::RunningTexts => "testate e piè di pagina",
        PartKind::Settings => "impostazioni e caratteri del documento",
        PartKind::Comments => "commenti",
        PartKind::Properties => "anteprima e proprietà aggiunte del file",
        PartKind::Links => "rimandi fra le parti",
        PartKind::Others => "parti che ogni programma aggiunge per sé",
    }
}
