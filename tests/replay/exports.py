"""The files as the CRM would have written them at a moment: what was written by then, and nothing else."""

DATES = ["created_at", "mql_at", "sal_at", "sql_at", "won_at", "lost_at", "assigned_at",
         "first_touch_at", "last_touch_at", "contacted_at", "discovery_at", "event_at", "disposition_at",
         "last_signal_at", "modified_at"]
OTHERS = ["stage", "owner", "employees", "industry", "fit", "intent", "source", "amount", "region", "touches",
          "disposition", "disposition_reason"]
COLUMNS = ["lead_id"] + DATES + OTHERS


def leads_at(log, moment, columns):
    rows = {}
    for at, lead, field, cell in log.writes:
        if at <= moment:
            rows.setdefault(lead, {"lead_id": lead})[field] = cell
    return table(columns, ([row.get(name, "") for name in columns] for row in rows.values()))


def touches_at(log, moment):
    rows = ((lead, written(at), kind) for at, lead, kind in log.touches if at <= moment)
    return table(["lead_id", "at", "type"], rows)


def history_at(log, moment):
    rows = ((lead, written(at), field, new, old) for at, lead, field, new, old in log.history if at <= moment)
    return table(["lead_id", "at", "field", "stage", "old"], rows)


def deals_at(log, moment):
    rows = []
    for number, (lead, amount, begun, closed, how) in enumerate(log.deals):
        if begun <= moment:
            over = closed is not None and closed <= moment
            rows.append((f"D{number}", lead, amount, "EUR", how if over else "Open", written(begun),
                         written(closed) if over else ""))
    return table(["deal", "lead", "amount", "currency", "stage", "created", "closed"], rows)


def written(at):
    return at.strftime("%Y-%m-%d %H:%M")


def table(header, rows):
    return "".join(",".join(cells) + "\n" for cells in [header, *rows])
