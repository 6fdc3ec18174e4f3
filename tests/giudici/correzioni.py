"""Corrections that an office makes in a workbook, by name; each takes the open workbook (`modifiche.py`)."""

import decimal
import re

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.table import TableSortField


def typed(cell, text):
    """Types into a cell as the keyboard does."""
    cell.setFormula(text)


def paste(book, row, name, text):
    """A text where a number belongs, as pasted from a document."""
    book.cell(row, name).setString(text)


def shown_results(book):
    """80 and 80 % look alike and score alike."""
    book.result(1).setValue(80)
    book.result(2).setValue(0.8)
    shown = {book.result(row).getString().replace(",", ".") for row in (1, 2)}
    assert shown == {"80.0%"}, shown


def weight_fields(book):
    """The columns of weights: one for each year, or the one of all."""
    return [head for head in book.head(book.data) if re.fullmatch(r"peso\.\d{4}", head)] or ["peso"]


def first_weight(book, row=1):
    """The weight of an objective, in the first year if there are years."""
    return book.cell(row, weight_fields(book)[0])


def last_weight(book, row=1):
    """The weight of an objective in the last year."""
    return book.cell(row, weight_fields(book)[-1])


def weight_cell(book, row):
    """The name of the cell of a weight, as formulas write it."""
    column = first_weight(book, row).getCellAddress().Column
    letters = book.data.Columns.getByIndex(column).getName()
    return f"{letters}{row + 1}"


def whole_row(book, row):
    """The cells of an objective."""
    return book.data.getCellRangeByPosition(0, row, len(book.head(book.data)) - 1, row)


def every_row(book):
    return range(1, book.last() + 1)


def group_field(book):
    """The outermost group that the plan has."""
    heads = book.head(book.data)
    return next(head for head in ("area", "missione", "ambito", "n") if head in heads and book.cell(1, head).getString())


def filtered(book, name, value):
    """Leaves in sight the objectives with one value."""
    field = TableFilterField()
    field.Field, field.Operator, field.IsNumeric, field.StringValue = book.head(book.data).index(name), EQUAL, False, value
    area = book.data.getCellRangeByPosition(0, 0, len(book.head(book.data)) - 1, book.last())
    filters = area.createFilterDescriptor(True)
    filters.ContainsHeader = True
    filters.setFilterFields((field,))
    area.filter(filters)


def copied(book, row, **values):
    """Copies an objective below the last one, with some cells changed."""
    last = book.last() + 1
    whole_row(book, last).setDataArray(whole_row(book, row).getDataArray())
    for name, value in values.items():
        if name in book.head(book.data):
            (book.cell(last, name).setValue if isinstance(value, (int, float)) else book.cell(last, name).setString)(value)


def without_column(book, name):
    """Deletes a column that no formula uses."""
    heads = book.head(book.data)
    if name in heads:
        book.data.Columns.removeByIndex(heads.index(name), 1)


def swapped(book, one, other):
    """Changes the places of two objectives, whose numbers go with them."""
    first, second = whole_row(book, one), whole_row(book, other)
    cells = first.getDataArray()
    first.setDataArray(second.getDataArray())
    second.setDataArray(cells)


def renumbered(book):
    """Numbers the objectives anew from the top."""
    for row in every_row(book):
        book.cell(row, "n").setValue(row)


def results(text):
    """Types the same in every cell for results, as the keyboard does."""
    def edit(book):
        for row in every_row(book):
            typed(book.result(row), text)
    return edit


def pasted_results(text):
    """Pastes the same text in every cell for results."""
    def edit(book):
        for row in every_row(book):
            book.result(row).setString(text)
    return edit


def pasted_numbers(number):
    """Puts the same number in every cell for results."""
    return lambda book: [book.result(row).setValue(number) for row in range(1, last_result(book) + 1)]


def last_result(book):
    """The last row of «Valutazione» with an objective, from 1."""
    column = book.head(book.results).index("N.")
    rows = book.rows(book.results)[4:]
    return next((number for number, row in enumerate(rows) if row[column] == ""), len(rows))


def sorted_results(book, name):
    """Sorts the rows of «Valutazione», as its filter does."""
    heads = book.head(book.results)
    if name not in heads or book.several:
        return
    field = TableSortField()
    field.Field, field.IsAscending = heads.index(name), False
    area = book.results.getCellRangeByPosition(0, 4, len(heads) - 1, last_result(book) + 3)
    order = PropertyValue("SortFields", 0, uno.Any("[]com.sun.star.table.TableSortField", (field,)), 0)
    area.sort((order, PropertyValue("ContainsHeader", 0, False, 0)))


def copied_result(book, source, target):
    """Copies a row of «Valutazione» over another one."""
    width = len(book.head(book.results)) - 1
    if target > last_result(book) or book.several:
        return
    cells = book.results.getCellRangeByPosition(0, source + 3, width, source + 3).RangeAddress
    book.results.copyRange(book.results.getCellByPosition(0, target + 3).CellAddress, cells)


def expected_of_row(book):
    """Types a total over the one that is expected of the first row of «Pesi»."""
    heads = book.rows(book.weights)[5]
    if "Atteso" in heads and heads.count("Atteso") == 1:
        book.weights.getCellByPosition(heads.index("Atteso"), 6).setValue(90)
        book.expected_of[7] = decimal.Decimal(90)


def copied_weights(book):
    """Copies the first row of «Pesi» over the second."""
    rows = book.rows(book.weights)
    width = len(rows[5]) - 1
    if len(rows) > 7 and rows[7][0] != "" and rows[6][:1] != rows[7][:1]:
        cells = book.weights.getCellRangeByPosition(0, 6, width, 6).RangeAddress
        book.weights.copyRange(book.weights.getCellByPosition(0, 7).CellAddress, cells)


def expected(edit):
    """Edits the expected total, where there is one."""
    def whole(book):
        cell = book.weights.getCellByPosition(1, 2)
        if cell.getString():
            edit(cell)
    return whole


def every_weight(edit):
    """Edits every weight of every year."""
    return lambda book: [edit(book.cell(row, field)) for row in every_row(book) for field in weight_fields(book)]


# Edits by name that every plan goes through; each takes the open workbook.
EDITS = {
    "niente": lambda b: None,
    "peso con un decimale": lambda b: typed(b.cell(1, "peso"), "30.4"),
    "peso con molti decimali": lambda b: typed(b.cell(1, "peso"), "30.123456"),
    "pesi che fanno cento per poco": lambda b: (typed(b.cell(1, "peso"), "0.1"), typed(b.cell(2, "peso"), "0.2")),
    "peso azzerato": lambda b: typed(b.cell(1, "peso"), "0"),
    "peso cancellato": lambda b: typed(b.cell(1, "peso"), ""),
    "peso negativo": lambda b: typed(b.cell(1, "peso"), "-10"),
    "peso come testo": lambda b: paste(b, 1, "peso", "30"),
    "peso con parole": lambda b: paste(b, 2, "peso", "30 punti"),
    "peso in percentuale": lambda b: typed(b.cell(1, "peso"), "30%"),
    "peso da una formula": lambda b: typed(b.cell(1, "peso"), "=15+15.5"),
    "peso di uno spazio": lambda b: paste(b, 1, "peso", " "),
    "tutti i pesi cancellati": lambda b: [typed(b.cell(row, "peso"), "") for row in range(1, b.last() + 1)],
    "riga in fondo": lambda b: b.add(b.last() + 1, n=b.last() + 1, peso=7.5),
    "riga in fondo senza numero": lambda b: b.add(b.last() + 1, n="", peso=7.5),
    "riga copiata in fondo": lambda b: b.add(b.last() + 1),
    "tre righe in fondo": lambda b: [b.add(b.last() + 1, n=b.last() + 1, peso=10.0) for _ in range(3)],
    "riga inserita in mezzo": lambda b: (b.insert(2), b.add(2, n=1000.0, peso=1.25)),
    "riga inserita per prima": lambda b: (b.insert(1), b.data.getCellRangeByPosition(0, 1, len(b.head(b.data)) - 1, 1).setDataArray(b.data.getCellRangeByPosition(0, 2, len(b.head(b.data)) - 1, 2).getDataArray()), b.cell(1, "n").setValue(999)),
    "riga vuota inserita": lambda b: b.insert(2),
    "riga dopo una vuota": lambda b: b.add(b.last() + 1, n=b.last() + 1) or b.insert(b.last()),
    "prima riga tolta": lambda b: b.remove(1),
    "ultima riga tolta": lambda b: b.remove(b.last()),
    "tutte le righe tolte meno una": lambda b: b.remove(2, b.last() - 1) if b.last() > 1 else None,
    "ordinato per peso": lambda b: b.sort("peso"),
    "ordinato per descrizione": lambda b: b.sort("descrizione", False),
    "ordinato e riga in fondo": lambda b: (b.sort("descrizione"), b.add(b.last() + 1, n=b.last() + 1, peso=3.0)),
    "area nuova": lambda b: b.add(b.last() + 1, n=b.last() + 1, area="AREA NUOVA", missione="99", ambito="nuovo", peso=100.0),
    "periodo nuovo": lambda b: b.add(b.last() + 1, n=b.last() + 1, periodo="ANNO 2099", programma="NUOVO", progetto="nuovo", peso=100.0),
    "area con uno spazio in più": lambda b: b.cell(1, "area").setString(b.cell(1, "area").getString() + " ") if b.cell(1, "area").getString() else None,
    "descrizione cambiata": lambda b: b.cell(1, "descrizione").setString("Altro"),
    "numero cancellato": lambda b: typed(b.cell(1, "n"), ""),
    "numero ripetuto": lambda b: typed(b.cell(2, "n"), "1"),
    "colonna inserita": lambda b: b.data.Columns.insertByIndex(3, 1) or b.data.getCellByPosition(3, 0).setString("nota"),
    "riga nascosta": lambda b: setattr(b.data.Rows.getByIndex(2), "IsVisible", False),
    "nota sotto la tabella": lambda b: b.data.getCellByPosition(0, b.last() + 3).setString("Nota del revisore"),
    "atteso cambiato": lambda b: b.weights.getCellByPosition(1, 2).setValue(90.5) if b.weights.getCellByPosition(1, 2).getString() else None,
    "80 e 80%": shown_results,
    "risultati per alcuni": lambda b: (b.result(1).setValue(0.5), b.result(2).setValue(1)),
    "risultati con decimali": lambda b: (b.result(1).setValue(0.8333), b.result(2).setValue(83.33)),
    "risultato zero": lambda b: b.result(1).setValue(0),
    "risultato oltre cento": lambda b: b.result(1).setValue(120),
    "risultato negativo": lambda b: b.result(1).setValue(-5),
    "risultato in parole": lambda b: b.result(1).setString("raggiunto"),
    "risultato come testo": lambda b: b.result(1).setString("80%"),
    "risultato cancellato": lambda b: (b.result(1).setValue(0.8), b.result(1).setString("")),
    "risultati per tutti": lambda b: [b.result(row).setValue(0.9) for row in range(1, b.last() + 1)],
    "risultati e peso tolto": lambda b: (b.result(1).setValue(0.9), b.result(2).setValue(0.7), typed(b.cell(1, "peso"), "")),
    "risultati e riga tolta": lambda b: (b.result(1).setValue(0.9), b.result(2).setValue(0.7), b.remove(1)),
    "risultati e ordine": lambda b: (b.result(1).setValue(0.9), b.result(2).setValue(0.7), b.sort("descrizione", False)),
}
# Edits that not every plan goes through.
FURTHER = {
    "colonna del peso nascosta": lambda b: setattr(b.data.Columns.getByIndex(b.head(b.data).index(weight_fields(b)[0])), "IsVisible", False),
    "filtro su un gruppo": lambda b: filtered(b, group_field(b), b.cell(1, group_field(b)).getString()),
    "filtro e poi ordine": lambda b: (filtered(b, group_field(b), b.cell(1, group_field(b)).getString()), b.sort("descrizione", False)),
    "filtro e poi peso cambiato": lambda b: (filtered(b, group_field(b), b.cell(1, group_field(b)).getString()), typed(first_weight(b), "12.5")),
    "pesi incollati come testi": every_weight(lambda cell: cell.setString(cell.getString())),
    "pesi incollati con la virgola": every_weight(lambda cell: cell.setString("30,5")),
    "pesi incollati con il segno": every_weight(lambda cell: cell.setString("30%")),
    "pesi incollati con uno spazio": every_weight(lambda cell: cell.setString("30 ")),
    "pesi tutti uguali": every_weight(lambda cell: cell.setValue(50)),
    "pesi tutti zero": every_weight(lambda cell: cell.setValue(0)),
    "pesi a terzi": every_weight(lambda cell: cell.setValue(33.333333)),
    "pesi cancellati con Canc": every_weight(lambda cell: cell.clearContents(1 | 2 | 4 | 16)),
    "peso oltre il totale": lambda b: typed(first_weight(b), "1000000"),
    "peso di un milionesimo in più": lambda b: first_weight(b).setValue(first_weight(b).getValue() + 1e-6),
    "peso di un centomilionesimo in meno": lambda b: first_weight(b).setValue(first_weight(b).getValue() - 1e-8),
    "peso spostato su un'altra riga": lambda b: (first_weight(b, 2).setValue(first_weight(b).getValue()), typed(first_weight(b), "")),
    "pesi scambiati": lambda b: (lambda one, other: (first_weight(b).setValue(other), first_weight(b, 2).setValue(one)))(first_weight(b).getValue(), first_weight(b, 2).getValue()),
    "peso da un'altra cella": lambda b: typed(first_weight(b), f"={weight_cell(b, 2)}+1.5"),
    "peso con gli spazi intorno": lambda b: first_weight(b).setString("  30"),
    "peso n.d.": lambda b: first_weight(b).setString("n.d."),
    "peso dell'ultimo anno cambiato": lambda b: typed(last_weight(b), "17.25"),
    "peso dell'ultimo anno cancellato": lambda b: typed(last_weight(b), ""),
    "peso dell'ultimo anno come testo": lambda b: last_weight(b).setString("40,5"),
    "peso dell'ultimo anno negativo": lambda b: typed(last_weight(b), "-0.5"),
    "peso in un anno senza riga": lambda b: [typed(b.cell(row, field), "5") for row in every_row(b) for field in weight_fields(b) if not b.cell(row, field).getString()],
    "pesi di un anno cancellati": lambda b: [typed(last_weight(b, row), "") for row in every_row(b)],
    "pesi di un anno copiati nell'altro": lambda b: [last_weight(b, row).setFormula(first_weight(b, row).getFormula()) for row in every_row(b)],
    "riga in fondo con i pesi degli anni": lambda b: copied(b, b.last(), n=b.last() + 1, **{field: 7.5 for field in weight_fields(b)}),
    "riga inserita con i pesi degli anni": lambda b: (b.insert(2), whole_row(b, 2).setDataArray(whole_row(b, 1).getDataArray()), b.cell(2, "n").setValue(500), first_weight(b, 2).setValue(2.75)),
    "ordinato per peso dell'ultimo anno": lambda b: b.sort(weight_fields(b)[-1], False),
    "ordinato per peso e riga tolta": lambda b: (b.sort(weight_fields(b)[-1]), b.remove(1)),
    "risultato dell'anno cambiato": lambda b: [b.cell(1, head).setString("Altro risultato") for head in b.head(b.data) if head.startswith("risultato")],
    "risultati attesi cancellati": lambda b: [typed(b.cell(row, head), "") for row in every_row(b) for head in b.head(b.data) if head.startswith("risultato")],
    "risultato di ogni anno aggiunto": lambda b: [b.cell(row, "risultato").setString("Di ogni anno") for row in every_row(b)],
    "riga vuota in cima": lambda b: b.insert(1),
    "righe vuote ovunque": lambda b: [b.insert(row) for row in range(b.last(), 0, -1)],
    "tre righe inserite a metà": lambda b: (b.insert(2, 3), [(whole_row(b, row).setDataArray(whole_row(b, 1).getDataArray()), b.cell(row, "n").setValue(300 + row), first_weight(b, row).setValue(1)) for row in (2, 3, 4)]),
    "riga svuotata": lambda b: whole_row(b, 1).clearContents(1 | 2 | 4 | 16),
    "descrizione cancellata": lambda b: typed(b.cell(1, "descrizione"), ""),
    "descrizione di uno spazio": lambda b: b.cell(1, "descrizione").setString(" "),
    "descrizione come formula": lambda b: b.cell(1, "descrizione").setString("=1+1"),
    "descrizioni uguali": lambda b: [b.cell(row, "descrizione").setString("Uguale") for row in every_row(b)],
    "gruppo cancellato": lambda b: typed(b.cell(1, group_field(b)), ""),
    "gruppo in minuscole": lambda b: b.cell(1, group_field(b)).setString(b.cell(1, group_field(b)).getString().swapcase()),
    "gruppo rinominato ovunque": lambda b: (lambda name, field: [b.cell(row, field).setString("NOME NUOVO") for row in every_row(b) if b.cell(row, field).getString() == name])(b.cell(1, group_field(b)).getString(), group_field(b)),
    "gruppo con un carattere jolly": lambda b: b.cell(1, group_field(b)).setString("*"),
    "periodo cancellato": lambda b: typed(b.cell(1, "periodo"), ""),
    "periodo in minuscole": lambda b: b.cell(1, "periodo").setString(b.cell(1, "periodo").getString().swapcase()),
    "anni cambiati": lambda b: b.cell(1, "anni").setValue(2099),
    "anni cancellati": lambda b: typed(b.cell(1, "anni"), ""),
    "obiettivo spostato nel gruppo dell'ultimo": lambda b: [b.cell(1, field).setString(b.cell(b.last(), field).getString()) for field in {group_field(b), "periodo"} - {"n"}],
    "obiettivo copiato con lo stesso numero": lambda b: copied(b, 1, periodo="ANNO 2098"),
    "obiettivo copiato con un numero nuovo": lambda b: copied(b, 1, n=777),
    "due righe copiate": lambda b: (copied(b, 1), copied(b, 2)),
    "codice cambiato": lambda b: b.cell(1, "codice").setString("Z.99"),
    "responsabile e servizio scritti": lambda b: (b.cell(1, "responsabile").setString("Bianchi"), b.cell(1, "servizio").setString("TUTTI")),
    "servizio cancellato": lambda b: (typed(b.cell(1, "servizio"), ""), typed(b.cell(1, "trasversale"), "")),
    "indicatore cambiato": lambda b: b.cell(1, "indicatore").setString("Giorni\nOre"),
    "indicatore cancellato": lambda b: typed(b.cell(1, "indicatore"), ""),
    "colonna della tipologia tolta": lambda b: without_column(b, "tipologia"),
    "colonna del codice tolta": lambda b: without_column(b, "codice"),
    "numeri rifatti": lambda b: (b.sort("descrizione", False), renumbered(b)),
    "numero come testo": lambda b: b.cell(1, "n").setString("1"),
    "numero con decimali": lambda b: b.cell(1, "n").setValue(1.5),
    "righe scambiate": lambda b: swapped(b, 1, 2),
    "foglio rinominato": lambda b: b.data.setName("Dati corretti"),
    "nota nella colonna della descrizione": lambda b: b.cell(b.last() + 2, "descrizione").setString("Totale"),
    "totale scritto sotto i pesi": lambda b: first_weight(b, b.last() + 2).setValue(100),
    "somma sotto i pesi": lambda b: typed(first_weight(b, b.last() + 1), f"=SUM({weight_cell(b, 1)}:{weight_cell(b, b.last())})"),
    "novecento righe incollate": lambda b: b.data.getCellRangeByPosition(0, b.last() + 1, len(b.head(b.data)) - 1, b.last() + 900).setDataArray(whole_row(b, 1).getDataArray() * 900),
    "atteso cancellato": expected(lambda cell: cell.setFormula("")),
    "atteso in parole": expected(lambda cell: cell.setString("cento")),
    "atteso zero": expected(lambda cell: cell.setValue(0)),
    "80": results("80"),
    "80%": results("80%"),
    "0,8": results("0.8"),
    "100": results("100"),
    "1": results("1"),
    "0%": results("0%"),
    "101": results("101"),
    "1000%": results("1000%"),
    "-5%": results("-5%"),
    "0,005": results("0.005"),
    "risultati n.d.": pasted_results("n.d."),
    "risultati con la virgola come testo": pasted_results("80,5"),
    "risultati di uno spazio": pasted_results(" "),
    "risultati e pesi scambiati": lambda b: (results("80")(b), swapped(b, 1, 2)),
    "risultati e gruppo cambiato": lambda b: (results("90%")(b), b.cell(1, group_field(b)).setString("ALTRO")),
    "risultati e peso come testo": lambda b: (results("90%")(b), first_weight(b).setString("30")),
    "risultati e obiettivo copiato": lambda b: (results("75")(b), copied(b, 1, periodo="ANNO 2098")),
    "1,5": pasted_numbers(1.5),
    "5 incollato": pasted_numbers(5),
    "10 incollato": pasted_numbers(10),
    "riga sopra le intestazioni": lambda b: b.data.Rows.insertByIndex(0, 1),
    "anno aggiunto a un obiettivo": lambda b: b.cell(1, "anni").setString(b.cell(1, "anni").getString() + ", 2098") if b.cell(1, "anni").getString() else None,
    "valutazione ordinata per anno": lambda b: sorted_results(b, "Anno"),
    "valutazione ordinata e righe in più": lambda b: (sorted_results(b, "Anno"), [b.add(b.last() + 1, n=b.last() + 1) for _ in range(3)]),
    "valutazione ordinata e risultati": lambda b: (b.result(1).setValue(0.9), sorted_results(b, "Obiettivo"), b.result(2).setValue(0.4)),
    "riga della valutazione copiata su un'altra": lambda b: copied_result(b, 1, 2),
    "peso della valutazione coperto": lambda b: [b.result(1, head).setValue(50) for head in ("Peso",) if head in b.head(b.results)],
    "punteggio della valutazione cancellato": lambda b: [typed(b.result(1, head), "") for head in ("Punteggio", "Nella media") if head in b.head(b.results)],
    "numero della valutazione in parole": lambda b: b.several or b.result(1, "N.").setString("primo"),
    "atteso di una riga cambiato": expected_of_row,
    "riga dei pesi copiata su un'altra": copied_weights,
    "pesi a terzi con dieci decimali": every_weight(lambda cell: cell.setValue(33.3333333333)),
    "valori e note scritti": lambda b: (b.result(1, "Valore raggiunto").setString("12 giorni"), b.result(1, "Note").setString("=1+1"), b.result(1, "Motivi dello scostamento").setString("Ferie")),
}
