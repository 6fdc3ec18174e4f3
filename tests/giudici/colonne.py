"""Columns of «Dati» by the fields that they hold, as «Leggimi» explains them."""

HEADS = ["Colonna di «Dati»", "Campo del piano"]


def explained(rows):
    """The field of each head of «Dati», from the rows of «Leggimi»."""
    rows = [[str(value) if value is not None else "" for value in row[:2]] for row in rows]
    start = rows.index(HEADS) + 1
    end = next((at for at in range(start, len(rows)) if not rows[at][0]), len(rows))
    return dict(rows[start:end])


def fields(book):
    """The fields of the columns of «Dati» from the left, in a workbook that openpyxl has read."""
    named = explained(book["Leggimi"].iter_rows(values_only=True))
    return [named.get(cell.value, cell.value) for cell in book["Dati"][1]]


def cell(book, field, row):
    """The cell of a field in a row of «Dati»."""
    return book["Dati"].cell(row, fields(book).index(field) + 1)
