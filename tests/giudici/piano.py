"""What a plan says, in the order in which its annexes must say it."""

import re


def objectives(plan):
    """Area, period and objective, in the plan's order."""
    for area in plan["aree"]:
        for period in area["periodi"]:
            for objective in period["obiettivi"]:
                yield area["nome"], period["etichetta"], objective


def cells(objective):
    """What the row of an objective says: the default layout's columns, then its own fields."""
    first = objective.get("servizio") or "OBIETTIVO TRASVERSALE >" + objective["trasversale"]
    texts = [objective.get(field, "") for field in ("tipologia", "descrizione", "risultato", "indicatore")]
    weight = str(objective.get("peso", "")).replace(".", ",")
    return [first, *texts, weight, *objective.get("altro", {}).values()]


def joined(text):
    """Letters only: without white space, and without the hyphens that line breaking adds or keeps."""
    return re.sub(r"[\s\u00ad\u200b\-‐]", "", str("" if text is None else text))


def spoken(text):
    """The words as a screen reader says them: white space is one blank, soft hyphens are silent."""
    return " ".join(text.replace("\u00ad", "").split())
