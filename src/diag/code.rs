//! Codes of findings, each with its severity and its long explanation.

use super::Severity;

/// Declares the codes: variant, kebab-case name, severity, explanation.
macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $text:literal)*) => {
        /// Kind of finding. The order is that of the declaration and decides between
        /// findings at the same place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $text] $variant,)* }

        impl Code {
            /// All codes in the order of their declaration.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// Returns the name as users type it, in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// Returns the severity of findings of this kind.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// Returns the explanation in Italian: meaning, consequence and remedy.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }
        }
    };
}

codes! {
    Unreadable "file-illeggibile" Error
        "Il file non si può leggere: non esiste, è una cartella, oppure mancano i permessi.\n\nRimedio: controllare il nome e la cartella, e che il file si apra con un altro programma."
    Protected "file-protetto" Error
        "Il file si apre solo con una password: il suo contenuto è cifrato, e il programma non può leggerlo.\n\nRimedio: aprirlo con Excel o LibreOffice, togliere la password (in Excel: File, Informazioni, Proteggi cartella di lavoro) e salvarlo di nuovo."
    Damaged "file-danneggiato" Error
        "Il file non segue le regole del suo formato: è incompleto, si è rovinato durante una copia o un invio, oppure l'ha scritto male un altro programma.\n\nRimedio: aprirlo con Excel, Word o LibreOffice, che spesso lo riparano, e salvarlo di nuovo; altrimenti farselo mandare un'altra volta."
    OtherFormat "formato-non-adatto" Error
        "Il nome del file dice una cosa e il contenuto un'altra: per esempio un .xls che in realtà è una pagina web, come lo scrivono alcuni gestionali, o una cartella di lavoro in un formato che il programma non legge (.xlsb, Excel 95).\n\nRimedio: aprirlo con Excel o LibreOffice e salvarlo come .xlsx."
    Encoding "codifica-errata" Error
        "Il file non è scritto in UTF-8, il modo di scrivere le lettere accentate che il programma legge. Di solito è stato salvato da un programma Windows con un'altra codifica (Windows-1252 o UTF-16).\n\nRimedio: aprire il file con il Blocco note, scegliere File, Salva con nome e, in basso, Codifica: UTF-8."
    LimitExceeded "limite-superato" Error
        "Il file è più grande o più complesso di quanto un piano possa essere: troppi byte, troppi livelli, troppi richiami. Il programma si ferma qui per non bloccare il computer.\n\nRimedio: controllare che il file sia quello giusto."
    Syntax "sintassi" Error
        "Il file non segue le regole di YAML (o di JSON): un rientro che non torna, virgolette o parentesi non chiuse, un «:» di troppo. Il programma salta la riga e legge il resto; i controlli che hanno bisogno di tutto il piano (campi mancanti, totali, confronti) si fanno quando la riga è corretta.\n\nRimedio: controllare la riga indicata e quella sopra. I rientri si fanno con spazi; un testo che contiene «: » si scrive fra apici oppure a capo dopo «>-»."
    UnknownKey "chiave-sconosciuta" Error
        "Una chiave non è fra quelle che il programma conosce in quel punto: è scritta male, o sta nel posto sbagliato. Se il programma la ignorasse, il dato andrebbe perso senza che nessuno se ne accorga.\n\nRimedio: correggere il nome, spostarla dove il suggerimento indica o, se è un dato in più di un obiettivo, metterla sotto «altro»."
    DuplicateKey "chiave-ripetuta" Error
        "La stessa chiave compare due volte nello stesso gruppo: non si può sapere quale dei due valori valga.\n\nRimedio: lasciarne una. Se sono due obiettivi (o due aree, due periodi), ognuno comincia con «- »."
    WrongType "tipo-non-adatto" Error
        "Al posto di un testo c'è un elenco o un gruppo di chiavi, o viceversa.\n\nRimedio: confrontare la riga con l'esempio (inputs/piano-obiettivi-2020-2022.yaml): spesso manca un «- » o un rientro."
    Missing "campo-mancante" Error
        "Manca un dato obbligatorio: il titolo del piano, il nome di un'area, l'etichetta di un periodo, la descrizione di un obiettivo, il suo servizio (o il titolo trasversale).\n\nRimedio: aggiungere la chiave indicata."
    Empty "campo-vuoto" Error
        "Un dato obbligatorio c'è, ma è vuoto.\n\nRimedio: scrivere il testo dopo la chiave indicata."
    WeightNotANumber "peso-non-numerico" Error
        "Il peso non è un numero. Si scrive in cifre, con la virgola o il punto per i decimali: 30, 33,33, 33.33; il segno % è ammesso. Un segno o una sigla al posto del peso («–», «n.a.», «X», «P.TI 4») non è un errore.\n\nRimedio: correggere il peso; se l'obiettivo non ne ha, togliere la chiave «peso»: un peso assente non vale zero."
    WeightNegative "peso-negativo" Error
        "Il peso è minore di zero.\n\nRimedio: correggere il peso."
    WeightAboveTotal "peso-oltre-il-totale" Error
        "Il peso di un solo obiettivo supera il totale previsto dal piano (di norma 100).\n\nRimedio: correggere il peso, oppure il totale nella voce «pesi»."
    UnknownKind "tipologia-sconosciuta" Error
        "La tipologia non è fra quelle del piano: di norma S (sviluppo) e M (mantenimento). L'elenco si cambia nella voce «tipologie».\n\nRimedio: correggere la lettera, oppure aggiungere la tipologia all'elenco."
    RepeatedFile "file-ripetuto" Error
        "Lo stesso file è indicato due volte, o due file che devono fare un piano solo hanno lo stesso contenuto: di solito è una copia con un altro nome, e al suo posto manca il file di un'altra area.\n\nRimedio: toglierlo dal comando, o indicare il file giusto."
    FilesDisagree "file-discordi" Warning
        "I file che fanno un piano solo non dicono le stesse cose: un titolo, un ente, un periodo o una colonna è di alcuni e non di altri. Vale quello che la segnalazione indica; con pesi in unità diverse, o con livelli diversi, non si va avanti.\n\nRimedio: guardare i punti indicati e, se la differenza non è voluta, scrivere lo stesso in tutti i file."
    RepeatedArea "area-ripetuta" Error
        "La stessa area compare due volte: gli obiettivi della seconda finirebbero in una tabella a parte.\n\nRimedio: riunire i periodi sotto una sola area, oppure correggere il nome. Se la stessa area è in due file dati insieme, con periodi diversi, è un avviso: i periodi sono riuniti."
    RepeatedPeriod "periodo-ripetuto" Error
        "Lo stesso periodo compare due volte nella stessa area: i totali si farebbero su due gruppi separati.\n\nRimedio: riunire gli obiettivi sotto un solo periodo, oppure correggere l'etichetta. Se lo stesso periodo della stessa area è in due file dati insieme, uno può essere una versione superata: toglierlo dal comando; se sono due parti dello stesso elenco, «importa» le scrive una dopo l'altra nel piano. Lo stesso vale per due fogli di un file: è un avviso, e un errore se il nome di uno lo dice vecchio («vecchio», «bozza», «copia»)."
    RepeatedCode "codice-ripetuto" Error
        "Due obiettivi hanno lo stesso codice nello stesso gruppo (il più interno: di norma il periodo di un'area): non si potrebbe più dire a quale dei due ci si riferisce. Fra gruppi diversi un codice può ripetersi, se ogni gruppo conta i suoi da capo; se invece non lo fa, è un avviso. Con «codici: unici» nel piano è un errore anche fra gruppi diversi, anche se la descrizione è la stessa.\n\nRimedio: dare a ogni obiettivo il suo codice."
    NoObjectives "gruppo-vuoto" Error
        "Un'area, un periodo o un gruppo non ha né obiettivi né testi («premessa», «chiusura»): non c'è nulla da stampare.\n\nRimedio: aggiungere gli obiettivi o un testo, oppure togliere la voce."
    RepeatedGroup "gruppo-ripetuto" Error
        "Lo stesso gruppo compare due volte accanto a sé: nella tabella i due sarebbero uno solo, ma i loro testi e i loro totali no.\n\nRimedio: riunire gli obiettivi sotto un solo gruppo, oppure correggere il nome."
    MisplacedGroup "gruppo-fuori-posto" Error
        "Un gruppo di «gruppi» non dice di quale livello è, ne dice più d'uno, oppure sta dentro un gruppo di un livello più interno. Ogni gruppo ha una chiave con il nome di uno dei «livelli» del piano, e i livelli vanno dal più esterno al più interno; se ne può saltare qualcuno.\n\nRimedio: correggere la chiave, spostare il gruppo o cambiare l'ordine in «livelli»."
    InvalidLevel "livello-non-valido" Error
        "La voce «livelli» del piano ha un nome che non può essere quello di un livello: c'è due volte, o è quello di un'altra chiave (descrizione, peso, …); oppure il piano ha «aree» senza averle fra i livelli.\n\nI livelli si scrivono dal più esterno: [missione, programma, area, periodo]. «area» e «periodo» hanno il significato di sempre; ogni altro nome è libero.\n\nRimedio: cambiare il nome."
    InvalidField "campo-non-valido" Error
        "La voce «campi» del piano ha un nome che non può essere quello di un campo, perché è già quello di un'altra chiave o di un livello, oppure un tipo che il programma non conosce. I tipi sono: testo, numero, importo, percentuale, data.\n\nRimedio: correggere il nome o il tipo."
    InvalidValue "valore-non-valido" Error
        "Un valore non è quello che il suo campo vuole: la voce «campi» del piano dice che il campo è un numero, un importo, una percentuale o una data, e qui c'è altro.\n\nRimedio: correggere il valore; se il campo contiene anche parole, dichiararlo testo sotto «campi»."
    DoubtfulNumber "numero-dubbio" Warning
        "Un numero come 1.500 si legge in due modi: millecinquecento, come si scrive in Italia, o uno e mezzo, come lo scrivono i programmi. Il messaggio dice come è stato letto: un importo come millecinquecento, un altro numero come uno e mezzo.\n\nRimedio: scrivere 1500 oppure 1.500,00; per uno e mezzo, 1,5."
    ValueMark "valore-a-parole" Note
        "Un campo che la voce «campi» del piano dice numero, importo, percentuale o data, o il peso, ha delle parole o un segno al posto del valore: «n.a.», «–», «X». Si stampa com'è scritto, e i totali non lo contano. Ogni campo si segnala una volta sola, con tutti i punti.\n\nRimedio: nessuno, se è voluto; altrimenti scrivere il valore, oppure lasciare vuoto il campo."
    NoYear "valore-senza-anno" Warning
        "Il layout ha una colonna per ogni anno, e qui c'è un importo (o un numero che si somma) che non dice di quale anno è. Stampato in ogni anno sembrerebbe di ognuno: sta invece in una sola cella sotto tutti gli anni, e nessun totale lo conta.\n\nRimedio: scrivere il valore di ogni anno: {2026: 100, 2027: 200}."
    TwoAssignments "servizio-e-trasversale" Error
        "Un obiettivo ha sia «servizio» sia «trasversale»: la prima colonna della tabella può contenere solo uno dei due.\n\nRimedio: lasciare «servizio» se lo cura un servizio, «trasversale» (con il titolo comune) se riguarda tutte le aree."
    InvalidDate "data-non-valida" Error
        "Una data del piano (nella voce «data») non esiste o non è scritta come una data. Si scrive 30.06.2020, 30/06/2020 oppure 2020-06-30.\n\nRimedio: correggere la data, oppure lasciarla vuota se non è ancora nota."
    InvalidYear "anno-non-valido" Error
        "Un anno non è scritto con quattro cifre. Gli anni si scrivono in elenco, [2020, 2021, 2022], oppure come intervallo, 2020-2022.\n\nRimedio: correggere la voce «anni»."
    InvalidRule "regola-pesi-non-valida" Error
        "La voce «pesi» ha un valore che il programma non conosce.\n\nRimedio: «unita» è percentuale, punti, coefficiente o euro; «totale» è un numero oppure nessuno; «ambito» è «area e periodo», area, periodo, piano, o uno o più dei livelli del piano. Con «pesi: nessuno» non si controlla alcun totale."
    InvalidAssessment "regola-valutazione-non-valida" Error
        "La voce «valutazione» ha un valore che il programma non conosce, o delle fasce che non tornano.\n\nRimedio: «scala» è il punteggio di un risultato pieno; «oltre-cento» è conta oppure non conta; «non-valutabili» è esclusi oppure pieni; «arrotondamento» è quanti decimali restano; ogni voce di «fasce» ha minimo, massimo e vale, e le fasce cominciano da zero."
    InvalidOutcome "esito-non-valido" Error
        "L'esito di un obiettivo o di un indicatore ha un valore che non va bene: una percentuale che non è un numero da zero in su, un metodo che non esiste o a cui manca qualcosa, un valore misurato che il metodo non sa leggere.\n\nRimedio: scrivere la percentuale in cifre (80, 33,3 oppure «non valutabile»), o il valore e l'atteso con il metodo: proporzionale, soglia, si-no, fasce."
    MisplacedOutcome "esito-fuori-posto" Error
        "Un esito è di un anno che l'obiettivo non ha, oppure non dice di quale anno è mentre l'obiettivo è di più anni.\n\nRimedio: scrivere gli esiti anno per anno, «esito: {2024: 80, 2025: 100}», con gli anni del periodo dell'obiettivo."
    MissingOutcome "esito-mancante" Warning
        "Nel consuntivo un obiettivo, o uno dei suoi indicatori, non ha l'esito dell'anno. L'obiettivo resta fuori dal grado di raggiungimento, che è di ciò che ha un esito; un indicatore senza esito conta zero nel suo obiettivo. Se nessun obiettivo ha un esito è un errore.\n\nRimedio: scrivere l'esito, oppure «non valutabile»."
    DayOutsideYears "data-fuori-anno" Warning
        "Lo stato di attuazione è a un giorno (--data) che non è in nessuno degli anni di cui si dicono gli esiti: o è sbagliata la data, o l'anno.\n\nRimedio: correggere --data, oppure indicare l'anno con --anno."
    ForeignRow "riga-di-altro-piano" Error
        "Una riga del foglio «Valutazione» con un esito non è di un obiettivo di questo piano: il suo numero non c'è, oppure parla di un altro obiettivo o di un altro indicatore.\n\nRimedio: controllare che il foglio sia stato fatto da questo piano, e che nessuno abbia cambiato i numeri delle righe."
    SecondSheet "foglio-in-piu" Warning
        "Nel file ci sono esiti in più di un foglio, di solito perché «Valutazione» è stato copiato («Valutazione (2)»). Il programma ne legge uno e lo dice. Se i due non dicono lo stesso è un errore.\n\nRimedio: lasciare nel file un foglio solo con gli esiti."
    ChangedCell "cella-cambiata" Warning
        "In un file tornato compilato qualcosa che non si doveva toccare non è com'era: il testo di una cella bloccata, una riga o una colonna tolta o aggiunta, il nome del foglio. Il messaggio dice com'era e com'è. Vale quello che dice il piano.\n\nRimedio: guardare se la modifica è una correzione da portare nel piano, e chiedere a chi ha compilato."
    OtherPlan "file-di-altro-piano" Warning
        "Il titolo che sta sopra la tabella di un file tornato compilato non è quello del piano: il file è di un altro piano o di un altro ente, con gli stessi obiettivi, oppure il titolo è stato cambiato, nel file o nel piano, dopo l'invio. Quello che dice il file è preso.\n\nRimedio: se è di un altro piano, toglierlo dalla cartella e ripetere il comando."
    ChangedSinceSent "cambiato-dopo-invio" Warning
        "Il piano non è più quello da cui «distribuisci» ha fatto il file: un testo, un peso o un obiettivo è cambiato dopo l'invio. Gli esiti sono presi, e vale il piano di ora.\n\nRimedio: guardare le differenze; se toccano ciò che si doveva raggiungere, distribuire di nuovo."
    SentTwice "file-doppio" Warning
        "Nella cartella ci sono due file della stessa area o dello stesso responsabile. Se dicono lo stesso è un avviso; se no è un errore, e il programma non sceglie.\n\nRimedio: lasciare nella cartella soltanto l'ultimo."
    KnownProposal "proposta-gia-nel-piano" Warning
        "Una proposta è di un obiettivo che nella stessa area e nello stesso periodo c'è già: le proposte sono state raccolte un'altra volta, o la stessa riga è in due file. L'obiettivo non è aggiunto di nuovo. Se del resto (peso, risultato, indicatore) non dicono lo stesso è un errore, e il programma non sceglie.\n\nRimedio: raccogliere sul piano di prima, oppure correggere l'obiettivo nel piano."
    FilesOfTwoKinds "distribuzioni-diverse" Error
        "Nella cartella ci sono file distribuiti in due modi: alcuni per gli esiti e altri per le proposte, oppure alcuni per area e altri per responsabile. Non si può dire chi manca.\n\nRimedio: metterli in due cartelle e raccoglierle una alla volta."
    UnknownReturn "file-estraneo" Warning
        "Nella cartella c'è una cartella di lavoro che «distribuisci» non ha fatto da questo piano, o che non è di nessuna delle sue aree o dei suoi responsabili. Non è stata letta.\n\nRimedio: toglierla dalla cartella, o controllare che il piano sia quello giusto."
    ConflictingOutcomes "esiti-discordi" Error
        "Lo stesso obiettivo, nello stesso anno, ha due esiti che non dicono lo stesso: in due file, o in un file e nel piano. Il programma non sceglie.\n\nRimedio: guardare i due punti e lasciare l'esito giusto in uno solo, o scriverlo uguale."
    ReplacedOutcome "esito-sostituito" Warning
        "Con «raccogli --aggiorna» un esito tornato ha preso il posto di uno che il piano aveva già, per esempio quello dello stato di attuazione di giugno. Il messaggio dice com'era e com'è.\n\nRimedio: nessuno, se il file tornato è l'ultimo."
    WithoutRecipient "senza-destinatario" Error
        "Un obiettivo non ha l'area, o il responsabile, per cui «distribuisci» fa un file ciascuno: non sarebbe in nessun file, e il suo esito non lo scriverebbe nessuno.\n\nRimedio: scrivere nel piano l'area o il responsabile, oppure distribuire per l'altro dei due."
    IndicatorWithoutWeight "indicatore-senza-peso" Warning
        "Alcuni indicatori di un obiettivo hanno un peso e altri no, oppure tutti i pesi sono zero: non si sa quanto conta ciascuno. Se il grado dell'obiettivo deve venire dagli esiti degli indicatori, in «consuntivo» è un errore.\n\nRimedio: scrivere il peso di ogni indicatore, oppure di nessuno."
    IncompleteEvidence "evidenza-incompleta" Warning
        "L'evidenza di un esito nomina un atto (una determinazione, una deliberazione, un verbale) senza il numero o senza la data: chi controlla non può ritrovarlo.\n\nRimedio: scriverlo per esteso, per esempio «determinazione n. 12 del 31.12.2024»."
    ChangedSinceApproval "cambiato-dopo-approvazione" Warning
        "Rispetto al piano approvato (--rispetto-a) un obiettivo ha un altro peso, un altro testo, un altro risultato atteso, altri indicatori o altri pesi degli indicatori, è di un altro gruppo, non c'era o non c'è più: il grado di raggiungimento sarebbe di un piano che nessuno ha approvato.\n\nRimedio: riportare il piano a com'era, oppure indicare la sua ultima variazione approvata."
    OutcomeAboveFull "esito-oltre-cento" Warning
        "Un esito supera il 100 %, e la regola di valutazione del piano non lo prevede: conta come 100.\n\nRimedio: controllare la percentuale; se nell'ente un risultato oltre il pieno conta di più, scrivere nel piano «valutazione: {oltre-cento: conta}»."
    ContradictedOutcome "esito-contraddetto" Warning
        "La percentuale scritta in un esito non è quella che si ottiene dal valore misurato e dall'atteso: vale la percentuale scritta. Oppure un obiettivo ha un esito proprio che non è la media di quelli dei suoi indicatori: vale l'esito dell'obiettivo.\n\nRimedio: correggere quello che non è giusto; se la percentuale deve venire dal valore, o l'esito dagli indicatori, toglierla."
    UnassessableGroup "gruppo-non-valutabile" Warning
        "Nel consuntivo tutti gli obiettivi di un gruppo in cui i pesi fanno il totale (di solito un'area in un anno) sono «non valutabile», e la regola li esclude: il loro peso non può passare a nessun altro, e il totale dell'ente è di quello che resta.\n\nRimedio: nessuno, se è così che l'ente valuta; altrimenti «valutazione: {non-valutabili: pieni}», o l'esito che manca."
    ForbiddenCharacter "carattere-vietato" Error
        "Il testo contiene un carattere che non si vede e che un documento ufficiale non può contenere: un carattere di controllo, un non-carattere, mezzo carattere, o un segno che rovescia la direzione di lettura (con il quale un testo può apparire diverso da quello che è).\n\nRimedio: cancellare il carattere; di solito è arrivato con un copia e incolla."
    InvisibleCharacter "carattere-invisibile" Warning
        "Il testo contiene un carattere che non si vede, per esempio uno spazio di larghezza nulla. Resta com'è e negli allegati non si vede, ma due testi che sembrano uguali possono non esserlo.\n\nRimedio: se è arrivato con un copia e incolla, cancellarlo."
    CommentAfterText "commento-nel-testo" Warning
        "Dopo un testo senza apici c'è uno spazio e un «#»: per YAML da lì comincia un commento, che non fa parte del testo e negli allegati non compare. In «Manutenzione lotto #3» il testo è «Manutenzione lotto».\n\nNon si segnalano i commenti scritti come si usa, con due spazi prima del «#» e uno dopo.\n\nRimedio: se fa parte del testo, mettere tutto il testo fra apici; se è un commento, scriverlo su una riga sua."
    Layout "layout-non-valido" Error
        "Il file layout.toml ha una chiave sconosciuta, un valore che non va bene o una chiave che manca.\n\nIl layout dice come è fatta la pagina: formato, margini, caratteri, colonne. Senza un layout giusto gli allegati non si possono comporre.\n\nRimedio: correggere la riga indicata. Che cosa significa ogni chiave lo dice layouts/README.md, con un esempio."
    Template "modello-non-valido" Error
        "Un modello di testo del layout (un file .hbs) non è scritto bene, usa un nome che non esiste, richiama altri modelli in cerchio, confronta parole con un numero, oppure scrive un campo che gli obiettivi del gruppo non dicono allo stesso modo.\n\nI modelli sono i testi attorno al piano: titolo, testata, piede, nome delle aree e dei periodi. I nomi fra doppie graffe, per esempio {{piano.titolo}}, prendono il loro valore dal piano.\n\nRimedio: correggere la riga indicata; se un nome è sbagliato, il messaggio elenca quelli che lì si possono usare."
    UnreadTemplate "modello-non-usato" Warning
        "Nella cartella del layout c'è un modello (un file .hbs) che nessun testo dell'allegato usa: il nome è scritto male, oppure il livello che nomina scrive i suoi gruppi con un «testo» suo. Quello che dice non si stampa.\n\nRimedio: correggere il nome del file; toglierlo, se non serve; oppure richiamarlo in un altro modello con «{{> nome}}»."
    Column "colonna-sconosciuta" Error
        "Una colonna, un livello o un modello del layout nomina un campo che nessun obiettivo del piano ha, e il nome è quello di un altro campo con una lettera sbagliata; oppure una colonna che si somma contiene un testo che non è un numero.\n\nI campi sono: area, periodo, codice, servizio, tipologia, descrizione, risultato, indicatore, peso, responsabile, e quelli che il piano mette sotto «altro».\n\nRimedio: correggere il nome in «campo», oppure togliere la colonna o la somma."
    EmptyColumn "colonna-vuota" Warning
        "Una colonna del layout mostra un campo che nessun obiettivo di questo piano ha: negli allegati resta vuota.\n\nRimedio: se il campo serve, scriverlo negli obiettivi sotto «altro»; se il nome è sbagliato, correggerlo nel layout; se la colonna non serve più, toglierla."
    FieldNotPrinted "campo-non-stampato" Warning
        "Il piano ha un'area, un periodo o un altro campo di ogni obiettivo che il layout non stampa: non ha né un livello, né una colonna, né un modello che lo mostri; o il modello lo mostra solo per altri obiettivi.\n\nPerché conta: l'atto che si approva direbbe meno di quello che il piano dice.\n\nRimedio: aggiungere al layout il livello o la colonna."
    StrayTable "tabella-fuori-posto" Error
        "Un testo contiene una piccola tabella (righe fra «|») e il layout lo mette dove le tabelle non stanno: in una cella, in una fascia, in un titolo. Stamparla così mostrerebbe le righe con i loro segni.\n\nRimedio: mettere la tabella nella premessa o nella chiusura del documento o di un gruppo che ha un titolo, in un modello fra le tabelle, o in un blocco «testo»; oppure dare al livello del gruppo posto = \"titolo\"."
    FurtherFieldNotPrinted "dato-non-stampato" Note
        "Il piano ha un codice, il responsabile di un'area o un dato in più sotto «altro» per cui il layout non ha una colonna, o un dato del documento (ente, organo, numero, allegato) che nessun suo testo scrive: nel PDF, nel foglio «Piano» e nel documento Word non compare. Nei fogli «Dati» e «Leggimi» c'è sempre.\n\nRimedio: nessuno, se è voluto; altrimenti aggiungere al layout una colonna con quel campo, o un testo che lo scrive."
    FileName "nome-file-non-valido" Error
        "Il nome che il layout dà ai file (modello file.hbs) non può essere il nome di un file: è vuoto, troppo lungo, contiene barre o altri segni vietati, oppure è riservato dal sistema.\n\nRimedio: correggere il modello file.hbs; «{{file}}» è il nome del piano senza estensione."
    Glyph "carattere-senza-segno" Error
        "Il testo contiene un carattere che il tipo di carattere del layout non sa disegnare: nel PDF al suo posto si vedrebbe un riquadro vuoto.\n\nRimedio: sostituire il carattere nel piano, oppure scegliere nel layout un tipo di carattere che lo comprende."
    TooLong "testo-troppo-lungo" Error
        "Un testo supera quello che un formato può contenere: una cella di Excel arriva a 32.767 caratteri, un titolo del PDF a 16.000. Il testo non viene mai tagliato, quindi l'allegato non si scrive.\n\nRimedio: accorciare il testo o dividerlo in più obiettivi, oppure non chiedere quel formato (--formati)."
    NoRoom "spazio-insufficiente" Error
        "Il foglio non ha spazio per quello che deve contenere: margini troppo grandi, colonne troppo strette o intestazioni più alte della pagina.\n\nRimedio: ridurre nel layout i margini, il corpo dei caratteri o il numero delle colonne, oppure scegliere un formato più grande."
    Internal "difetto-del-programma" Error
        "Il programma non è riuscito a comporre un allegato che avrebbe dovuto saper comporre. Non è colpa del piano.\n\nRimedio: segnalare il caso a chi cura il programma, con il piano e il layout usati; nel frattempo si possono scrivere gli altri formati (--formati)."
    BrokenWord "parola-spezzata" Warning
        "Una parola (di solito un indirizzo o una sigla molto lunga) è più larga della sua colonna: nel PDF va a capo dove la colonna finisce. Non si perde nessun carattere.\n\nRimedio: allargare la colonna nel layout, ridurre il corpo del carattere, o scrivere la parola in modo che possa andare a capo."
    NoHead "intestazioni-non-trovate" Error
        "Nella tabella non si trova la riga con i nomi delle colonne, oppure non si trova l'intestazione indicata con --mappa. Senza, non si può sapere quale colonna contenga la descrizione, l'indicatore o il peso.\n\nLa riga può stare dove si vuole, anche sotto un titolo; maiuscole, accenti e a capo non contano. Si riconoscono le intestazioni del layout e quelle più usate: Servizio, Tipologia, Descrizione (o Obiettivo), Risultato atteso, Indicatore, Peso, Area (o Settore), Periodo (o Anno), Codice, Responsabile.\n\nRimedio: scrivere le intestazioni sopra la tabella, oppure indicarle con --mappa, per esempio --mappa \"peso=Punti 2024\"."
    DuplicateHead "intestazione-doppia" Error
        "Due colonne della tabella sembrano contenere lo stesso campo: il programma non sceglie.\n\nRimedio: cambiare una delle intestazioni, oppure dire con --mappa quale vale, per esempio --mappa \"peso=Peso definitivo\"; l'altra va sotto «altro»."
    ErrorValue "valore-di-errore" Error
        "Una cella del foglio di calcolo mostra un errore (#RIF!, #DIV/0!, #N/D e simili), oppure contiene una formula di cui il file non ha il risultato. Non si può sapere che cosa dovrebbe esserci.\n\nRimedio: correggere la formula o scrivere il valore; se il risultato manca soltanto, aprire il file con Excel o LibreOffice e salvarlo di nuovo."
    SourceTotal "totale-della-tabella" Warning
        "La tabella ha una riga di totale che non corrisponde alla somma dei pesi delle righe sopra. Il totale non entra nel piano, che lo calcola da sé.\n\nPerché conta: o il totale è vecchio, o un peso è sbagliato.\n\nRimedio: controllare i pesi."
    DoubtfulWeight "peso-dubbio" Warning
        "Un peso è un numero fra 0 e 1 in un tipo di file che non dice come il numero si vede: 0,3 potrebbe essere 30%. Oppure è un testo come «1.000», che vale 1 e potrebbe essere mille. Il programma lo lascia com'è e non indovina.\n\nRimedio: se nel foglio si legge 30%, salvare il file come .xlsx, oppure scrivere 30; delle migliaia, scrivere 1000."
    ShortenedNumber "numero-accorciato" Note
        "Una cella mostra un numero con meno cifre di quelle che contiene: il formato «0%» mostra 33% dove il valore è 33,3%. Per i pesi vale il valore (di un terzo, con due cifre dopo la virgola: 33,33); negli altri campi entra quello che si legge nella cella.\n\nPerché conta: i totali si fanno con i valori, e tre pesi mostrati come 33% possono fare 100.\n\nRimedio: nessuno, se il valore è giusto; altrimenti correggere la cella, o darle un formato con più cifre."
    SheetsDisagree "fogli-discordi" Warning
        "In una cartella di lavoro fatta da allegati il foglio «Piano», che si legge e si stampa, dice altro da «Dati» e «Leggimi», da cui il piano si prende: qualcuno ha corretto «Piano», o il totale atteso in «Pesi». Quella correzione non entra nel piano. È una nota se il layout con cui «Piano» è fatto non c'è: allora non si può vedere.\n\nRimedio: se è giusta, riportarla nella stessa riga di «Dati», o in «Leggimi» se è il titolo, una tipologia, la premessa, una firma, il totale dei pesi."
    FacingTexts "testo-a-fronte" Error
        "Il file mette a fronte due versioni di un piano, il testo vigente e quello modificato, come lo scrive «confronta»: non è un piano, e i suoi testi sono di due.\n\nRimedio: indicare il piano, la tabella o l'allegato di una delle due versioni."
    NotPlaced "testo-non-collocato" Warning
        "Una riga o una cella della tabella contiene un testo di cui non si capisce il campo: una nota sotto la tabella, il nome di un'area senza obiettivi, una riga sopra le intestazioni. Non entra nel piano.\n\nRimedio: se serve, metterlo in una colonna con la sua intestazione, o aggiungerlo al piano dopo l'importazione."
    SheetSkipped "tabella-tralasciata" Warning
        "Un foglio o una tabella non ha una riga di intestazioni e non è stato letto, mentre altri sì; oppure sotto gli obiettivi di un foglio ci sono le righe di un'altra tabella (personale, capitoli, revisioni, una legenda).\n\nRimedio: se contiene obiettivi, scrivere sopra le righe i nomi delle colonne."
    NestedTable "tabella-nella-cella" Warning
        "Una cella di Word contiene a sua volta una tabella. In un piano una cella ha soltanto testo: i testi della tabella interna sono stati letti uno dopo l'altro, come capoversi.\n\nRimedio: controllare il testo; se serve, riscriverlo come un elenco con i trattini."
    HiddenText "testo-nascosto" Warning
        "Una cella contiene testo nascosto, che chi legge non vede: in Word perché è formattato come nascosto, in Excel e in Calc perché il formato della cella (per esempio «;;;») non mostra niente. Non entra nel piano.\n\nRimedio: se serve, mostrarlo (in Word: Carattere, togliere Nascosto; in Excel: Formato celle, Generale) e importare di nuovo."
    StruckText "testo-barrato" Warning
        "Una parte del testo è barrata, cioè attraversata da una riga: di solito è un testo superato, accanto a quello che lo sostituisce. Non entra nel piano.\n\nRimedio: se vale ancora, togliere la barratura e importare di nuovo; altrimenti cancellarlo anche nel file."
    ConditionalFormat "formato-condizionale" Warning
        "Una formattazione condizionale di Excel cambia, quando la sua condizione vale, ciò che una cella dice: ne barra il testo, lo nasconde (formato «;;;», caratteri bianchi) o mostra un numero in un altro formato. Il programma non calcola le condizioni: legge la cella come se la regola non ci fosse.\n\nRimedio: guardare le celle indicate; se il foglio mostra altro, scriverlo nella cella o togliere la regola."
    RaisedText "testo-in-apice" Warning
        "Una parte del testo è scritta in apice o in pedice, con lettere che non hanno un segno proprio: è stata letta come testo normale. Le cifre invece restano in apice: 10³, m².\n\nPerché conta: senza apice il testo può dire un'altra cosa.\n\nRimedio: controllare il testo e, se serve, riscriverlo."
    UnknownSign "segno-non-riconosciuto" Warning
        "Un testo è scritto con un carattere di simboli (Wingdings e simili), che al posto delle lettere mostra segni: il programma conosce i segni più comuni (✓, ☐, →, •), ma non questo.\n\nRimedio: sostituire il segno con un testo, e importare di nuovo."
    PromptIgnored "campo-non-compilato" Note
        "Un campo da compilare del documento mostra ancora la sua richiesta, per esempio «Fare clic qui per immettere testo». Nel piano il dato manca.\n\nRimedio: nessuno, se il dato non c'è; altrimenti compilare il campo."
    FormulaRewritten "formula-su-una-riga" Warning
        "Il documento contiene una formula che non si può scrivere con certezza su una riga di testo: una matrice, una graffa, segni sopra le lettere. Le frazioni si scrivono «a / b» e non si segnalano.\n\nRimedio: controllare il testo; se non dice quello che la formula mostra, riscriverlo."
    AutomaticNumber "numero-automatico" Warning
        "Un numero che il programma di scrittura mette da sé (in un elenco, in un titolo, nella colonna dei codici) ha una forma che qui non si sa calcolare.\n\nRimedio: scrivere il numero come testo, e importare di nuovo."
    EmbeddedPart "documento-incorporato" Warning
        "Il documento ne mostra un altro, inserito o collegato, che Word unisce quando lo apre. Il programma non lo legge.\n\nRimedio: aprire il documento con Word, salvarlo di nuovo e importare quello."
    TrackedChanges "revisioni-accettate" Note
        "Il documento ha revisioni (inserimenti ed eliminazioni) non ancora accettate. È stato letto come se fossero tutte accettate; ogni revisione è detta dove si trova.\n\nRimedio: nessuno, se vanno bene tutte; altrimenti accettarle o rifiutarle nel documento e importare di nuovo."
    PicturesIgnored "immagini-tralasciate" Note
        "Il file contiene immagini: non sono testo e non entrano nel piano.\n\nRimedio: se un'immagine mostra una tabella o un testo, riscriverlo."
    PageText "testo-di-pagina" Note
        "Il foglio (o il documento) ha un'intestazione o un piè di pagina con un testo che non sta nella tabella: si vede solo nella stampa, e non entra nel piano.\n\nRimedio: nessuno, se non serve; se è il titolo, scriverlo sopra la tabella oppure darlo con --titolo."
    CommentIgnored "commento-tralasciato" Note
        "Una cella ha un commento (o una nota) di chi ha lavorato al foglio. Non fa parte della tabella e non entra nel piano.\n\nRimedio: nessuno, se era un appunto; altrimenti scriverlo in una colonna."
    HiddenSheet "foglio-nascosto" Note
        "Un foglio della cartella di lavoro è nascosto: chi la apre non lo vede, e il programma non lo legge.\n\nRimedio: nessuno, se è voluto; se contiene obiettivi, mostrarlo e salvare."
    HiddenCells "celle-nascoste" Note
        "Righe o colonne nascoste (anche da un filtro) contengono dati, che sono stati letti come gli altri; oppure un testo sta sotto celle unite, dove nessuno lo vede, e non è stato letto.\n\nRimedio: nessuno, se è voluto; altrimenti mostrare le righe e le colonne, eliminare quelle che non servono e salvare."
    NamedOtherwise "estensione-diversa" Note
        "Il nome del file finisce come quello di un altro formato: per esempio .xls per una cartella di lavoro che in realtà è .xlsx. Il programma la legge per quello che è.\n\nRimedio: cambiare l'estensione, così il file si apre anche con gli altri programmi."
    MacrosIgnored "macro-ignorate" Note
        "Il file contiene delle macro. Il programma non esegue mai nulla: legge i valori come stanno nelle celle.\n\nRimedio: nessuno."
    GarbledText "lettere-alterate" Warning
        "Un testo contiene lettere che nessuno ha scritto così («AttivitÃ » per «Attività», «lâ€™euro» per «l'euro»), oppure il segno � al posto di una lettera: prima di arrivare nel file, i dati sono passati per un programma che li ha letti con la codifica sbagliata. Il programma legge i testi come stanno.\n\nRimedio: esportare di nuovo i dati in UTF-8, oppure correggere i testi."
    DoubtfulRows "righe-dubbie" Warning
        "Sotto gli obiettivi, dopo una riga vuota, ci sono righe senza il peso che tutti gli obiettivi sopra hanno: possono essere obiettivi, o un'altra tabella (personale, spese, legenda). Il programma le legge come obiettivi.\n\nRimedio: se sono obiettivi, scrivere il peso; se sono altro, spostarle in un altro foglio o cancellarle."
    DoubtfulLine "riga-dubbia" Warning
        "Una riga, o una parte di essa, può dire due cose: una persona dietro il nome dell'area può esserne il responsabile o far parte del nome; una riga fra due tabelle di un documento può essere l'area della seconda o una nota della prima. Il programma sceglie la lettura più probabile e lo dice.\n\nRimedio: se la lettura è giusta, niente; altrimenti scrivere la riga in modo che non ci siano dubbi, per esempio «Area: …» o «Nota: …»."
    DoubtfulQuotes "virgolette-dubbie" Warning
        "In una tabella di testo (CSV) le virgolette non seguono le regole: un testo fra virgolette ne contiene altre, che andrebbero scritte due volte (\"\"), oppure una riga intera sta fra virgolette come se fosse una sola cella. Il programma legge il testo come si capisce e lo dice.\n\nRimedio: controllare la cella; se non è giusta, correggere il file o esportarlo di nuovo."
    EncodingRead "codifica-riconosciuta" Note
        "Una tabella di testo (CSV o simili) non è in UTF-8 ed è stata letta come Windows-1252 o UTF-16, che sono i modi in cui la salvano Excel e altri programmi.\n\nRimedio: nessuno, se le lettere accentate sono giuste."
    ColumnAsField "colonna-in-altro" Note
        "Una colonna della tabella non corrisponde a nessun campo del piano, oppure non ha un'intestazione: i suoi dati vanno sotto «altro», con il nome della colonna. Il layout può stamparli.\n\nRimedio: nessuno, se è voluto; se la colonna è uno dei campi, dirlo con --mappa."
    TotalDiffers "totale-diverso" Warning
        "La somma dei pesi non è quella che il piano prevede: di norma 100 per ogni periodo di ogni area. La regola si cambia nella voce «pesi» (unita, totale, ambito).\n\nPerché conta: con un totale diverso la valutazione del raggiungimento non torna, e chi approva l'allegato non sa quale peso sia sbagliato.\n\nRimedio: correggere il peso errato. Se nel gruppo c'è un obiettivo senza peso, il suggerimento lo nomina: spesso è proprio il suo peso a mancare."
    StatedTotalDiffers "totale-dichiarato" Warning
        "Il totale che un'area, un periodo o un gruppo dichiara (la voce «totale», copiata dall'originale) non è la somma dei pesi dei suoi obiettivi o, se è scritto in euro, di un loro campo di importi. Se nessun obiettivo ha un peso, deve essere la somma di un loro campo di numeri o di importi. Il totale negli allegati lo calcola il programma.\n\nPerché conta: o un valore è stato copiato male, o il totale dell'originale era sbagliato.\n\nRimedio: confrontare i valori con l'originale; se è sbagliato il totale, correggerlo o toglierlo."
    IndicatorWeights "pesi-degli-indicatori" Warning
        "I pesi degli indicatori di un obiettivo sono centesimi di quell'obiettivo: quando almeno uno c'è, insieme devono fare 100. Un indicatore senza peso resta fuori dalla somma.\n\nRimedio: correggere i pesi, oppure toglierli tutti se gli indicatori contano allo stesso modo."
    WeightsAsFractions "pesi-in-frazione" Warning
        "I pesi di un gruppo sommano a 1, mentre il piano li conta in percentuale: sembrano scritti come frazioni (0,3 invece di 30).\n\nRimedio: scrivere i pesi in centesimi, oppure indicare «totale: 1» nella voce «pesi», se il piano usa davvero le frazioni."
    RepeatedObjective "obiettivo-ripetuto" Warning
        "Nello stesso gruppo due righe hanno lo stesso servizio (o titolo trasversale), la stessa descrizione e lo stesso risultato atteso. Maiuscole, accenti, spazi e punteggiatura non contano.\n\nPerché conta: una riga copiata due volte viene pesata e valutata due volte.\n\nRimedio: togliere la ripetizione o precisare che cosa distingue i due obiettivi."
    YearOutsidePlan "anno-fuori-piano" Warning
        "Un periodo, o un valore, è di un anno che la voce «anni» del piano non elenca. Gli anni di un periodo sono quelli della sua voce «anni» o, se manca, quelli scritti nell'etichetta. Lo stesso vale per un valore che un obiettivo dà anno per anno ({2025: 50, 2026: 60}).\n\nRimedio: correggere l'anno, oppure gli anni del piano."
    YearSpan "intervallo-di-anni" Warning
        "Due anni uniti da un trattino vanno all'indietro («biennio 2022-2016»), oppure non sono quanti dice la parola che li precede («triennio 2024-2025»).\n\nRimedio: correggere uno dei due anni. Il programma stampa il testo com'è."
    OverlappingPeriods "periodi-sovrapposti" Warning
        "In una stessa area due periodi hanno un anno in comune: non si capisce a quale dei due appartengano gli obiettivi di quell'anno.\n\nRimedio: controllare le voci «anni» e le etichette dei due periodi."
    SimilarTitle "titolo-simile" Warning
        "Due obiettivi trasversali hanno titoli uguali salvo una piccola parola (per esempio una «e» in più): con ogni probabilità sono lo stesso obiettivo. Il programma non dice quale titolo sia giusto, ma li tratta come uno solo quando confronta pesi e testi tra le aree.\n\nRimedio: scrivere il titolo allo stesso modo in tutte le aree."
    CrossCuttingDiffers "trasversale-diverso" Warning
        "Un obiettivo trasversale è uno solo per tutte le aree: nello stesso periodo ci si aspetta che peso, descrizione, risultato e indicatore siano uguali ovunque. Qui un'area si discosta dalle altre. Se il testo diverso è quello di un altro obiettivo, il suggerimento dice quale: spesso è una cella incollata nella riga sbagliata.\n\nNon si segnalano le aree in cui lo stesso titolo compare più volte nello stesso periodo.\n\nRimedio: riportare il valore delle altre aree, oppure dare all'obiettivo un altro titolo, se è davvero un altro."
    Misspelling "refuso" Warning
        "Una parola sembra scritta male. Il programma non è un correttore: segnala solo ciò che il piano stesso rende evidente, cioè due testi interi che differiscono per una lettera (mancante, in più, scambiata) o per uno spazio mancante, una parola che l'italiano non potrebbe scrivere così accanto a una quasi uguale, e poche parole frequenti negli atti con le lettere in disordine o attaccate a una «o». Ogni refuso è segnalato una volta sola, con tutti i punti in cui si trova.\n\nNon sono refusi: singolare e plurale (atto e atti), maiuscole e accenti, numeri e date diversi.\n\nRimedio: correggere la parola in tutti i punti indicati. Il programma non cambia mai il testo."
    SentenceMissing "frase-mancante" Warning
        "Lo stesso obiettivo dello stesso servizio compare più volte: in un punto il risultato o l'indicatore finisce prima, e gli manca una frase che altrove c'è.\n\nRimedio: aggiungere la frase, se è stata dimenticata; altrimenti non occorre nulla."
    ArticleDisagrees "articolo-discorde" Warning
        "Un articolo femminile precede una parola maschile («della atto»): o è una svista, o manca una parola in mezzo.\n\nRimedio: correggere l'articolo («dell'atto») o aggiungere la parola mancante."
    ResultOrIndicatorMissing "risultato-o-indicatore-assente" Warning
        "A un obiettivo manca il risultato atteso o l'indicatore: senza, non si può dire se è stato raggiunto. Non si segnalano le righe che rimandano a un Allegato, perché lì si trovano i dati.\n\nRimedio: completare la riga, oppure richiamare nella descrizione l'Allegato che la completa."
    ImpossibleDate "data-impossibile" Warning
        "In un testo c'è una data che il calendario non ha, come 31.06.2020 o 30 febbraio.\n\nPerché conta: una scadenza che non esiste si può contestare.\n\nRimedio: scrivere la data giusta. Il programma stampa il testo com'è."
    DeadlineOutsidePeriod "scadenza-fuori-periodo" Warning
        "Una scadenza («entro il …», «entro e non oltre il …») cade in un anno che non è tra quelli del periodo dell'obiettivo: spesso la data è rimasta dal piano precedente. Le altre date (leggi, contratti, situazioni a un certo giorno) non sono scadenze e non si confrontano.\n\nRimedio: correggere la data o spostare l'obiettivo nel periodo giusto."
    LooseRow "riga-incompleta" Error
        "Una riga della tabella ha solo una parte dei dati di un obiettivo: manca il servizio (o il titolo trasversale) oppure la descrizione. Può essere il seguito della riga sopra, andato a capo in una riga sua: il programma non lo unisce da sé.\n\nRimedio: completare la riga, oppure riunirne il testo con quello della riga sopra in una sola cella."
    ContraryOption "valore-contrario" Error
        "Il piano dice una cosa e il valore indicato nel comando (--titolo, --ente, --imposta …) un'altra. Il programma non sostituisce mai da sé quello che il piano dice.\n\nRimedio: togliere l'opzione, oppure correggere il piano."
    UnusedOption "valore-senza-effetto" Warning
        "Un'area, un periodo o un responsabile indicato nel comando vale per gli obiettivi o le aree che nel file non l'hanno: qui l'hanno tutti, e nel file se ne legge un altro.\n\nRimedio: se quello del file non è giusto, correggerlo nel file; altrimenti togliere l'opzione."
    OutdoneLine "riga-superata" Note
        "Una riga sopra la tabella sembra il titolo del piano, o l'ente, ma nel comando ne è stato indicato un altro, e vale quello.\n\nRimedio: nessuno, se è voluto; altrimenti togliere l'opzione."
    DeducedTitle "titolo-dedotto" Warning
        "Nessuna riga sopra le tabelle è il titolo del piano: il programma ha preso il nome di un foglio, il titolo nelle proprietà del file o il nome del file, che non sono scritti per essere stampati.\n\nRimedio: controllarlo, e se non va indicarlo con --titolo \"…\"."
    Proposal "testo-da-confermare" Warning
        "Sopra la tabella c'è un testo che sembra la premessa del piano, o sotto c'è chi firma. Il programma non lo mette negli allegati da sé: «importa» lo scrive nel piano come commento, e chi redige lo conferma togliendo il «#»; con «genera» si indica con --imposta.\n\nRimedio: confermarlo, oppure non fare nulla: negli allegati non entra."
    CellMark "segno-nella-cella" Warning
        "In una cella c'è un segno al posto di un valore. «n.d.», «–», «X», «vedi sopra» fra i pesi valgono come una cella vuota: l'obiettivo resta senza peso. «idem» e «come sopra» in un testo restano com'è scritto, perché il programma non copia mai da sé il testo di un'altra cella; nelle colonne dell'area, del periodo e del responsabile valgono come il nome scritto sopra.\n\nRimedio: scrivere il valore, o il testo per esteso, nella cella."
    RowWithoutWeight "obiettivo-senza-peso" Note
        "Un obiettivo non ha peso, mentre altri dello stesso gruppo lo hanno: resta fuori dal totale, se il piano ne ha uno. Un peso assente non vale zero. Se la riga rimanda a un Allegato, la nota lo dice: il peso può trovarsi lì.\n\nRimedio: nessuno, se è voluto; altrimenti indicare il peso."
    AnnexNotListed "allegato-non-elencato" Note
        "Un testo richiama un Allegato che la voce «allegati» del piano non elenca e che non è questo stesso allegato. Gli allegati di altri atti («allegato 4/2 al D.Lgs. 118/2011») non contano.\n\nRimedio: aggiungere l'Allegato alla voce «allegati», oppure correggere la lettera o il numero nel testo."
}

impl Code {
    /// Returns the beginning of the explanation, as far as a line of a list has room for it.
    pub fn gist(self) -> String {
        /// Characters that 80 columns leave beside severity and name.
        const ROOM: usize = 39;
        let text = self.explanation();
        let sentence = text.split([':', ';', '(', '\n']).next().unwrap_or(text);
        let sentence = sentence.split(". ").next().unwrap_or(sentence).trim().trim_end_matches('.');
        let cut = |(end, _): (usize, char)| {
            let words = sentence[..end].rsplit_once(' ').map_or("", |(words, _)| words);
            format!("{words} …")
        };
        sentence.char_indices().nth(ROOM).map_or(sentence.to_owned(), cut)
    }

    /// Finds the code of that name.
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}
