"""Plans drawn at random, with the texts that tempt a reader of tables.

A plan is what `importa` writes, as Python sees it: areas, periods, objectives. Weights are decimals
as texts with a point; further fields stand under `altro`.
"""

from decimal import Decimal

TITLES = (
    "PIANO DEGLI OBIETTIVI",
    "PIANO DELLA PERFORMANCE – OBIETTIVI ASSEGNATI",
    "Piano esecutivo di gestione: obiettivi",
    "PDO - Piano dettagliato degli obiettivi",
)
ENTITIES = ("COMUNE DI BELFIORE", "Unione Valli del Delta", "PROVINCIA DI VALDORO", "Comune di San Rocco al Lago")
AREAS = (
    "AREA TECNICA",
    "AREA AFFARI GENERALI",
    "Settore Servizi alla persona",
    "AREA ECONOMICO-FINANZIARIA",
    "Area 1 - Amministrativa",
    "SETTORE LAVORI PUBBLICI, AMBIENTE E PATRIMONIO",
    "Direzione generale",
    "AREA POLIZIA LOCALE E PROTEZIONE CIVILE",
    "Ripartizione II: Urbanistica",
    "Dipartimento Cultura & Turismo",
)
# Areas that no word shows to be one; a reader can only know them by where they stand.
PLAIN_AREAS = ("Polizia locale", "UFFICIO DI PIANO", "Segreteria generale", "SERVIZI DEMOGRAFICI", "Staff del Sindaco")
PERIODS = (
    ("ANNO 2025",),
    ("2025",),
    ("ANNO 2025", "ANNO 2026"),
    ("2025", "2026"),
    ("ANNI 2025-2027",),
    ("ANNO 2025", "ANNI 2026 E 2027"),
    ("I SEMESTRE 2025", "II SEMESTRE 2025"),
    ("Triennio 2025-2027",),
    ("ANNO 2025", "ANNO 2026", "ANNO 2027"),
)
MANAGERS = ("dott.ssa Marina Ferri", "ing. Luca De Santis", "Anna Verdi", "rag. Paolo Conti", "arch. Pia Rosa")
SERVICES = (
    "Segreteria",
    "UFFICIO TRIBUTI",
    "Servizi demografici",
    "LL.PP.",
    "Ragioneria/Economato",
    "SUAP - Commercio",
    "Area verde",
    "Tutti i servizi",
    "Polizia locale",
    "Ufficio Piano 2025",
    "Servizio idrico integrato",
)
CROSS_CUTTING = ("Trasparenza e anticorruzione", "Tempi di pagamento", "TRANSIZIONE DIGITALE")
DESCRIPTIONS = (
    "Riduzione dei tempi di pagamento delle fatture commerciali",
    "Totale riorganizzazione dell'archivio di deposito",
    "Area verde di via Roma: manutenzione ordinaria",
    "Anno scolastico 2025/2026: avvio della refezione dal primo giorno",
    "Responsabile del procedimento: nomina per ogni opera pubblica",
    "Digitalizzazione delle pratiche edilizie 1970-1990",
    "Censimento 2025",
    "Attuazione del PNRR, misura 1.4.1 «Esperienza del cittadino»",
    "Somme dovute per IMU e TARI: recupero dell'evasione",
    "Note di credito: riconciliazione trimestrale con i fornitori",
    "Settore produttivo: sportello unico entro 30 giorni",
    "Regolamento di polizia urbana; approvazione in Consiglio",
    "Attività:\n- raccolta dei dati\n- pubblicazione sul sito",
    "Piano triennale delle opere\nprima annualità",
    "Titolo edilizio in 45 gg. (art. 20 D.P.R. 380/2001)",
    "Pagine web accessibili: pag. 3 delle linee guida",
    "Centro diurno per anziani: apertura 5 giorni su 7",
    "Obiettivo 80% di raccolta differenziata",
    "Data center comunale: dismissione",
    "Firma digitale per tutti i responsabili",
    "Il Responsabile assicura la formazione di 40 ore a dipendente",
    "Sviluppo di nuovi servizi in rete, l'85% entro l'anno",
    "Legenda dei simboli sulle mappe del centro storico",
    "Periodo di chiusura estiva della biblioteca ridotto a 5 giorni",
    "Servizio di doposcuola",
    "=VERIFICA= dei conti correnti postali",
    "Comune unico: studio di fattibilità della fusione",
)
RESULTS = (
    "Entro il 31.12.2025",
    "Almeno 95 su 100",
    "Relazione al Sindaco",
    "100%",
    "3",
    "Approvazione entro giugno",
    "< 30 giorni",
    "SI",
    "15/03/2025",
    "2025",
    "1.500 atti",
    "Totale delle pratiche evase",
    "-5% rispetto al 2024",
    "Come da cronoprogramma:\n1) progetto\n2) gara",
)
INDICATORS = (
    "SI/NO",
    "n. pratiche evase / n. pratiche ricevute",
    "ITP",
    "Giorni medi di rilascio",
    "% di riscossione",
    "Relazione",
    "n. atti",
    "N. 2 incontri",
    "Data di approvazione",
    "Peso specifico dei rifiuti raccolti",
)
NOTES = ("v. circolare 3/2025", "in convenzione", "", "", "dal 2026: a regime", "rif. PEG cap. 1023")
DEADLINES = ("31/12/2025", "30/06/2025", "15/10/2025", "31/03/2026")
CODES = ("{0}", "A{0}", "00{0}", "1.{0}", "OB-{0}", "{0}/2025", "T{0}.a")


def weights(draw, count):
    """Weights of a group: whole ones, with decimals, some absent, whatever their sum."""
    kind = draw.choice(("whole", "whole", "whole", "decimals", "thirds", "gaps", "none"))
    if kind == "none":
        return [None] * count
    if kind == "thirds":
        return ["33.3" for _ in range(count)]
    made = []
    for _ in range(count):
        weight = draw.choice((5, 10, 15, 20, 25, 30, 40, 50, 100))
        text = str(weight) if kind != "decimals" else str(Decimal(weight) + Decimal(draw.choice(("0.5", "0.25", "0"))))
        made.append(None if kind == "gaps" and draw.random() < 0.3 else text)
    return made


def objective(draw, has, number, weight, used):
    """One row of the plan; `has` says which fields the plan gives."""
    made = {}
    if has["codice"]:
        made["codice"] = has["codice"].format(number)
    if has["trasversale"] and draw.random() < 0.2:
        made["trasversale"] = draw.choice(CROSS_CUTTING)
    else:
        made["servizio"] = draw.choice(SERVICES)
    if has["tipologia"]:
        made["tipologia"] = draw.choice("SM")
    text = draw.choice(DESCRIPTIONS)
    # Rows that say the same are a finding of their own.
    used[text] = used.get(text, 0) + 1
    made["descrizione"] = text if used[text] == 1 else f"{text} ({'abcdefghijklmnopqrstuvwxyz'[used[text] - 2]})"
    if has["risultato"] and draw.random() < 0.9:
        made["risultato"] = draw.choice(RESULTS)
    if has["indicatore"] and draw.random() < 0.9:
        made["indicatore"] = draw.choice(INDICATORS)
    if weight is not None:
        made["peso"] = weight
    further = {}
    if has["Scadenza"] and draw.random() < 0.9:
        further["Scadenza"] = draw.choice(DEADLINES)
    for year in has["target"]:
        if draw.random() < 0.95:
            further[year] = draw.choice(("10", "95%", "SI", "12", "100%", "n. 3"))
    if has["Note"] and (note := draw.choice(NOTES)):
        further["Note"] = note
    if further:
        made["altro"] = further
    return made


def plan(draw):
    """A plan with the fields that its own draw gives it."""
    has = {
        "codice": draw.choice(CODES) if draw.random() < 0.4 else None,
        "trasversale": draw.random() < 0.2,
        "tipologia": draw.random() < 0.5,
        "risultato": draw.random() < 0.8,
        "indicatore": draw.random() < 0.8,
        "Scadenza": draw.random() < 0.3,
        "target": ("2025", "2026", "2027") if draw.random() < 0.25 else (),
        "Note": draw.random() < 0.25,
    }
    names = draw.sample(AREAS if draw.random() < 0.75 else AREAS[:4] + PLAIN_AREAS, draw.choice((1, 2, 2, 3, 4)))
    led = draw.random() < 0.4
    labels = draw.choice(PERIODS)
    number, used, areas = 0, {}, []
    for name in names:
        area = {"nome": name, "periodi": []}
        if led and draw.random() < 0.9:
            area["responsabile"] = draw.choice(MANAGERS)
        for label in labels if draw.random() < 0.8 else labels[:1]:
            count = draw.choice((1, 2, 2, 3, 3, 4, 6))
            rows = []
            for weight in weights(draw, count):
                number += 1
                rows.append(objective(draw, has, number, weight, used))
            area["periodi"].append({"etichetta": label, "obiettivi": rows})
        areas.append(area)
    made = {"titolo": draw.choice(TITLES), "aree": areas}
    if draw.random() < 0.5:
        made["ente"] = draw.choice(ENTITIES)
    return made, has
