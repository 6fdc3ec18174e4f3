//! Columns of «Valutazione», by the words over them that are written and read back.

/// Content of a column of «Valutazione».
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvaluationColumn {
    /// Number of the objective in «Dati».
    Number,
    /// Year of the result.
    Year,
    /// Column of «Dati» by which results are added up: an area, a period, a level.
    Group(usize),
    /// Person who answers.
    Manager,
    /// Service, or title of a cross-cutting objective.
    Assignment,
    /// Words of the objective.
    Objective,
    /// Result that is expected.
    ExpectedResult,
    /// Words of the indicator, or of all of them.
    Indicator,
    /// Values that indicators are to reach.
    Target,
    /// Weight.
    Weight,
    /// Value reached, in words.
    Value,
    /// Percentage reached.
    Reached,
    /// Weight times percentage.
    Score,
    /// Acts and documents that prove the result.
    Evidence,
    /// Reasons of a result below the expected one.
    Reasons,
    /// Notes.
    Notes,
}

impl EvaluationColumn {
    /// Columns of words that are filled in.
    pub const INPUTS: [EvaluationColumn; 4] = [
        EvaluationColumn::Value,
        EvaluationColumn::Evidence,
        EvaluationColumn::Reasons,
        EvaluationColumn::Notes,
    ];

    /// Returns the words over the column; empty for groups, which are called as the plan calls them.
    pub fn head(self) -> &'static str {
        match self {
            EvaluationColumn::Number => "N.",
            EvaluationColumn::Year => "Anno",
            EvaluationColumn::Group(_) => "",
            EvaluationColumn::Manager => "Responsabile",
            EvaluationColumn::Assignment => "Servizio",
            EvaluationColumn::Objective => "Obiettivo",
            EvaluationColumn::ExpectedResult => "Risultato atteso",
            EvaluationColumn::Indicator => "Indicatore",
            EvaluationColumn::Target => "Valore atteso",
            EvaluationColumn::Weight => "Peso",
            EvaluationColumn::Value => "Valore raggiunto",
            EvaluationColumn::Reached => "Raggiunto %",
            EvaluationColumn::Score => "Punteggio",
            EvaluationColumn::Evidence => "Documenti a riprova",
            EvaluationColumn::Reasons => "Motivi dello scostamento",
            EvaluationColumn::Notes => "Note",
        }
    }

    /// Returns `true` for a column that is filled in.
    pub fn is_input(self) -> bool {
        self == EvaluationColumn::Reached || EvaluationColumn::INPUTS.contains(&self)
    }
}
